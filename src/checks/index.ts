import type { Check } from "../core/check.ts";

/** Every check, in the order in which they run and are listed. */
export const checks: readonly Check<unknown>[] = [];
