// Gives the demo's committed snapshots a past: pulls of one server, with work between them, dated a day apart.
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pull } from "../../src/cli/pull.ts";
import { UserError } from "../../src/core/errors.ts";
import type { Demo } from "./platform.ts";
import { DEMO_DATABASE } from "./seed.ts";
import { withClient } from "./with-client.ts";
import { runWorkload } from "./workload.ts";

const DAY_MS = 86_400_000;

/** Replaces the timed snapshots of the demo's server by `days` earlier ones; the caller's own pull is the newest. */
export async function pullHistory(demo: Demo, root: string, days: number): Promise<void> {
  const folder = join(root, "content/facts/postgres/demo");
  for (const name of readdirSync(folder)) if (name.endsWith(".json")) rmSync(join(folder, name));
  for (let ago = days; ago >= 1; ago -= 1) {
    const now = new Date(Date.now() - ago * DAY_MS).toISOString();
    const code = await pull(["postgres"], { root, now });
    if (code !== 0) throw new UserError("The pull did not complete", "Its own message stands above.");
    await workADay(demo, ago);
  }
}

/** The usual statements again, and more rows in a table that grows. */
async function workADay(demo: Demo, day: number): Promise<void> {
  await runWorkload(demo.server);
  await withClient(demo.server.connection(DEMO_DATABASE, "stellaops_app"), async (client) => {
    await client.query(
      `INSERT INTO authority.signin_audit (occurred_at, tenant_id, user_id, outcome, source_address)
       SELECT occurred_at, tenant_id, user_id, outcome, source_address FROM authority.signin_audit LIMIT $1`,
      [600 + 250 * day],
    );
  });
}
