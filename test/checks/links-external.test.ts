import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { linksExternal } from "../../src/checks/links/external/index.ts";
import { parsePage } from "../../src/content/index.ts";
import { runChecks } from "../../src/core/run-checks.ts";
import { openFacts } from "../../src/facts/index.ts";

let root = "";
let server: Server;
let origin = "";
let asked: string[] = [];

/** A real server: /ok answers, /gone does not exist, /flaky fails once, /slow never ends, /moved leads to /ok. */
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "plumbline-links-"));
  asked = [];
  server = createServer((request, response) => {
    const path = request.url ?? "";
    asked.push(path);
    if (path === "/slow") return;
    if (path === "/moved") response.writeHead(301, { location: "/ok" });
    else if (path === "/flaky" && asked.filter((each) => each === path).length === 1) response.writeHead(503);
    else response.writeHead(["/ok", "/flaky", "/page"].includes(path) ? 200 : 404, { "content-type": "text/html" });
    response.end(path === "/page" ? '<a href="/other">never asked</a>' : "");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(root, { recursive: true, force: true });
});

const run = (text: string, options: object = {}, now = new Date("2026-11-24T00:00:00Z")) =>
  runChecks({
    checks: [{ check: linksExternal, options: linksExternal.options.parse({ timeout: "4s", retries: 1, ...options }) }],
    offers: ["network"],
    project: {
      root,
      pages: [parsePage("content/docs/a.md", text.replaceAll("ORIGIN", origin))],
      files: [],
      readText: async () => "",
      facts: openFacts("nowhere"),
      freshFor: () => 0,
      site: undefined,
      now,
      signal: new AbortController().signal,
    },
  });

test("finds what does not answer, at each place that names it, and follows no link further", async () => {
  const { findings, outcomes } = await run(
    "[a](ORIGIN/ok) [b](ORIGIN/gone#x) [c](ORIGIN/gone) [d](ORIGIN/moved) [e](ORIGIN/page) [f](/in)\n",
  );
  expect(findings.map(({ evidence }) => evidence.status)).toEqual([404, 404]);
  expect(findings[0]?.message).toBe(`Unexpected status 404 from \`${origin}/gone#x\`, expected a page that exists`);
  expect(outcomes).toMatchObject([{ status: "ran", examined: 4 }]);
  expect(asked).not.toContain("/other");
});

test("asks again what failed for the moment", async () => {
  expect((await run("[a](ORIGIN/flaky)\n")).findings).toEqual([]);
  expect(asked.filter((path) => path === "/flaky").length).toBeGreaterThan(1);
});

test("gives up on a server that never ends", async () => {
  const { findings } = await run("[a](ORIGIN/slow)\n", { timeout: "1s", retries: 0 });
  expect(findings[0]?.message).toMatch(/no answer/);
});

test("remembers good answers for a while, and bad ones never", async () => {
  await run("[a](ORIGIN/ok) [b](ORIGIN/gone)\n");
  asked = [];
  const again = await run("[a](ORIGIN/ok) [b](ORIGIN/gone)\n", {}, new Date("2026-11-24T12:00:00Z"));
  expect(asked).not.toContain("/ok");
  expect(again.findings).toHaveLength(1);
  await run("[a](ORIGIN/ok)\n", {}, new Date("2026-11-26T00:00:00Z"));
  expect(asked).toContain("/ok");
  writeFileSync(join(root, ".plumbline/links.json"), "{ damaged");
  expect((await run("[a](ORIGIN/ok)\n")).findings).toEqual([]);
  expect(JSON.parse(readFileSync(join(root, ".plumbline/links.json"), "utf8")).fine).toHaveProperty([`${origin}/ok`]);
});

test("leaves out what is allowed, and counts it aloud", async () => {
  const allow = [{ addresses: ["http://127.0.0.1:*/**"], reason: "only inside the company" }];
  const { outcomes } = await run("[a](ORIGIN/gone)\n", { allow });
  expect(outcomes).toMatchObject([{ status: "ran", note: "0 asked, 0 remembered, 1 allowed" }]);
  expect(asked).toEqual([]);
});

test("without a network it is skipped, aloud", async () => {
  const { outcomes } = await run("[a](http://no-such-host.invalid/)\n", { retries: 0 });
  expect(outcomes).toMatchObject([{ status: "skipped", reason: /no network/ }]);
});
