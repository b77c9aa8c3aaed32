import { mkdirSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { checks } from "../../src/checks/index.ts";
import { readPages } from "../../src/content/index.ts";
import { canonicalJson } from "../../src/core/canonical-json.ts";
import { runChecks } from "../../src/core/run-checks.ts";
import { openFacts } from "../../src/facts/index.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const page = (title: string, text: string) => `---\ntitle: ${title}\nreviewed: 2026-11-01\n---\n\n${text}\n`;
const INDEX = "content/docs/index.md";
const WHY = "content/docs/why.md";
const FAILOVER = "content/docs/runbooks/failover.md";
const RULES = "content/alerts/rules.yml";
const SNAPSHOT = "content/facts/postgres/demo/20261123T000000Z.json";
const DAY_MS = 86_400_000;

/** A small project in which everything holds. */
const FILES: Readonly<Record<string, string>> = {
  [INDEX]: page("Start", "Read [how to fail over](/runbooks/failover/#steps) and [why](/why/)."),
  [WHY]: page("Why", '<!-- plumbline allow stale/term reason="history" until=2026-12-31 -->\n\nMongo.'),
  [FAILOVER]: page("Failover", "## Steps\n\nPromote the standby."),
  "content/docs/tables.md": page(
    "Tables",
    "The schema `sales` of PostgreSQL :fact[postgres/demo/server.version] holds `sales.orders`, what was ordered.",
  ),
  [RULES]: `groups:
  - name: a
    rules:
      - alert: PrimaryDown
        expr: up == 0
        annotations: { runbook_url: /runbooks/failover/#steps }
`,
  "content/schemas/sales.sql": "CREATE SCHEMA sales;\nCREATE TABLE sales.orders (id int);\n",
  [SNAPSHOT]: snapshot("orders"),
};

/** A snapshot of a database with these tables in schema `sales`. */
function snapshot(...tables: string[]): string {
  const facts = [
    { id: "schema.sales", value: { name: "sales", comment: null } },
    { id: "server.version", value: "16.14" },
    ...tables.map((name) => ({
      id: `table.sales.${name}`,
      value: { name, schema: "sales", comment: null, partition_of: null },
    })),
  ];
  const tool = { name: "plumbline", version: "0" };
  const provenance = { source: "postgres", target: "demo", origin: "demo", observedAt: "2026-11-23T00:00:00Z", tool };
  return canonicalJson({ format: 1, facts, provenance });
}

const OPTIONS: Readonly<Record<string, object>> = {
  "content/readable": {},
  "stale/term": { retired: [{ preset: "mongodb" }] },
  "markdown/lint": {},
  "links/internal": {},
  "alerts/runbook": {},
  "alerts/orphan": {},
  "facts/known": {},
  "facts/fresh": {},
  "coverage/pages": { of: ["alert", "document"] },
  "coverage/schema": {},
  "allowance/unused": {},
  "allowance/expired": {},
  "allowance/reason": {},
};

interface Change {
  /** Files with another text; undefined for one that is deleted. */
  files?: Record<string, string | undefined>;
  now?: string;
  freshForMs?: number;
  redirects?: object;
}

/** What is open once this one thing is different, as `file:line check`. */
async function open({ files = {}, now, freshForMs, redirects }: Change = {}): Promise<string[]> {
  const root = temporaryFolder();
  const written = Object.entries({ ...FILES, ...files }).filter((entry): entry is [string, string] =>
    Boolean(entry[1]),
  );
  for (const [file, text] of written) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  const chosen = checks
    .filter(({ id }) => id in OPTIONS)
    .map((check) => {
      const more = check.id === "links/internal" && redirects ? { redirects } : {};
      return { check, options: check.options.parse({ ...OPTIONS[check.id], ...more }) };
    });
  const { findings, outcomes } = await runChecks({
    checks: chosen,
    project: {
      root,
      pages: await readPages(root),
      files: written.map(([file]) => file).filter((file) => !file.startsWith("content/docs/")),
      readText: (file) => readFile(join(root, file), "utf8"),
      facts: openFacts(join(root, "content/facts")),
      freshFor: () => freshForMs ?? 30 * DAY_MS,
      site: undefined,
      now: new Date(now ?? "2026-11-24T00:00:00Z"),
      signal: new AbortController().signal,
    },
  });
  expect(outcomes.filter(({ status }) => status !== "ran")).toEqual([]);
  return findings.filter(({ state }) => state === "open").map(({ file, line, check }) => `${file}:${line} ${check}`);
}

const edit = (file: string, from: string, to: string) => {
  expect(FILES[file]).toContain(from);
  return { files: { [file]: FILES[file]?.replace(from, to) } };
};

test("nothing is found where everything holds", async () => {
  expect(await open()).toEqual([]);
});

test("a renamed heading is found at the link and at the alert that name its anchor", async () => {
  expect(await open(edit(FAILOVER, "## Steps", "## What to do"))).toEqual([
    `${RULES}:6 alerts/runbook`,
    `${INDEX}:6 links/internal`,
  ]);
});

test("a deleted page is found at the link to it", async () => {
  expect(await open({ files: { [WHY]: undefined } })).toEqual([`${INDEX}:6 links/internal`]);
});

test("a deleted runbook is found at the link and at the alert that lead to it", async () => {
  const list = page("Runbooks\nplumbline: { noAlert: a list }", "None yet.");
  expect(await open({ files: { [FAILOVER]: undefined, "content/docs/runbooks/index.md": list } })).toEqual([
    `${RULES}:6 alerts/runbook`,
    `${INDEX}:6 links/internal`,
  ]);
});

test("a dropped alert is found at the runbook that serves none any more", async () => {
  expect(await open({ files: { [RULES]: "groups: []\n" } })).toEqual([`${FAILOVER}:1 alerts/orphan`]);
});

test("an added table is found: where a file makes it, else on the page that would list it", async () => {
  const statement = "CREATE TABLE sales.orders (id int);\n";
  expect(
    await open(edit("content/schemas/sales.sql", statement, `${statement}CREATE TABLE sales.parts (id int);\n`)),
  ).toEqual(["content/schemas/sales.sql:3 coverage/schema"]);
  expect(await open({ files: { [SNAPSHOT]: snapshot("orders", "parts") } })).toEqual([
    "content/docs/reference/schemas/sales.md:1 coverage/schema",
  ]);
});

test("the last day of an allowance that passes is found at what it allowed, and at the allowance", async () => {
  expect(await open({ now: "2027-01-01T00:00:00Z", freshForMs: 90 * DAY_MS })).toEqual([
    `${WHY}:6 allowance/expired`,
    `${WHY}:8 stale/term`,
  ]);
});

test("the last fresh day of a fact that passes is found where a page shows it", async () => {
  expect(await open({ now: "2026-11-25T00:00:00Z", freshForMs: 2 * DAY_MS })).toEqual([]);
  expect(await open({ now: "2026-11-25T00:00:01Z", freshForMs: 2 * DAY_MS })).toEqual([
    "content/docs/tables.md:6 facts/fresh",
  ]);
});

test("a review that is too long ago is found on its page", async () => {
  expect(await open(edit(INDEX, "reviewed: 2026-11-01", "reviewed: 2025-11-23"))).toEqual([
    `${INDEX}:2 coverage/pages`,
  ]);
});

test("a redirect leads to a page: not to another redirect, not to nothing, not away from a page", async () => {
  const config = "plumbline.config.ts:1 links/internal";
  expect(await open({ redirects: { "/old/": "/why/" } })).toEqual([]);
  expect(await open({ redirects: { "/a/": "/b/", "/b/": "/a/" } })).toEqual([config, config]);
  expect(await open({ redirects: { "/old/": "/gone/" } })).toEqual([config]);
  expect(await open({ redirects: { "/why/": "/" } })).toEqual([config]);
});
