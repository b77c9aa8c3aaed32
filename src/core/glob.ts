import * as z from "zod";

/** Longer than any path; a pattern that needs more is a list. */
const MAX_LENGTH = 1000;
/** What may stand for any number of characters: each more of it multiplies the ways in which a long name is tried. */
const MAX_WILDCARDS = 6;
const MAX_WILDCARDS_IN_NAME = 3;
/** Ways to choose one alternative of every `{a,b}`. */
const MAX_CHOICES = 1000;

/**
 * A glob of paths below a folder, as picomatch and tinyglobby read it (regular expressions that backtrack). What would lead
 * out of the folder, or could be tried for hours on a name, is refused with what was expected instead.
 */
export const globSchema = schemaWithout((glob) => outsideFlaw(glob) ?? costFlaw(glob));

/** A glob of addresses such as `https://intranet.example/**`, bounded as {@link globSchema} is. */
export const addressGlobSchema = schemaWithout(costFlaw);

/** Refuses what has a flaw; `flawOf` says what was expected instead. */
function schemaWithout(flawOf: (glob: string) => string | undefined) {
  return z
    .string()
    .min(1)
    .max(MAX_LENGTH)
    .superRefine((glob, context) => {
      const expected = flawOf(glob);
      if (expected !== undefined) context.addIssue({ code: "custom", message: expected });
    });
}

function outsideFlaw(glob: string): string | undefined {
  if (/^!?(?:[/\\]|[A-Za-z]:)/.test(glob)) return "expected a path below the folder, not an absolute one";
  if (/(?:^!?|[/{,(|])\.\.(?:[/},)|]|$)/.test(glob)) return "expected a path below the folder, without `..`";
  return undefined;
}

function costFlaw(glob: string): string | undefined {
  if (/\p{Cc}/u.test(glob)) return "expected no control characters";
  if (/[+*]\(|[)}]\+/.test(glob)) return "expected no group that repeats, such as `+(a)`";
  const names = glob.split("/");
  const inNames = names.map((name) => (name === "**" ? 0 : wildcardsOf(name)));
  const all = inNames.reduce((sum, count) => sum + count, names.filter((name) => name === "**").length);
  if (Math.max(...inNames) > MAX_WILDCARDS_IN_NAME) {
    return `expected at most ${MAX_WILDCARDS_IN_NAME} wildcards between two slashes`;
  }
  if (all > MAX_WILDCARDS) return `expected at most ${MAX_WILDCARDS} wildcards`;
  if (choicesOf(glob) > MAX_CHOICES) return `expected at most ${MAX_CHOICES} alternatives; write several globs`;
  return undefined;
}

/** What may take any number of characters: `*`, `!(…)`, and `+` behind a bracket or in a group. */
function wildcardsOf(name: string): number {
  return name.match(/\*+|\++|!\(/g)?.length ?? 0;
}

/** How many ways there are to choose one alternative of every group; of a group in a group too, which is too many. */
function choicesOf(glob: string): number {
  const open: number[] = [];
  let choices = 1;
  for (const [at, character] of [...glob].entries()) {
    if (character === "{" || character === "(") open.push(glob[at - 1] === "?" ? 2 : 1);
    else if ((character === "," || character === "|") && open.length > 0) open.push((open.pop() ?? 0) + 1);
    else if (character === "}" || character === ")") choices *= open.pop() ?? 1;
  }
  return open.reduce((product, count) => product * count, choices);
}
