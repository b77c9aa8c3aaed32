import { UserError } from "../../core/errors.ts";
import { makeSnapshot } from "../../core/fact.ts";
import { PROOFS, proofFacts } from "../../core/proof/proof-facts.ts";
import type { CheckRunResult } from "../../core/run-checks.ts";
import { type Retention, retainSnapshots, writeSnapshot } from "../../facts/index.ts";
import type { Setting } from "../global-options.ts";
import { TOOL_NAME, toolVersion } from "../tool.ts";

/** The checks that prove blocks; a snapshot without one of them would call its blocks unproven. */
export const PROVING: readonly string[] = ["sql/runs", "conf/accepted", "shell/parses"];

/** Keeps the verdict on every block as a snapshot. Throws a `UserError` where one of the checks that prove did not run. */
export async function recordProofs(
  { factsDirectory, factsShownAs, now, console }: Setting,
  { outcomes, proofs }: CheckRunResult,
  retention: Retention,
): Promise<void> {
  for (const id of PROVING) {
    const outcome = outcomes.find(({ check }) => check === id);
    if (outcome?.status === "ran") continue;
    throw new UserError(
      `Unexpected --record-proofs without ${id}: ${outcome?.reason ?? "this run leaves it out"}`,
      `Let it run: plumbline check --record-proofs --only ${PROVING.join(" ")}`,
    );
  }
  const provenance = {
    ...PROOFS,
    origin: "disposable PostgreSQL servers",
    tool: { name: TOOL_NAME, version: toolVersion() },
    observedAt: now.toISOString().replace(/\.\d+Z$/, "Z"),
  };
  const place = await writeSnapshot(factsDirectory, makeSnapshot(provenance, proofFacts(proofs)));
  await retainSnapshots(factsDirectory, PROOFS.source, PROOFS.target, retention);
  console.note(`recorded ${proofs.length} proofs in ${factsShownAs}/${place}`);
}
