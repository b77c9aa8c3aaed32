import * as z from "zod";
import type { Check } from "../../../core/check.ts";
import type { Block, Page } from "../../../core/page.ts";
import { blockKind } from "../../../core/proof/block-kind.ts";
import { type GatheredPage, gatherBlocks } from "../../../core/proof/gather-blocks.ts";
import { listMajors } from "../../../core/proof/renames.ts";
import { floorFindings } from "../../../proofs/floor-findings.ts";
import { findSql } from "../../../proofs/shell/find-sql.ts";
import { blockProofOf } from "../../../proofs/sql/block-proof-of.ts";
import { nearestName } from "../../../proofs/sql/nearest-name.ts";
import { openProofCache } from "../../../proofs/sql/proof-cache.ts";
import { findingsOf } from "../../../proofs/sql/proof-findings.ts";
import { provePages } from "../../../proofs/sql/prove-pages.ts";

const options = z.strictObject({
  floor: z
    .int()
    .min(0)
    .default(0)
    .describe("Proven blocks below which the check fails: a run that proves nothing is no proof."),
  cache: z
    .string()
    .default(".plumbline/proofs.json")
    .describe("Where servers' answers are remembered; empty: nowhere."),
});

/** Every SQL block runs on every PostgreSQL major that its page claims. */
export const sqlRuns: Check<z.output<typeof options>> = {
  id: "sql/runs",
  summary: "every SQL block runs on every PostgreSQL major that the page claims",
  why: "Catalogues change from major to major; a statement that failed for years is found out at three in the morning.",
  fix: "Correct the statement, say which `versions` it is for, or what it is `expect`ed to do; see the attributes of a block.",
  severity: "error",
  needs: ["sandbox"],
  options,
  look: { page: (page) => ({ findings: [], gathered: gathered(page) }) },
  async run({ root, prover, now }, { floor, cache }, looks) {
    if (!prover) throw new Error("Unexpected run without servers");
    const pages = looks.pages
      .map(({ gathered }) => gathered as GatheredPage | undefined)
      .filter((page) => page !== undefined);
    const answers = openProofCache(root, cache);
    const proven = await provePages(pages, prover, answers, now);
    await answers.save();
    const judged = proven.map((proof) => ({ proof, findings: findingsOf(proof, now) }));
    const proofs = judged.map(({ proof, findings }) => blockProofOf(proof, findings, now));
    const counts = Map.groupBy(proven, ({ state }) => state);
    const count = (state: string) => counts.get(state as "proven")?.length ?? 0;
    return {
      examined: proven.length,
      findings: [...judged.flatMap(({ findings }) => findings), ...floorFindings("sql/runs", proofs, floor)],
      proofs,
      note: `on PostgreSQL ${listMajors(prover.majors)}; ${count("skipped")} skipped with a reason, ${count("foreign")} in other dialects`,
    };
  },
};

function gathered(page: Page): GatheredPage {
  const found = gatherBlocks(page, (block) => isSql(block) || isShell(block), nearestName);
  return { ...found, blocks: found.blocks.flatMap((block) => (isSql(block) ? [block] : findSql(block))) };
}

function isShell({ language }: Block): boolean {
  return blockKind({ language, meta: "" }) === "shell";
}

function isSql({ language }: Pick<Block, "language">): boolean {
  return blockKind({ language, meta: "" }) === "sql";
}
