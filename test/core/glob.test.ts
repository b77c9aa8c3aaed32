import picomatch from "picomatch";
import { expect, test } from "vitest";
import { addressGlobSchema, globSchema } from "../../src/core/glob.ts";

const OUTSIDE = "expected a path below the folder";

test.each([
  "**/*.{json,csv}",
  "content/docs/**/*.{md,mdx}",
  "**/{node_modules,vendor,third_party,dist,bin,obj,target}/**",
  "mongodb/authority-*",
  "!**/drafts/**",
  "postgresql-*-*.log.*",
  "app/(group)/[slug]/**",
  "{a,b}{c,d}*.@(md|mdx)",
  "v1..2/notes...md",
  "c++/**",
])("%s is a glob", (glob) => {
  expect(globSchema.safeParse(glob)).toMatchObject({ success: true });
});

test.each([
  ["a very long one", "a/".repeat(50_000), "Too big"],
  ["nothing", "", "Too small"],
  ["a brace bomb", "{a,b}".repeat(100), "at most 1000 alternatives"],
  ["braces in braces", `${"{a,".repeat(100)}b${"}".repeat(100)}`, "at most 1000 alternatives"],
  ["braces that never close", "{a,".repeat(200), "at most 1000 alternatives"],
  ["groups", "@(a|b)".repeat(100), "at most 1000 alternatives"],
  ["groups that may be left out", "?(a)".repeat(100), "at most 1000 alternatives"],
  ["thousands of folders", "**/".repeat(300), "at most 6 wildcards"],
  ["stars", "*a".repeat(30), "at most 3 wildcards between two slashes"],
  ["stars in folders", "*a/".repeat(30), "at most 6 wildcards"],
  ["classes that repeat", "[a]+".repeat(30), "at most 3 wildcards between two slashes"],
  ["a group that repeats", "+(+(a|aa)|a)b", "no group that repeats"],
  ["a group that repeats, behind", "(a|aa)+b", "no group that repeats"],
  ["alternatives that repeat", "{a,aa}+b", "no group that repeats"],
  ["NUL", "a\0b/**", "no control characters"],
  ["a line break", "a\nb", "no control characters"],
  ["a parent folder", "../**", OUTSIDE],
  ["a parent folder inside", "content/../../etc/*", OUTSIDE],
  ["a parent folder among alternatives", "{a,..}/x", OUTSIDE],
  ["a parent folder left out", "!../x", OUTSIDE],
  ["an absolute path", "/etc/**", OUTSIDE],
  ["a drive", "C:/x/**", OUTSIDE],
])("%s is refused with what was expected", (_, glob, expected) => {
  const { error } = globSchema.safeParse(glob);
  expect(error?.issues[0]?.message).toContain(expected);
});

test("an address is no path, and bounded all the same", () => {
  expect(addressGlobSchema.safeParse("https://intranet.example/**").success).toBe(true);
  expect(addressGlobSchema.safeParse("{a,b}".repeat(100)).success).toBe(false);
});

test.each([
  "*a*a*ab",
  "*a*a*a/*a*a*ab",
  "**/a/**/*a*a*ab",
  "{a,aa}{a,aa}{a,aa}{a,aa}{a,aa}{a,aa}{a,aa}{a,aa}b",
  "*?*?*?/*?*?*?b",
])("%s, the worst that is allowed, is tried in bounded time on the worst of names", (glob) => {
  expect(globSchema.safeParse(glob).success).toBe(true);
  const matches = picomatch(glob, { dot: true });
  const start = performance.now();
  for (const name of [
    "a".repeat(255),
    `${"a".repeat(100)}/${"a".repeat(100)}`,
    `${"a/".repeat(15)}${"a".repeat(100)}`,
  ]) {
    expect(matches(name)).toBe(false);
  }
  expect(performance.now() - start).toBeLessThan(20_000);
});
