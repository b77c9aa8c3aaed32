import { describe, expect, test } from "vitest";
import * as z from "zod";
import { checks } from "../../src/checks/index.ts";
import { parsePage } from "../../src/content/index.ts";
import type { Check, Project } from "../../src/core/check.ts";
import { UserError } from "../../src/core/errors.ts";
import { acceptFindings, type KnownFinding, knownFileSchema } from "../../src/core/known-findings.ts";
import { runChecks } from "../../src/core/run-checks.ts";
import { openFacts } from "../../src/facts/index.ts";

const NOW = new Date("2026-11-24T00:00:00Z");
const TERMS = { reason: "the team mends it in January", owner: "docs", until: "2027-01-31" };

function projectOf(pages: Record<string, string>, more: Partial<Project> = {}): Project {
  return {
    root: "/",
    pages: Object.entries(pages).map(([file, text]) => parsePage(file, text)),
    files: [],
    readText: async () => "",
    facts: openFacts("nowhere"),
    freshFor: () => 0,
    site: undefined,
    now: NOW,
    signal: new AbortController().signal,
    ...more,
  };
}

const chosen = (...ids: string[]) =>
  ids.map((id) => {
    const check = checks.find((each) => each.id === id);
    if (!check) throw new Error(`no check ${id}`);
    const options = id === "stale/term" ? { retired: [{ preset: "mongodb" }] } : {};
    return { check, options: check.options.parse(options) };
  });

const own = (id: string, run: Check<unknown>["run"], more: Partial<Check<unknown>> = {}) => ({
  check: {
    id,
    summary: "",
    why: "",
    fix: "",
    severity: "error",
    needs: [],
    options: z.unknown(),
    run,
    ...more,
  } satisfies Check<unknown>,
  options: {},
});

describe("a check that cannot do its job", () => {
  test("has failed, with message and hint, and the others still run", async () => {
    const { outcomes, findings, errors } = await runChecks({
      checks: [
        own("a/user", async () => {
          throw new UserError("Unexpected weather", "Wait for sun.");
        }),
        own("a/bug", async () => JSON.parse("{")),
        ...chosen("stale/term"),
      ],
      project: projectOf({ "a.md": "Mongo\n" }),
    });
    expect(outcomes).toMatchObject([
      { check: "a/user", status: "failed", reason: "Unexpected weather. Wait for sun." },
      { check: "a/bug", status: "failed" },
      { check: "stale/term", status: "ran", examined: 1 },
    ]);
    expect(findings).toHaveLength(1);
    expect(errors).toMatchObject([{ check: "a/bug", error: expect.any(SyntaxError) }]);
  });

  test("for want of a need is skipped, aloud", async () => {
    const check = own("a/net", async () => ({ examined: 1, findings: [] }), { needs: ["network"] });
    expect((await runChecks({ checks: [check], project: projectOf({}) })).outcomes).toMatchObject([
      { status: "skipped", reason: /network/ },
    ]);
    const offered = await runChecks({ checks: [check], project: projectOf({}), offers: ["network"] });
    expect(offered.outcomes).toMatchObject([{ status: "ran" }]);
  });

  test("an unreadable page fails the run even where nobody asked for content/readable", async () => {
    const [page] = projectOf({ "a.md": "" }).pages;
    const place = { file: "a.md", line: 1, column: 1, endLine: 1, endColumn: 1 };
    const problem = { message: "Unexpected bytes", hint: "", place };
    const broken = page ? [{ ...page, unread: true as const, problem }] : [];
    const { outcomes } = await runChecks({ checks: chosen("stale/term"), project: projectOf({}, { pages: broken }) });
    expect(outcomes).toContainEqual({
      check: "content/readable",
      status: "failed",
      reason: "not readable as text: a.md",
    });
  });
});

describe("findings", () => {
  test("are sorted by file, line, column, check, whatever the order of checks and pages", async () => {
    const pages = { "b.md": "x Mongo and Mongo\n", "a.md": "---\ntitle: x\n---\n\nMongo\n\n[x](#y)\n" };
    const reversed = Object.fromEntries(Object.entries(pages).toReversed());
    const ids = ["stale/term", "markdown/lint", "links/internal"];
    const one = await runChecks({ checks: chosen(...ids), project: projectOf(pages) });
    const two = await runChecks({ checks: chosen(...ids.toReversed()), project: projectOf(reversed) });
    expect(two.findings).toEqual(one.findings);
    expect(one.findings.map(({ file, line }) => `${file}:${line}`)).toEqual(["a.md:5", "a.md:7", "b.md:1", "b.md:1"]);
  });

  test("keep their fingerprint when lines are put above them; equals are told apart", async () => {
    const run = async (text: string) =>
      (await runChecks({ checks: chosen("stale/term"), project: projectOf({ "a.md": text }) })).findings;
    const before = await run("Mongo here.\n\nMongo here.\n");
    const after = await run("# Title\n\nText.\n\nMongo   here.\n\nMongo here.\n");
    const prints = before.map(({ fingerprint }) => fingerprint);
    expect(after.map(({ fingerprint }) => fingerprint)).toEqual(prints);
    expect(new Set(prints).size).toBe(2);
    expect(prints[0]).toMatch(/^[0-9a-f]{16}$/);
  });
});

describe("known findings", () => {
  const run = (text: string, known: readonly KnownFinding[], now = NOW) =>
    runChecks({
      checks: chosen("stale/term", "allowance/unused", "allowance/expired"),
      project: projectOf({ "a.md": text }, { known, now }),
    });
  const accept = async (text: string) => {
    const first = await run(text, []);
    return knownFileSchema.parse(JSON.parse(acceptFindings(first.findings, first.known, TERMS))).findings;
  };

  test("accepted once, they are known, with reason, owner and end", async () => {
    const { findings } = await run("Mongo.\n", await accept("Mongo.\n"));
    expect(findings).toMatchObject([{ state: "known", evidence: { known: TERMS } }]);
  });

  test("that are mended must leave the file", async () => {
    const { findings } = await run("PostgreSQL.\n", await accept("Mongo.\n"));
    expect(findings).toMatchObject([{ check: "allowance/unused", file: "plumbline.known.json", state: "open" }]);
  });

  test("that have run out count again, and are named", async () => {
    const { findings } = await run("Mongo.\n", await accept("Mongo.\n"), new Date("2027-02-01T00:00:00Z"));
    expect(findings.map(({ check, state }) => [check, state])).toEqual([
      ["stale/term", "open"],
      ["allowance/expired", "open"],
    ]);
  });

  test("accepting again drops what is mended, keeps the rest and changes no byte of it", async () => {
    const known = await accept("Mongo one.\n\nMongo two.\n");
    const second = await run("Mongo two.\n\nMongo three.\n", known);
    const file = acceptFindings(second.findings, second.known, { ...TERMS, owner: "new" });
    const { findings } = knownFileSchema.parse(JSON.parse(file));
    expect(findings.map(({ owner }) => owner).sort()).toEqual(["docs", "new"]);
    const third = await run("Mongo two.\n\nMongo three.\n", findings);
    expect(acceptFindings(third.findings, third.known, TERMS)).toBe(file);
  });
});
