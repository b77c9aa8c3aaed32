import { once } from "node:events";
import { createServer, type Server } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { decommissionEndpoint } from "../../src/checks/decommission/endpoint.ts";
import type { Project } from "../../src/core/check.ts";
import { runChecks } from "../../src/core/run-checks.ts";
import { openFacts } from "../../src/facts/index.ts";

async function listening(): Promise<{ server: Server; port: number; connections: () => number }> {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no TCP address");
  onTestFinished(() => void server.close());
  return { server, port: address.port, connections: () => connections };
}

function ask(options: unknown, signal = new AbortController().signal) {
  const project: Project = {
    root: ".",
    pages: [],
    files: [],
    readText: () => Promise.resolve(""),
    facts: openFacts("nowhere"),
    freshFor: () => 0,
    site: undefined,
    now: new Date("2026-11-24T00:00:00Z"),
    signal,
  };
  const check = decommissionEndpoint;
  return runChecks({ checks: [{ check, options: check.options.parse(options) }], project, offers: ["network"] });
}

test("an endpoint that accepts a connection is found; one that refuses, and one without an address, are gone", async () => {
  const open = await listening();
  const closed = await listening();
  await new Promise((resolve) => closed.server.close(resolve));
  const { outcomes, findings } = await ask({
    endpoints: [
      { host: "127.0.0.1", port: open.port, name: "old cluster" },
      { host: "127.0.0.1", port: closed.port },
      { host: "retired.invalid", port: 27017 },
    ],
  });
  expect(findings.map(({ message }) => message)).toEqual([
    `Unexpected answer of \`127.0.0.1:${open.port}\` (old cluster), expected that nothing answers there any more`,
  ]);
  expect(outcomes).toEqual([
    { check: "decommission/endpoint", status: "ran", examined: 3, note: "1 accepted, 1 no address, 1 refused" },
  ]);
  await expect.poll(open.connections).toBe(1);
});

test("an endpoint that is silent is not waited for beyond the timeout", async () => {
  // 192.0.2.0/24 is for documentation (RFC 5737): packets to it are dropped, or turned down by the first router.
  const { outcomes, findings } = await ask({ endpoints: [{ host: "192.0.2.1", port: 27017 }], timeout: "1s" });
  expect(outcomes[0]).toMatchObject({ status: "ran" });
  // Without any network at all it could not be asked, which is said.
  expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
});

test("a run that is aborted waits for nobody", async () => {
  const abort = new AbortController();
  const asked = ask({ endpoints: [{ host: "192.0.2.1", port: 27017 }], timeout: "1d" }, abort.signal);
  abort.abort();
  expect((await asked).outcomes[0]).toMatchObject({ status: "ran" });
});

test("without an endpoint it says that it looked at nothing", async () => {
  expect((await ask({})).outcomes).toEqual([
    { check: "decommission/endpoint", status: "skipped", reason: "no retired endpoint is configured" },
  ]);
});
