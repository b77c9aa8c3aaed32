// How long a server was busy with someone's statements, by its own log.
import { setTimeout } from "node:timers/promises";
import type { SandboxServer } from "../../src/sandbox/index.ts";
import { withClient } from "./pull-database.ts";

/** Settings of a server that can be asked; jsonlog since PostgreSQL 15. */
export const BUSY_SETTINGS = { logging_collector: "on", log_destination: "jsonlog", log_rotation_size: "0" };

/** Has the statements of a role logged from its next session on, each with its duration. */
export function logStatementsOf(server: SandboxServer, role: string): Promise<unknown> {
  return withClient(server, "postgres", (client) =>
    client.query(`ALTER ROLE ${role} SET log_min_duration_statement = 0`),
  );
}

/**
 * Milliseconds since `fromMs` (as Date.now gives it) in which at least one logged statement of `application` ran, handing its
 * rows over included; what ran at once counts once. The log tells the duration to the microsecond, the end to the millisecond.
 */
export async function busyMs(server: SandboxServer, application: string, fromMs: number): Promise<number> {
  const ran = (await readLog(server)).flatMap((line) => {
    const { timestamp, application_name: name, message = "" } = JSON.parse(line) as Record<string, string>;
    const duration = /^duration: ([\d.]+) ms/.exec(message)?.[1];
    const end = Date.parse(timestamp?.replace(" UTC", "Z") ?? "");
    return name === application && duration && end >= fromMs ? [{ start: end - Number(duration), end }] : [];
  });
  if (ran.length === 0) throw new Error(`The log holds no statement of ${application}`);
  return unionMs(ran);
}

/** The length of what these intervals cover together. */
function unionMs(intervals: readonly { start: number; end: number }[]): number {
  let covered = 0;
  let reached = Number.NEGATIVE_INFINITY;
  for (const { start, end } of [...intervals].sort((a, b) => a.start - b.start)) {
    covered += Math.max(0, end - Math.max(start, reached));
    reached = Math.max(reached, end);
  }
  return covered;
}

/** Whole lines up to now: what was said before a mark is in the file before it. */
function readLog(server: SandboxServer): Promise<string[]> {
  return withClient(server, "postgres", async (client) => {
    const mark = `mark ${process.hrtime.bigint()}`;
    await client.query(`DO $$ BEGIN RAISE LOG '${mark}'; END $$`);
    for (;;) {
      const { rows } = await client.query("SELECT pg_read_file(pg_current_logfile('jsonlog')) AS text");
      const lines = String(rows[0]?.text).split("\n");
      const at = lines.findIndex((line) => line.includes(`"message":"${mark}"`));
      if (at !== -1) return lines.slice(0, at);
      await setTimeout(20);
    }
  });
}
