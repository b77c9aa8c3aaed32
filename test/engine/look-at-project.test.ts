import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { checks } from "../../src/checks/index.ts";
import { readPages } from "../../src/content/index.ts";
import type { Project } from "../../src/core/check.ts";
import { type ChosenCheck, runChecks } from "../../src/core/run-checks.ts";
import { type LookRequest, lookAtProject } from "../../src/engine/index.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { hostileCheck } from "./hostile-check.ts";

const NOW = new Date("2026-11-24T00:00:00Z");
const WORKER = new URL("../../src/cli/check-worker.ts", import.meta.url);
const HOSTILE = new URL("./hostile-worker.ts", import.meta.url);

let root = "";
beforeEach(() => {
  root = temporaryFolder();
});

const chosen = (...ids: string[]): ChosenCheck[] =>
  checks
    .filter(({ id }) => ids.includes(id))
    .map((check) => ({
      check,
      options: check.options.parse(check.id === "stale/term" ? { retired: [{ preset: "mongodb" }] } : {}),
    }));

const ALL = ["content/readable", "stale/term", "markdown/lint", "links/internal", "facts/known", "allowance/unused"];

function write(file: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), content);
}

const page = (name: string, text: string) => write(`content/docs/${name}.md`, `---\ntitle: ${name}\n---\n\n${text}\n`);

/** Enough pages for many batches, each with something to find; and what cannot be read. */
function writeProject(count: number): void {
  for (let index = 0; index < count; index += 1) {
    const link = `[next](/p${(index * 7) % (count + 2)}/#part-${index % 3})`;
    page(
      `p${index}`,
      `## Part ${index % 2}\n\nMongo ${index}.\n\n${link}\n\n:fact[a/b/c]\n\n${"Words and lines.\n".repeat(200)}`,
    );
  }
  page(
    "allowed",
    '<!-- plumbline allow stale/term reason="history" -->\n\nMongo.\n\n<!-- plumbline allow a/b reason="x" -->',
  );
  write("content/docs/latin.md", Uint8Array.of(0xe9, 0x0a));
  write("content/schemas/a.sql", "-- Mongo\nselect 1;\n");
  write("content/deploy/b.yaml", "image: mongo:4\n");
}

async function look(ids: readonly string[] | ChosenCheck[], more: Partial<LookRequest> = {}) {
  const list = ids.flatMap((each) => (typeof each === "string" ? chosen(each) : each));
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
  const isPage = (file: string) => file.endsWith(".md");
  const looked = await lookAtProject({
    root,
    pages: files.filter(isPage).map((file) => ({ file })),
    files: files.filter((file) => !isPage(file) && !file.startsWith(".cache")).map((file) => ({ file })),
    checks: list,
    now: NOW,
    threads: 2,
    worker: WORKER,
    cacheFolder: join(root, ".cache"),
    tool: "test",
    ...more,
  });
  const project: Project = {
    root,
    pages: looked.pages,
    files: files.filter((file) => !isPage(file)),
    readText: async (file) => readFileSync(join(root, file), "utf8"),
    facts: { targets: () => [], latest: () => undefined } as unknown as Project["facts"],
    freshFor: () => 0,
    site: undefined,
    now: NOW,
    signal: new AbortController().signal,
  };
  const { outcomes, findings, errors } = await runChecks({ checks: list, project, looksOf: looked.looksOf });
  return {
    fresh: looked.fresh,
    seen: JSON.stringify({ outcomes, findings }, null, 1),
    outcomes,
    findings,
    errors,
    project,
  };
}

describe("the same findings in the same order", () => {
  test("with 1, 2 and 8 threads, cold and warm, and as without any thread", { timeout: 120_000 }, async () => {
    writeProject(60);
    const one = await look(ALL, { threads: 1, cacheFolder: undefined });
    const cold = await look(ALL, { threads: 2 });
    const warm = await look(ALL, { threads: 8 });
    const many = await look(ALL, { threads: 8, cacheFolder: undefined });
    expect([cold.seen, warm.seen, many.seen]).toEqual([one.seen, one.seen, one.seen]);
    expect([cold.fresh, warm.fresh]).toEqual([64, 0]);
    expect(one.findings.length).toBeGreaterThan(120);

    const { project } = one;
    const plain = await runChecks({ checks: chosen(...ALL), project: { ...project, pages: await readPages(root) } });
    expect(JSON.stringify({ outcomes: plain.outcomes, findings: plain.findings }, null, 1)).toBe(one.seen);
  });
});

