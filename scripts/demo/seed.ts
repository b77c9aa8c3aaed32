// Creates the roles, the database and the six schemas of the demo platform, and fills them the same way every time.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { SandboxServer } from "../../src/sandbox/index.ts";
import { withClient } from "./with-client.ts";

/** The schemas, in the order in which they are loaded; each has one file here and one in content/schemas. */
export const DEMO_SCHEMAS = ["authority", "scheduler", "notify", "policy", "vuln", "vex"] as const;
export const DEMO_DATABASE = "stellaops";

const SCHEMAS = resolve(import.meta.dirname, "../../content/schemas");
const SEED = resolve(import.meta.dirname, "seed");

/** Makes database `stellaops` with its owner `stellaops_app` and the reader `plumbline`; `scale` multiplies the rows. */
export async function seedDemo(server: SandboxServer, scale: number): Promise<void> {
  await withClient(server.connection(), async (client) => {
    await client.query("CREATE ROLE stellaops_app LOGIN");
    await client.query("CREATE ROLE plumbline LOGIN IN ROLE pg_monitor");
    await client.query(`CREATE DATABASE ${DEMO_DATABASE} OWNER stellaops_app`);
    await client.query(`GRANT CONNECT ON DATABASE ${DEMO_DATABASE} TO plumbline`);
  });
  await withClient(server.connection(DEMO_DATABASE), async (client) => {
    await client.query("CREATE EXTENSION pg_stat_statements");
    await client.query("SET ROLE stellaops_app");
    for (const schema of DEMO_SCHEMAS) await client.query(readFileSync(resolve(SCHEMAS, `${schema}.sql`), "utf8"));
    await client.query("SELECT set_config('demo.scale', $1, false)", [String(scale)]);
    for (const part of ["functions", ...DEMO_SCHEMAS]) {
      await client.query(readFileSync(resolve(SEED, `${part}.sql`), "utf8"));
    }
    // Widths of columns and plans of statements are shown only to who may SELECT.
    const schemas = DEMO_SCHEMAS.join(", ");
    await client.query(
      `GRANT USAGE ON SCHEMA ${schemas} TO plumbline; GRANT SELECT ON ALL TABLES IN SCHEMA ${schemas} TO plumbline`,
    );
    await client.query("ANALYZE");
    // What the platform asks is of interest, not how the demo was filled.
    await client.query("RESET ROLE");
    await client.query("/* plumbline */ SET pg_stat_statements.track = 'none'");
    await client.query("SELECT pg_stat_statements_reset()");
  });
}
