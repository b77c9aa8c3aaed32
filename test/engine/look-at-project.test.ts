import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readPages } from "../../src/content/index.ts";
import { runChecks } from "../../src/core/run-checks.ts";
import { ALL, chosen, look, page, root, write, writeProject } from "./look-project.ts";

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

test("a page that changes while it is checked fails the check that asks for it", async () => {
  page("a", "Text.");
  const { project } = await look(["stale/term"]);
  page("a", "Another text.");
  expect(() => project.pages[0]?.tree).toThrow(/Unexpected change of content\/docs\/a.md/);
});
