import leven from "leven";
import * as z from "zod";
import type { Check } from "../../../core/check.ts";
import { UserError } from "../../../core/errors.ts";
import type { Draft } from "../../../core/finding.ts";
import { nearest } from "../../../core/nearest.ts";
import type { Block } from "../../../core/page.ts";
import { blockKind } from "../../../core/proof/block-kind.ts";
import type { BlockProof } from "../../../core/proof/block-proof.ts";
import { fencePlace, type GatheredBlock, type GatheredPage, gatherBlocks } from "../../../core/proof/gather-blocks.ts";
import { floorFindings } from "../../../proofs/floor-findings.ts";
import { findProgram } from "./find-program.ts";
import { lintBlocks } from "./lint-blocks.ts";
import { openPrograms } from "./program-options.ts";
import { readBlock } from "./read-block.ts";

const options = z.strictObject({
  programs: z
    .array(z.string())
    .default(["/usr/lib/postgresql/*/bin", "/usr/bin", "/usr/local/bin"])
    .describe(
      "Folders in which PostgreSQL's own programs, pgBackRest and ShellCheck are looked for, the last of several versions first.",
    ),
  require: z
    .array(z.string())
    .default([])
    .describe("Programs without which the check cannot do its job, such as `shellcheck`; others are left out aloud."),
  exclude: z
    .array(z.string().regex(/^SC\d{4}$/, "expected a rule such as SC2086"))
    .default([])
    .describe("Rules of ShellCheck that are left out on every page."),
  floor: z
    .int()
    .min(0)
    .default(0)
    .describe("Blocks that hold below which the check fails: fewer than before is a loss."),
});

/** Every shell block is a script that bash understands, and names only options that PostgreSQL's programs have. */
export const shellParses: Check<z.output<typeof options>> = {
  id: "shell/parses",
  summary:
    "every shell block parses, ShellCheck has nothing to say of it, and its PostgreSQL programs have the options that it gives them",
  why: "An unclosed quote at three in the morning waits for more input; an option of another version stops a restore.",
  fix: "Correct the command; a block that is no shell names its language, a placeholder its value (`vars` in the front matter).",
  severity: "error",
  needs: [],
  options,
  look: { page: (page) => ({ findings: [], gathered: gatherBlocks(page, isShell, nearestName) }) },
  async run({ now }, { programs, floor, require, exclude }, looks) {
    const lacking = require.filter((name) => findProgram(name, programs) === undefined);
    if (lacking.length > 0) throw lacks(lacking);
    const pages = looks.pages.flatMap(({ gathered }) => (gathered ? [gathered as GatheredPage] : []));
    const all = pages.flatMap((page) => page.blocks);
    const known = openPrograms(programs);
    const blocks = all.filter((block) => !isSkipped(block));
    const read = new Map(blocks.map((block) => [block, readBlock(block, known)]));
    const whole = blocks.filter((block) => block.language !== "zsh" && read.get(block)?.broken.length === 0);
    const shellcheck = findProgram("shellcheck", programs);
    const linted = shellcheck === undefined ? undefined : await lintBlocks(shellcheck, whole, exclude);
    const judged = all.map((block) => {
      const { broken = [], unknown = [] } = read.get(block) ?? {};
      const written = isSkipped(block) ? [] : fenceFindings(block);
      return { block, findings: [...written, ...broken, ...unknown, ...(linted?.get(block) ?? [])] };
    });
    const proofs = judged.map(({ block, findings }) => proofOf(block, findings, now));
    const absent = [...known.absent(), ...(linted || whole.length === 0 ? [] : ["shellcheck"])];
    return {
      examined: blocks.length,
      findings: [...judged.flatMap(({ findings }) => findings), ...floorFindings("shell/parses", proofs, floor)],
      proofs,
      ...(absent.length > 0
        ? { note: `not installed here, so blocks were not held against them: ${absent.join(", ")}` }
        : {}),
    };
  },
};

function isShell(block: Block): boolean {
  return blockKind(block) === "shell";
}

function isSkipped({ fence }: GatheredBlock): boolean {
  return fence.attributes.proof === "skip";
}

function proofOf(block: GatheredBlock, findings: readonly Draft[], now: Date): BlockProof {
  const { file, language, fingerprint, fence } = block;
  const { reason } = fence.attributes;
  return {
    ...{ check: "shell/parses", file, language, fingerprint },
    verdict: {
      state: isSkipped(block) ? "skipped" : findings.length > 0 ? "failed" : "proven",
      how: "parse",
      majors: [],
      ...(reason === undefined ? {} : { reason }),
      proven_at: now.toISOString(),
    },
  };
}

function lacks(names: readonly string[]): UserError {
  return new UserError(
    `Missing ${names.join(", ")}, which \`require\` of shell/parses asks for`,
    `Install them (on Debian: apt-get install ${names.join(" ")}), or name their folder in \`programs\`.`,
  );
}

function nearestName(name: string, names: readonly string[]): string | undefined {
  return nearest(name, names, leven);
}

function fenceFindings(block: GatheredBlock): Draft[] {
  return block.fence.problems.map(({ message, hint }) => {
    return { ...fencePlace(block), message, hint, text: `${message} ${block.code}` };
  });
}