describe("what is remembered", () => {
  test("holds as long as content, options and tool do", async () => {
    for (const name of ["a", "b", "c"]) page(name, "Mongo.");
    const first = await look(["stale/term", "content/readable"]);
    expect((await look(["stale/term", "content/readable"])).fresh).toBe(0);
    expect((await look(["content/readable"])).fresh).toBe(0);

    page("b", "PostgreSQL.");
    const changed = await look(["stale/term", "content/readable"]);
    expect(changed.fresh).toBe(1);
    expect(changed.findings).toHaveLength(first.findings.length - 1);

    const [check] = chosen("stale/term");
    const retired = [{ preset: "mongodb", severity: { prose: "info" } }];
    const softer = await look(check ? [{ ...check, options: check.check.options.parse({ retired }) }] : []);
    expect(softer.fresh).toBe(3);
    expect(softer.findings.map(({ severity }) => severity)).toEqual(["info", "info"]);
    expect((await look(["content/readable"], { tool: "another" })).fresh).toBe(3);
  });

  test("ends with the day on which an allowed path ends", async () => {
    page("a", "Mongo.");
    const allow = [{ paths: ["content/docs/a.md"], reason: "until it is rewritten", until: "2026-11-24" }];
    const [check] = chosen("stale/term");
    const options = check?.check.options.parse({ retired: [{ preset: "mongodb", allow }] });
    const list = check ? [{ ...check, options }] : [];
    expect((await look(list)).findings.map(({ state }) => state)).toEqual(["allowed"]);
    const next = await look(list, { now: new Date("2026-11-25T00:00:00Z") });
    expect(next.findings.map(({ state }) => state)).toEqual(["open"]);
  });

  test.each([
    ["cut", (text: string) => text.slice(0, -9)],
    ["changed in one byte", (text: string) => text.replace("Mongo", "Mango")],
    ["emptied", () => ""],
    ["filled with noise", () => "\u0000\uFFFD\n\t\t"],
  ])("counts as nothing where it is %s", async (_, damage) => {
    for (const name of ["a", "b", "c"]) page(name, "Mongo.");
    const first = await look(["stale/term"]);
    for (const name of readdirSync(join(root, ".cache"))) {
      const file = join(root, ".cache", name);
      writeFileSync(file, damage(readFileSync(file, "utf8")));
    }
    const again = await look(["stale/term"]);
    expect(again.seen).toBe(first.seen);
    expect(again.fresh).toBe(3);
    expect((await look(["stale/term"])).fresh).toBe(0);
  });

  test("forgets files that are gone, and is no part of the result where its folder cannot be written", async () => {
    for (const name of ["a", "b"]) page(name, "Mongo.");
    await look(["stale/term"]);
    rmSync(join(root, "content/docs/a.md"));
    const without = await look(["stale/term"]);
    const kept = readdirSync(join(root, ".cache")).map((name) => readFileSync(join(root, ".cache", name), "utf8"));
    expect(kept.join("")).not.toContain("docs/a.md");
    write("blocked", "");
    expect((await look(["stale/term"], { cacheFolder: join(root, "blocked") })).seen).toBe(without.seen);
  });

  test("does not take what an editor has not saved for the file", async () => {
    page("a", "Mongo.");
    await look(["stale/term"]);
    const edited = { file: "content/docs/a.md", text: "PostgreSQL.", remember: false as const };
    const unsaved = await look(["stale/term"], { pages: [edited] });
    expect(unsaved.findings).toEqual([]);
    const saved = await look(["stale/term"]);
    expect([saved.fresh, saved.findings.length]).toEqual([0, 1]);
  });
});

describe("a thread that goes wrong", () => {
  const hostile = [{ check: hostileCheck, options: {} }];
  const lookHostile = (limitMs = 60_000) => look(hostile, { worker: HOSTILE, limitMs, limitMiB: 128 });

  test.each([
    ["ends", "EXIT", "ended with code 3"],
    ["fills its memory", "MEMORY", "memory"],
    ["throws", "THROW", "thrown on purpose"],
  ])(
    "because a check %s is a failed check that names the page, not a clean one",
    { timeout: 120_000 },
    async (_, word, said) => {
      for (const name of ["a", "b", "c", "d"]) page(name, "Mongo.");
      page("c", word);
      const { outcomes } = await lookHostile();
      expect(outcomes[0]).toMatchObject({ check: "test/hostile", status: "failed" });
      const reason = outcomes[0]?.status === "failed" ? outcomes[0].reason : "";
      expect(reason).toContain(said);
      expect(reason).toContain("content/docs/c.md");
    },
  );

  test("because a check hangs is ended, and the other pages are still looked at and remembered", async () => {
    for (const name of ["a", "b", "c", "d"]) page(name, "Mongo.");
    page("c", "HANG");
    const { outcomes } = await lookHostile(6000);
    expect(outcomes).toMatchObject([
      { status: "failed", reason: /c\.md gave no answer within 6 s/ },
      { check: "content/readable" },
    ]);
    page("c", "Mongo.");
    const mended = await lookHostile();
    expect([mended.fresh, mended.findings.length]).toEqual([1, 4]);
  });
});

test("a page that changes while it is checked fails the check that asks for it", async () => {
  page("a", "Text.");
  const { project } = await look(["stale/term"]);
  page("a", "Another text.");
  expect(() => project.pages[0]?.tree).toThrow(/Unexpected change of content\/docs\/a.md/);
});
