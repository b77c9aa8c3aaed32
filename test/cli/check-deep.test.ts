import { expect, test } from "vitest";
import { checkProject } from "./check-project.ts";

const DEEP = 1000;
const CHECKS = ["--only", "content/readable", "stale/term", "markdown/lint", "links/internal"];

/** One line a level, each one level deeper than the one above, the word at the bottom. */
const stairs = (step: (level: number) => string): string =>
  Array.from({ length: DEEP }, (_, level) => `${step(level)}${level === DEEP - 1 ? "Mongo" : "a"}`).join("\n");

/** Pages that are nested a thousand deep, with the line of their deepest word. */
const PAGES: Readonly<Record<string, [text: string, line: number]>> = {
  lists: [stairs((level) => `${"  ".repeat(level)}- `), 4 + DEEP],
  "lists-on-one-line": [`${"- ".repeat(DEEP)}Mongo`, 5],
  quotes: [stairs((level) => "> ".repeat(level + 1)), 4 + DEEP],
  "quotes-on-one-line": [`${"> ".repeat(DEEP)}Mongo`, 5],
  "lists-in-quotes": [`${"> - ".repeat(DEEP)}Mongo`, 5],
};

test("pages nested a thousand deep get a verdict in bounded time: the word at the bottom is found in each", {
  timeout: 300_000,
}, () => {
  const { page, check } = checkProject();
  for (const [name, [text]] of Object.entries(PAGES)) page(name, text);
  const start = performance.now();
  const { exit, stderr, findings, outcomes } = check([...CHECKS, "--quiet"]);
  expect({ exit, stderr }).toEqual({ exit: 1, stderr: "" });
  // A page alone may take two minutes (look-at-project.ts); what takes longer is a finding of its own.
  expect(performance.now() - start).toBeLessThan(240_000);
  const found = findings.filter(({ check: id }) => id === "stale/term").map(({ file, line }) => `${file}:${line}`);
  expect(found.sort()).toEqual(
    Object.entries(PAGES)
      .map(([name, [, line]]) => `content/docs/${name}.md:${line}`)
      .sort(),
  );
  expect(outcomes.flatMap(({ check: id, status }) => (CHECKS.includes(id) ? [status] : []))).toEqual(
    Array(CHECKS.length - 1).fill("ran"),
  );
});
