import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { pageOfCheck } from "../scripts/generate/check-page.ts";
import { generatedFiles } from "../scripts/generate/generated-files.ts";
import { checks } from "../src/checks/index.ts";
import { describeOptions } from "../src/core/describe-options.ts";
import { reporters } from "../src/reporters/index.ts";
import { sources } from "../src/sources/index.ts";

/** The house's own rules: every unit has its page, its fixtures, its words. */
const ROOT = resolve(import.meta.dirname, "..");
const read = (file: string) => (existsSync(join(ROOT, file)) ? readFileSync(join(ROOT, file), "utf8") : undefined);

describe.each(checks.map((check) => [check.id, check] as const))("check %s", (id, check) => {
  test("says what it holds, why, and how to mend it", () => {
    expect(id).toMatch(/^[a-z]+\/[a-z]+$/);
    // The summary goes on after "holds when": no capital, no full stop.
    expect(check.summary).toMatch(/^[a-z].*[^.]$/);
    expect(check.why).toMatch(/^[A-Z].*\.$/s);
    expect(check.fix).toMatch(/^[A-Z].*\.$/s);
  });

  test("describes every option", () => {
    const options = describeOptions(check.options);
    expect(options.filter(({ description }) => description === "").map(({ name }) => name)).toEqual([]);
  });

  test("has its page", () => {
    expect(existsSync(join(ROOT, pageOfCheck(id))), "run `npm run generate`").toBe(true);
  });

  test("shows findings on its page as its fixtures give them", () => {
    const page = String(read(pageOfCheck(id)));
    const shown = [...page.matchAll(/^```text\n(\S+:\d+:\d+ [\s\S]*?)\n```$/gm)].map((match) => String(match[1]));
    expect(shown.length).toBeGreaterThan(0);
    const expected = read(`test/checks/fixtures/${id.replace("/", "-")}/expected.txt`);
    // What asks other machines has no such file.
    if (expected !== undefined) expect(shown.filter((finding) => !expected.includes(finding))).toEqual([]);
  });

  test("has a valid and an invalid fixture, or a test of its own where it asks other machines", () => {
    const name = id.replace("/", "-");
    if (check.needs.includes("network"))
      return expect(existsSync(join(ROOT, `test/checks/${name}.test.ts`))).toBe(true);
    const files = readdirSync(join(ROOT, "test/checks/fixtures", name), { recursive: true }).map(String);
    const named = (kind: string) =>
      files.filter((file) => file.slice(file.lastIndexOf("/") + 1).startsWith(`${kind}-`));
    expect(named("valid").length).toBeGreaterThan(0);
    expect(named("invalid").length).toBeGreaterThan(0);
  });
});

test.each(sources.map((source) => [source.id, source] as const))("source %s has words and tests", (id, source) => {
  expect(source.summary).toMatch(/./);
  const options = describeOptions(source.options);
  expect(options.filter(({ description }) => description === "").map(({ name }) => name)).toEqual([]);
  const tests = readdirSync(join(ROOT, "test/sources", id)).filter((file) => file.endsWith(".test.ts"));
  expect(tests.length).toBeGreaterThan(0);
});

test.each(reporters.map(({ id }) => id))("reporter %s has its expected text", (id) => {
  expect(read(`test/reporters/fixtures/expected/${id}.txt`)).toMatch(/./);
});

test("what is generated from the code is committed as it would be written now", () => {
  const stale = [...generatedFiles(ROOT)].filter(([file, text]) => read(file) !== text).map(([file]) => file);
  expect(stale, "run `npm run generate` and commit").toEqual([]);
});

test("every page of a check belongs to a check", () => {
  const pages = readdirSync(join(ROOT, "content/docs/reference/checks")).map(
    (name) => `content/docs/reference/checks/${name}`,
  );
  expect(pages.filter((page) => !checks.some(({ id }) => pageOfCheck(id) === page))).toEqual([]);
});

test("every dependency has its reason in CONTRIBUTING, once, and every reason its dependency", () => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(String(read("package.json")));
  const wanted = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies });
  const table = String(read("CONTRIBUTING.md")).split("## Dependencies")[1] ?? "";
  const named = (table.match(/^\| `.*? \|/gm) ?? []).flatMap((cell) => cell.match(/(?<=`)[@a-z][^`\s]*(?=`)/g) ?? []);
  const patterns = named.map((name) => new RegExp(`^${name.replace("<major>-<platform>", ".*").replace("*", ".*")}$`));
  const reasons = wanted.map((name) => patterns.filter((pattern) => pattern.test(name)).length);
  expect(wanted.filter((_, index) => reasons[index] !== 1)).toEqual([]);
  expect(named.filter((_, index) => !wanted.some((name) => patterns[index]?.test(name)))).toEqual([]);
});

test("nothing in src/ knows the site that it was first made for", () => {
  const named = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" })
    .map((file) => join("src", file))
    .filter((file) => /\.(?:ts|mjs|sql|css|json|svg)$/.test(file) && /stella/i.test(String(read(file))));
  expect(named).toEqual([]);
});
