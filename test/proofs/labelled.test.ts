import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { askProgram } from "../../src/checks/conf/accepted/ask-program.ts";
import { proveStated } from "../../src/checks/conf/accepted/prove-stated.ts";
import { parsePage } from "../../src/content/index.ts";
import { gatherBlocks } from "../../src/core/proof/gather-blocks.ts";
import type { ProgramFile, ServerFile } from "../../src/core/proof/prover.ts";
import { nearestName } from "../../src/proofs/sql/nearest-name.ts";
import { openProofCache } from "../../src/proofs/sql/proof-cache.ts";
import { findingsOf } from "../../src/proofs/sql/proof-findings.ts";
import { type Proof, provePages } from "../../src/proofs/sql/prove-pages.ts";
import { openProver } from "../../src/sandbox/prover/index.ts";

const MAJORS = [13, 14, 15, 16, 17, 18];
const HERE = import.meta.dirname;
const prover = openProver({ majors: MAJORS, fixtures: join(HERE, "../checks/fixtures/sql-runs/schemas") });
afterAll(() => prover.close());

interface Labelled {
  kind: string;
  verdict: string;
  attributes: string;
  code: string;
}

const labelled: Labelled[] = readFileSync(join(HERE, "labelled.txt"), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line) => {
    const [kind = "", verdict = "", attributes = "", code = ""] = line.split("\t");
    return { kind, verdict, attributes, code: code.replaceAll("⏎", "\n") };
  });

test("no false alarm and no miss on the labelled blocks, on every major", async () => {
  expect(labelled.length).toBeGreaterThanOrEqual(150);
  const blocks = labelled.filter(({ kind }) => kind === "sql");
  const proofs = await provePages(blocks.map(pageOf), prover, openProofCache(HERE, ""), new Date());
  const seen = blocks.map((block, index) => ({ ...block, seen: verdictOf(proofs[index]) }));
  expect(seen.filter(({ verdict, seen }) => seen !== verdict)).toEqual([]);
}, 240_000);

test("no false alarm and no miss on the labelled lines of configuration", async () => {
  const lines = labelled.filter(({ kind }) => kind === "conf");
  const seen = await Promise.all(
    lines.map(async (line) => {
      const answers = await Promise.all(
        MAJORS.map(async (major) => ({
          major,
          problems: (await prover.conf(major, line.attributes as ServerFile, line.code)).problems,
        })),
      );
      const wrong = answers.filter(({ problems }) => problems.length > 0);
      const kind = wrong[0]?.problems[0]?.kind ?? "ok";
      return {
        ...line,
        seen: withMajors(
          kind,
          wrong.map(({ major }) => major),
          MAJORS,
        ),
      };
    }),
  );
  expect(seen.filter(({ verdict, seen }) => seen !== verdict)).toEqual([]);
}, 240_000);

test("no false alarm and no miss on the labelled lines of other programs' configuration", async () => {
  const blocks = labelled.filter(({ kind }) => kind === "program");
  const seen: object[] = [];
  for (const block of blocks) {
    const { problems, isInstalled } = await askProgram(block.attributes as ProgramFile, block.code, prover);
    seen.push({ ...block, isInstalled, seen: problems.map(({ line, kind }) => `${kind}:${line}`).join(" ") || "ok" });
  }
  expect(blocks.length).toBeGreaterThanOrEqual(30);
  expect(seen).toEqual(blocks.map((block) => ({ ...block, isInstalled: true, seen: block.verdict })));
}, 240_000);

test("no false alarm and no miss on the labelled settings of statements and commands", async () => {
  const lines = labelled.filter(({ kind }) => kind === "stated");
  const seen = await Promise.all(
    lines.map(async (line) => {
      const page = gatherBlocks(
        parsePage("content/docs/a.md", `\`\`\`${line.attributes}\n${line.code}\n\`\`\`\n`),
        () => true,
        nearestName,
      );
      const [block] = page.blocks;
      const { findings } = block ? await proveStated(page, block, prover) : { findings: [] };
      const majors = findings.flatMap(({ evidence }) => (evidence as { majors: number[] }).majors);
      return { ...line, seen: withMajors(findings[0]?.text?.split(" ")[0] ?? "ok", majors, MAJORS) };
    }),
  );
  expect(lines.length).toBeGreaterThanOrEqual(25);
  expect(seen.filter(({ verdict, seen }) => seen !== verdict)).toEqual([]);
}, 240_000);

function pageOf({ attributes, code }: Labelled, index: number) {
  const front = "---\ntitle: A\ndescription: B\nvars: { table_name: shop.orders, number: '41', word: it }\n---\n";
  const page = parsePage(`content/docs/${index}.md`, `${front}\n\`\`\`sql ${attributes}\n${code}\n\`\`\`\n`);
  return gatherBlocks(page, () => true, nearestName);
}

function verdictOf(proof: Proof | undefined): string {
  if (proof?.state !== "proven") return proof?.state ?? "missing";
  const findings = findingsOf(proof, new Date());
  const [first] = findings;
  if (!first) return "ok";
  if (first.severity === "warning") return "warning";
  const { sqlstate, majors } = first.evidence as { sqlstate: string; majors: number[] };
  const asked = proof.answers.map(({ major }) => major);
  return withMajors(sqlstate, majors, asked);
}

function withMajors(verdict: string, majors: readonly number[], asked: readonly number[]): string {
  if (verdict === "ok" || majors.length === asked.length) return verdict;
  return `${verdict} ${majors.length === 1 ? majors[0] : `${majors[0]}-${majors.at(-1)}`}`;
}
