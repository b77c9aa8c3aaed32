import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parsePage } from "../../content/index.ts";
import type { Project } from "../../core/check.ts";
import type { Finding } from "../../core/finding.ts";
import { blockKind } from "../../core/proof/block-kind.ts";
import { fingerprintBlocks } from "../../core/proof/fingerprint-blocks.ts";
import { blockFactSchema, proofFacts } from "../../core/proof/proof-facts.ts";
import { type ChosenCheck, runChecks } from "../../core/run-checks.ts";
import type { LivePage, LiveVerdict } from "../../site/live/live-proofs.ts";
import { sayVerdict } from "../../site/proofs/say-verdict.ts";

/** Proves the blocks of one page as it lies on disk, and of no other; `project` brings everything but the page. */
export async function provePage(
  file: string,
  checks: readonly ChosenCheck[],
  project: Omit<Project, "pages" | "now">,
): Promise<LivePage> {
  const page = parsePage(file, await readFile(join(project.root, file), "utf8"));
  const { proofs, findings } = await runChecks({
    checks,
    offers: ["sandbox"],
    project: { ...project, pages: [page], now: new Date() },
  });
  const facts = new Map(proofFacts(proofs).map(({ id, value }) => [id, value]));
  const prints = fingerprintBlocks(page.blocks, page.frontMatter);
  const verdicts = page.blocks.flatMap((block, index): LiveVerdict[] => {
    if (blockKind(block) === undefined) return [];
    const fingerprint = prints[index] ?? "";
    const fact = blockFactSchema.safeParse(facts.get(`block.${fingerprint}`)).data;
    const { line: first, endLine } = block.place;
    const inside = findings.filter(({ line }) => line >= first && line <= endLine);
    return [{ ...sayVerdict(fact), fingerprint, findings: inside.map(sayFinding) }];
  });
  return { slug: page.slug ?? "", verdicts };
}

function sayFinding({ line, message, hint, state }: Finding): string {
  return `Line ${line}: ${message}. ${hint}${state === "open" ? "" : ` (${state})`}`;
}
