import { expect, test } from "vitest";
import { checks } from "../../src/checks/index.ts";
import { parsePage } from "../../src/content/index.ts";
import type { Project } from "../../src/core/check.ts";
import { runChecks } from "../../src/core/run-checks.ts";

const page = (title: string, text: string) => `---\ntitle: ${title}\n---\n\n${text}\n`;

/** A small project in which everything holds. */
const PAGES = {
  "content/docs/index.md": page("Start", "Read [how to fail over](/runbooks/failover/#steps) and [why](/why/)."),
  "content/docs/why.md": page("Why", '<!-- plumbline allow stale/term reason="history" until=2026-12-31 -->\n\nMongo.'),
  "content/docs/runbooks/failover.md": page("Failover", "## Steps\n\nPromote the standby."),
};
const ALERTS = `groups:
  - name: a
    rules:
      - alert: PrimaryDown
        expr: up == 0
        annotations: { runbook_url: /runbooks/failover/#steps }
`;
const OPTIONS: Readonly<Record<string, object>> = {
  "content/readable": {},
  "stale/term": { retired: [{ preset: "mongodb" }] },
  "markdown/lint": {},
  "links/internal": {},
  "alerts/runbook": {},
  "alerts/orphan": {},
  "facts/known": {},
  "facts/fresh": {},
  "allowance/unused": {},
  "allowance/expired": {},
  "allowance/reason": {},
};

async function open(pages: Record<string, string>, more: { alerts?: string; now?: string; redirects?: object } = {}) {
  const project = {
    root: "/nowhere",
    pages: Object.entries(pages).map(([file, text]) => parsePage(file, text)),
    files: ["content/alerts/rules.yml"],
    readText: async () => more.alerts ?? ALERTS,
    facts: { targets: () => [], latest: () => undefined },
    freshFor: () => 0,
    site: undefined,
    now: new Date(more.now ?? "2026-11-24T00:00:00Z"),
    signal: new AbortController().signal,
  } as unknown as Project;
  const chosen = checks
    .filter(({ id }) => id in OPTIONS)
    .map((check) => {
      const redirects = check.id === "links/internal" && more.redirects ? { redirects: more.redirects } : {};
      return { check, options: check.options.parse({ ...OPTIONS[check.id], ...redirects }) };
    });
  const { findings } = await runChecks({ checks: chosen, project });
  return findings.filter(({ state }) => state === "open").map(({ file, line, check }) => `${file}:${line} ${check}`);
}

const without = (file: string) => Object.fromEntries(Object.entries(PAGES).filter(([name]) => name !== file));

test("nothing is found where everything holds", async () => {
  expect(await open(PAGES)).toEqual([]);
});

test("a renamed heading is found at the link and at the alert that name its anchor", async () => {
  const file = "content/docs/runbooks/failover.md";
  expect(await open({ ...PAGES, [file]: PAGES[file].replace("## Steps", "## What to do") })).toEqual([
    "content/alerts/rules.yml:6 alerts/runbook",
    "content/docs/index.md:5 links/internal",
  ]);
});

test("a deleted page is found at the link to it", async () => {
  expect(await open(without("content/docs/why.md"))).toEqual(["content/docs/index.md:5 links/internal"]);
});

test("a dropped alert is found at the runbook that serves none any more", async () => {
  expect(await open(PAGES, { alerts: "groups: []\n" })).toEqual(["content/docs/runbooks/failover.md:1 alerts/orphan"]);
});

test("a date that passes is found at what it allowed, and at the allowance", async () => {
  expect(await open(PAGES, { now: "2027-01-01T00:00:00Z" })).toEqual([
    "content/docs/why.md:5 allowance/expired",
    "content/docs/why.md:7 stale/term",
  ]);
});

test("a redirect leads to a page: not to another redirect, not to nothing, not away from a page", async () => {
  const config = "plumbline.config.ts:1 links/internal";
  expect(await open(PAGES, { redirects: { "/old/": "/why/" } })).toEqual([]);
  expect(await open(PAGES, { redirects: { "/a/": "/b/", "/b/": "/a/" } })).toEqual([config, config]);
  expect(await open(PAGES, { redirects: { "/old/": "/gone/" } })).toEqual([config]);
  expect(await open(PAGES, { redirects: { "/why/": "/" } })).toEqual([config]);
});
