// Makes the mistakes that a server's log is full of, so that the log has something to say.
import pg from "pg";
import type { SandboxServer } from "../../src/sandbox/index.ts";
import { DEMO_DATABASE } from "./seed.ts";
import { withClient } from "./with-client.ts";

/** A statement, and the SQLSTATE that the server has to answer it with. */
const MISTAKES: readonly (readonly [string, string])[] = [
  ["42703", "SELECT query, mean_time FROM pg_stat_statements ORDER BY mean_time DESC"],
  ["42P01", "SELECT * FROM vuln.advisory"],
  ["42601", "SELEC 1"],
  ["22012", "SELECT count(*) / 0 FROM vex.providers"],
  ["23505", "INSERT INTO authority.tenants (slug, display_name) VALUES ('northwind', 'Twice')"],
  ["23503", "INSERT INTO notify.digest_items VALUES ('00000000-0000-0000-0000-000000000000', 1, 'x', 'x')"],
  ["23514", "UPDATE scheduler.jobs SET priority = 11 WHERE status = 'dead'"],
  ["57014", "SET statement_timeout = '60ms'; SELECT pg_sleep(5)"],
  ["42501", "SET statement_timeout = 0; SET ROLE pg_monitor"],
];

/** Makes each mistake three times, and one deadlock. Throws where the server does not object as it must. */
export async function provokeErrors(server: SandboxServer): Promise<void> {
  const config = { ...server.connection(DEMO_DATABASE, "stellaops_app"), application_name: "stellaops-mistakes" };
  await withClient(config, async (client) => {
    for (let round = 0; round < 3; round += 1) {
      for (const [code, text] of MISTAKES) await expectError(client.query(text), code);
    }
    await withClient(config, (other) => deadlock(client, other));
  });
}

async function deadlock(one: pg.Client, two: pg.Client): Promise<void> {
  const lock = "SELECT 1 FROM scheduler.locks WHERE lock_key = $1 FOR UPDATE";
  await Promise.all([one.query("BEGIN"), two.query("BEGIN")]);
  await Promise.all([one.query(lock, ["planner"]), two.query(lock, ["retention"])]);
  const crossed = await Promise.allSettled([
    one.query(lock, ["retention"]).finally(() => one.query("ROLLBACK")),
    two.query(lock, ["planner"]).finally(() => two.query("ROLLBACK")),
  ]);
  const failed = crossed.filter((result) => result.status === "rejected");
  await expectError(failed.length === 1 ? Promise.reject(failed[0]?.reason) : Promise.resolve(), "40P01");
}

async function expectError(query: Promise<unknown>, code: string): Promise<void> {
  const answer = await query.then(
    () => "success",
    (error: unknown) => (error instanceof pg.DatabaseError ? error.code : String(error)),
  );
  if (answer !== code) throw new Error(`Unexpected ${answer}, expected SQLSTATE ${code}`);
}
