import { UserError } from "../../core/errors.ts";
import { PROOFS, proofFacts } from "../../core/proof/proof-facts.ts";
import type { CheckRunResult } from "../../core/run-checks.ts";
import type { Retention } from "../../facts/index.ts";
import type { Setting } from "../global-options.ts";
import { recordSnapshot } from "./record-snapshot.ts";

/** The checks that prove blocks; a snapshot without one of them would call its blocks unproven. */
export const PROVING: readonly string[] = ["sql/runs", "conf/accepted", "shell/parses"];

/** Keeps the verdict on every block as a snapshot. Throws a `UserError` where one of the checks that prove did not run. */
export async function recordProofs(
  setting: Setting,
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
  const provenance = { ...PROOFS, origin: "disposable PostgreSQL servers" };
  const file = await recordSnapshot(setting, provenance, proofFacts(proofs), retention);
  setting.console.note(`recorded ${proofs.length} proofs in ${file}`);
}
