import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { BUSY_SETTINGS, busyMs, logStatementsOf } from "../../scripts/bench/server-busy.ts";
import { startSandbox } from "../../src/sandbox/index.ts";

test("a server's time for an application: two statements at once count once, pauses, others and what was before do not", async () => {
  const server = await startSandbox({ settings: BUSY_SETTINGS });
  onTestFinished(() => server.stop());
  const connect = async (user: string, name: string) => {
    const client = new pg.Client({ ...server.connection("postgres", user), application_name: name });
    await client.connect();
    onTestFinished(() => client.end());
    return client;
  };
  await (await connect("postgres", "owner")).query("CREATE ROLE watcher LOGIN");
  await logStatementsOf(server, "watcher");
  const [one, two, other] = await Promise.all(["mine", "mine", "other"].map((name) => connect("watcher", name)));
  const sleep = (client: pg.Client | undefined, seconds: number) => client?.query("SELECT pg_sleep($1)", [seconds]);
  await sleep(one, 0.5);
  await sleep(other, 0.01);
  const from = Date.now();
  await Promise.all([sleep(one, 0.6), sleep(two, 0.4)]);
  await sleep(other, 0.3);
  await sleep(two, 0.2);
  const busy = await busyMs(server, "mine", from);
  expect(busy).toBeGreaterThan(795);
  expect(busy).toBeLessThan(950);
  await expect(busyMs(server, "nobody", from)).rejects.toThrow("no statement of nobody");
});
