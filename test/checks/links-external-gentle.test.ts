import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeEach, expect, test } from "vitest";
import { requestLinks } from "../../src/checks/links/external/request-links.ts";

const ANSWER_MS = 30;
const RETRIES = 1;

/** When a request of a host came and was answered, in milliseconds. */
interface Visit {
  host: string;
  from: number;
  to: number;
}

let visits: Visit[] = [];
const failed = new Set<string>();

/** A real server that takes its time and notes who was with it at once; a `/flaky` address fails when first asked. */
const server: Server = createServer(async ({ url = "", headers: { host = "" } }, response) => {
  const visit = { host, from: performance.now(), to: Number.POSITIVE_INFINITY };
  visits.push(visit);
  await delay(ANSWER_MS);
  const fails = url.startsWith("/flaky") && !failed.has(host + url);
  failed.add(host + url);
  visit.to = performance.now();
  response.writeHead(fails ? 503 : 200, { "content-type": "text/plain" }).end();
});
await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
const { port } = server.address() as AddressInfo;
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  visits = [];
  failed.clear();
});

/** The most visits that any moment saw. */
const mostAtOnce = (some: readonly Visit[]): number =>
  Math.max(...some.map(({ from }) => some.filter((other) => other.from <= from && from < other.to).length));

test.each([
  [1, "each answering at once", 0],
  [4, "each answering at once", 0],
  [2, "every fourth failing first", 4],
])(
  "a host never has more than %i requests at once, %s, and several hosts are asked side by side",
  async (atOnce, _, nth) => {
    const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
    const paths = Array.from({ length: 12 }, (_, n) => (n % nth === 1 ? `/flaky${n}` : `/ok${n}`));
    const addresses = hosts.flatMap((host) => paths.map((path) => `http://${host}${path}`));
    const answers = await requestLinks(addresses, { atOnce, retries: RETRIES, timeoutMs: 5000 });
    expect(answers.map(({ address, isFine }) => ({ address, isFine }))).toEqual(
      addresses.map((address) => ({ address, isFine: true })),
    );
    for (const host of hosts) expect(mostAtOnce(visits.filter((one) => one.host === host))).toBe(atOnce);
    expect(mostAtOnce(visits)).toBeGreaterThan(atOnce);
  },
);
