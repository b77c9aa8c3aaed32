import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { checks } from "../../src/checks/index.ts";
import { parsePage, readPages } from "../../src/content/index.ts";
import { compareCodeUnits } from "../../src/core/canonical-json.ts";
import type { Project } from "../../src/core/check.ts";
import type { Page } from "../../src/core/page.ts";
import type { Prover } from "../../src/core/proof/prover.ts";
import { runChecks } from "../../src/core/run-checks.ts";
import { openFacts } from "../../src/facts/index.ts";
import { text } from "../../src/reporters/text/index.ts";
import { openProver } from "../../src/sandbox/prover/index.ts";

/** Every check has a folder: valid pages, invalid pages, perhaps a configuration, facts, files; and what the user sees. */
const HERE = join(import.meta.dirname, "fixtures");
const NOW = new Date("2026-11-24T00:00:00Z");
const UPDATE = process.env.UPDATE === "1";

/** What asks other machines is held by a test of its own, with a server of its own. */
const filed = checks.filter(({ needs }) => !needs.includes("network"));

describe.each(filed.map(({ id }) => id))("%s", (id) => {
  const folder = join(HERE, id.replace("/", "-"));

  test("says what expected.txt holds, and nothing of valid pages", async () => {
    const { pages, seen, open } = await run(id, folder);
    expect(pages.some((page) => nameOf(page.file).startsWith("valid-"))).toBe(true);
    expect(open.filter((file) => nameOf(file).startsWith("valid-"))).toEqual([]);
    const files = [...pages.map(({ file }) => file), ...filesOf(folder)];
    const invalid = files.filter((file) => nameOf(file).startsWith("invalid-"));
    expect(invalid.length).toBeGreaterThan(0);
    expect(invalid.filter((file) => !open.includes(file))).toEqual([]);
    const expected = join(folder, "expected.txt");
    if (UPDATE) writeFileSync(expected, seen);
    expect(seen).toBe(readFileSync(expected, "utf8"));
  });
});

test("every folder belongs to a check", () => {
  const ids = checks.map((check) => check.id.replace("/", "-"));
  const folders = readdirSync(HERE, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).filter((name) => !ids.includes(name))).toEqual([]);
});

/** One set of servers for every check that proves; the majors that the fixtures speak of. */
let prover: Prover | undefined;
afterAll(() => prover?.close());

function proverFor(id: string): Prover | undefined {
  if (!checks.some((check) => check.id === id && check.needs.includes("sandbox"))) return undefined;
  prover ??= openProver({ majors: [13, 16, 17, 18], fixtures: join(HERE, "sql-runs/schemas") });
  return prover;
}

async function run(id: string, folder: string) {
  const config = readJson(join(folder, "config.json"));
  const chosen = checks
    .filter((check) => check.id === id || config.with?.[check.id] !== undefined)
    .map((check) => ({
      check,
      options: check.options.parse((check.id === id ? config.options : config.with?.[check.id]) ?? {}),
    }));
  const pages = await pagesOf(folder);
  const { outcomes, findings } = await runChecks({
    checks: chosen,
    offers: ["sandbox"],
    project: { ...projectOf(folder, pages, config), prover: proverFor(id) },
  });
  const own = findings.filter((finding) => finding.check === id);
  const report = {
    tool: { name: "plumbline", version: "0" },
    rules: [],
    outcomes: outcomes.filter((outcome) => outcome.check === id),
    findings: own,
    sources: new Map([
      ...pages.map((page) => [page.file, page.text] as const),
      ...filesOf(folder).map((file) => [file, readFileSync(join(folder, file), "utf8")] as const),
    ]),
  };
  return {
    pages,
    // Debian's next release brings other versions of these.
    seen: text.render(report, { color: false, verbose: true }).replace(/\b(PgBouncer|pgBackRest) \d[\d.]*\d/g, "$1 0"),
    open: own.filter(({ state }) => state === "open").map(({ file }) => file),
  };
}

interface FixtureConfig {
  options?: unknown;
  /** Other checks that run beside it, with their options. */
  with?: Record<string, unknown>;
  freshForMs?: number;
  site?: string;
}

function projectOf(folder: string, pages: readonly Page[], config: FixtureConfig): Project {
  return {
    root: folder,
    pages,
    files: filesOf(folder),
    readText: (file) => readFile(join(folder, file), "utf8"),
    facts: openFacts(join(folder, "facts")),
    freshFor: () => config.freshForMs ?? 7 * 86_400_000,
    site: config.site === undefined ? undefined : join(folder, config.site),
    now: NOW,
    signal: new AbortController().signal,
  };
}

/** The pages as if they lay in content/docs, so that they have addresses. */
async function pagesOf(folder: string): Promise<Page[]> {
  const read = await readPages(folder, ["*.{md,mdx}"]);
  return read.map((page) => {
    const file = `content/docs/${page.file}`;
    if (page.text !== "") return parsePage(file, page.text);
    return {
      ...page,
      file,
      ...(page.problem ? { problem: { ...page.problem, place: { ...page.problem.place, file } } } : {}),
    };
  });
}

/** What lies in the fixture's folder `files`, as files of the project that are no pages. */
function filesOf(folder: string): string[] {
  if (!existsSync(join(folder, "files"))) return [];
  return readdirSync(join(folder, "files"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort(compareCodeUnits);
}

function readJson(file: string): FixtureConfig {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
}

function nameOf(file: string): string {
  return file.slice(file.lastIndexOf("/") + 1);
}
