import * as z from "zod";
import type { Check } from "../../../core/check.ts";
import type { Block, Page } from "../../../core/page.ts";
import { type GatheredPage, gatherBlocks } from "../../../core/proof/gather-blocks.ts";
import { listMajors } from "../../../core/proof/renames.ts";
import { findSql } from "../../../proofs/shell/find-sql.ts";
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
    const findings = proven.flatMap((proof) => findingsOf(proof, now));
    const counts = Map.groupBy(proven, ({ state }) => state);
    const count = (state: string) => counts.get(state as "proven")?.length ?? 0;
    const low = count("proven") - findings.filter(({ severity }) => severity === "warning").length;
    return {
      examined: proven.length,
      findings: [...findings, ...(low < floor ? [floorFinding(low, floor)] : [])],
      note: `on PostgreSQL ${listMajors(prover.majors)}; ${count("skipped")} skipped with a reason, ${count("foreign")} in other dialects`,
    };
  },
};

function gathered(page: Page): GatheredPage {
  const found = gatherBlocks(page, (block) => isSql(block) || isShell(block), nearestName);
  return { ...found, blocks: found.blocks.flatMap((block) => (isSql(block) ? [block] : findSql(block))) };
}

const LANGUAGES = ["sql", "pgsql", "postgresql", "postgres", "psql"];

function isShell({ language }: Block): boolean {
  return ["bash", "sh", "shell", "console"].includes(language.toLowerCase());
}

function isSql({ language }: Pick<Block, "language">): boolean {
  return LANGUAGES.includes(language.toLowerCase());
}

function floorFinding(found: number, floor: number) {
  return {
    ...{ file: "plumbline.config.ts", line: 1, column: 1, endLine: 1, endColumn: 1 },
    message: `Unexpected ${found} proven blocks, expected at least ${floor}`,
    hint: "Bring the blocks back, or lower `floor` of `sql/runs` in the configuration.",
    text: "floor",
  };
}
