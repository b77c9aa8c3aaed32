import * as z from "zod";
import type { Fact } from "../fact.ts";
import { type BlockProof, verdictSchema } from "./block-proof.ts";
import { mergeVerdicts } from "./merge-verdicts.ts";

/** Where the results of proofs are kept: `content/facts/proofs/pages/<time>.json`. */
export const PROOFS = { source: "proofs", target: "pages" } as const;

/** What a snapshot holds of one block, under `block.<fingerprint>`: the pages that have it, and the verdict of each check. */
export const blockFactSchema = z.strictObject({
  language: z.string(),
  pages: z.array(z.string()).min(1),
  checks: z.record(z.string(), verdictSchema),
});
export type BlockFact = z.infer<typeof blockFactSchema>;

/** One fact for each block, whichever pages have it; and how many were proven. */
export function proofFacts(proofs: readonly BlockProof[]): Fact[] {
  const blocks = new Map<string, BlockFact>();
  for (const { fingerprint, check, file, language, verdict } of proofs) {
    const known = blocks.get(fingerprint) ?? { language, pages: [], checks: {} };
    const before = known.checks[check];
    blocks.set(fingerprint, {
      language,
      pages: [...new Set([...known.pages, file])].sort(),
      checks: { ...known.checks, [check]: before ? mergeVerdicts(before, verdict) : verdict },
    });
  }
  const proven = [...blocks.values()].filter(isProven).length;
  return [
    { id: "blocks", value: { known: blocks.size, proven } },
    ...[...blocks].map(([fingerprint, value]) => ({ id: `block.${fingerprint}`, value })),
  ];
}

/** Whether every check that spoke of the block holds. */
export function isProven({ checks }: BlockFact): boolean {
  return Object.values(checks).every(({ state }) => state === "proven");
}
