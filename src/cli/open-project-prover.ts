import { join } from "node:path";
import type { Config } from "../config/index.ts";
import type { Prover } from "../core/proof/prover.ts";

/** Servers for the proofs of a project; none starts before a block has to be proven. Undefined where none can be had. */
export async function openProjectProver(root: string, { postgres }: Config): Promise<Prover | undefined> {
  const { openProver } = await import("../sandbox/prover/index.ts");
  const prover = openProver({ majors: postgres.majors, fixtures: join(root, postgres.fixtures) });
  return prover.majors.length > 0 ? prover : undefined;
}
