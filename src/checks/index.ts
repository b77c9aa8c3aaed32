import type { Check } from "../core/check.ts";
import { factsFresh } from "./facts/fresh.ts";
import { factsKnown } from "./facts/known.ts";
import { markdownLint } from "./markdown/lint.ts";
import { staleTerm } from "./stale/term/index.ts";

/** Every check, in the order in which they run and are listed. */
export const checks: readonly Check<unknown>[] = [staleTerm, markdownLint, factsKnown, factsFresh];
