import type { Draft } from "../core/finding.ts";
import type { BlockProof } from "../core/proof/block-proof.ts";
import { wholeFile } from "../core/whole-file.ts";

/** One finding where fewer blocks are proven than the configuration's `floor` of a check says. */
export function floorFindings(check: string, proofs: readonly BlockProof[], floor: number): Draft[] {
  const proven = proofs.filter(({ verdict }) => verdict.state === "proven").length;
  if (proven >= floor) return [];
  return [
    {
      ...wholeFile("plumbline.config.ts"),
      message: `Unexpected ${proven} proven blocks, expected at least ${floor}`,
      hint: `Bring the blocks back, or lower \`floor\` of \`${check}\` in the configuration.`,
      text: "floor",
      evidence: { proven, floor },
    },
  ];
}
