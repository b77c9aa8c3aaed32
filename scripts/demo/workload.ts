// Does what the six modules would do over an hour: always the same statements, as often, with the same values.
import type { SandboxServer } from "../../src/sandbox/index.ts";
import { DEMO_DATABASE } from "./seed.ts";
import { seededRandom } from "./seeded-random.ts";
import { withClient } from "./with-client.ts";
import { provokeErrors } from "./workload-errors.ts";
import { WORKLOAD } from "./workload-statements.ts";

/** Runs every statement as the platform's own role, each module under its name, then what goes wrong. */
export async function runWorkload(server: SandboxServer): Promise<void> {
  const random = seededRandom(20251205);
  const modules = Map.groupBy(WORKLOAD, (statement) => statement.module);
  for (const [module, statements] of modules) {
    const connection = server.connection(DEMO_DATABASE, "stellaops_app");
    await withClient({ ...connection, application_name: `stellaops-${module}` }, async (client) => {
      for (const { text, calls, values } of statements) {
        for (let call = 0; call < calls; call += 1) await client.query(text, values?.(random, call) ?? []);
      }
    });
  }
  await provokeErrors(server);
}
