import leven from "leven";
import * as z from "zod";
import type { Check } from "../../../core/check.ts";
import type { Draft } from "../../../core/finding.ts";
import { nearest } from "../../../core/nearest.ts";
import type { Block } from "../../../core/page.ts";
import type { BlockProof } from "../../../core/proof/block-proof.ts";
import {
  fencePlace,
  type GatheredBlock,
  type GatheredPage,
  gatherBlocks,
  placeInBlock,
} from "../../../core/proof/gather-blocks.ts";
import { floorFindings } from "../../../proofs/floor-findings.ts";
import { findCommands } from "../../../proofs/shell/find-commands.ts";
import { typedShell } from "../../../proofs/typed/typed-shell.ts";
import { openPrograms, type Programs } from "./program-options.ts";
import { unknownOptions } from "./unknown-options.ts";

const options = z.strictObject({
  programs: z
    .array(z.string())
    .default(["/usr/lib/postgresql/*/bin", "/usr/bin", "/usr/local/bin"])
    .describe("Folders in which PostgreSQL's own programs are looked for, the last of several versions first."),
  floor: z
    .int()
    .min(0)
    .default(0)
    .describe("Blocks that hold below which the check fails: fewer than before is a loss."),
});

/** Every shell block is a script that bash understands, and names only options that PostgreSQL's programs have. */
export const shellParses: Check<z.output<typeof options>> = {
  id: "shell/parses",
  summary: "every shell block parses, and its PostgreSQL programs have the options that it gives them",
  why: "An unclosed quote at three in the morning waits for more input; an option of another version stops a restore.",
  fix: "Correct the command; a block that is no shell names its language, a placeholder its value (`vars` in the front matter).",
  severity: "error",
  needs: [],
  options,
  look: { page: (page) => ({ findings: [], gathered: gatherBlocks(page, isShell, nearestName) }) },
  async run({ now }, { programs, floor }, looks) {
    const pages = looks.pages.flatMap(({ gathered }) => (gathered ? [gathered as GatheredPage] : []));
    const all = pages.flatMap((page) => page.blocks);
    const known = openPrograms(programs);
    const blocks = all.filter((block) => !isSkipped(block));
    const judged = all.map((block) => ({
      block,
      findings: isSkipped(block) ? [] : [...fenceFindings(block), ...checkBlock(block, known)],
    }));
    const proofs = judged.map(({ block, findings }) => proofOf(block, findings, now));
    const absent = known.absent();
    return {
      examined: blocks.length,
      findings: [...judged.flatMap(({ findings }) => findings), ...floorFindings("shell/parses", proofs, floor)],
      proofs,
      ...(absent.length > 0
        ? { note: `not installed here, so their options were not held: ${absent.join(", ")}` }
        : {}),
    };
  },
};

const LANGUAGES = ["bash", "sh", "shell", "console", "shellsession", "zsh"];

function isShell({ language }: Block): boolean {
  return LANGUAGES.includes(language.toLowerCase());
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

function nearestName(name: string, names: readonly string[]): string | undefined {
  return nearest(name, names, leven);
}

function fenceFindings(block: GatheredBlock): Draft[] {
  return block.fence.problems.map(({ message, hint }) => {
    return { ...fencePlace(block), message, hint, text: `${message} ${block.code}` };
  });
}

function checkBlock(block: GatheredBlock, known: Programs): Draft[] {
  const { commands, errors } = findCommands(typedShell(block.code));
  const broken = errors.map(({ at, message }) => ({
    ...placeInBlock(block, at, 1),
    message: `Unexpected shell: ${message}`,
    hint: "Correct the command, or name the block's language if it is no shell.",
    text: `${message} ${block.code}`,
  }));
  const unknown = commands.flatMap((command) =>
    unknownOptions(
      command,
      known.of(
        command.name,
        command.words.map(({ text }) => text),
      ),
    ).map(({ at, option, meant }) => ({
      ...placeInBlock(block, at, option.length),
      message: `Unexpected option \`${option}\` of \`${command.name}\`, expected one that its \`--help\` names`,
      hint: meant
        ? `Did you mean \`${meant}\`?`
        : `See \`${command.name} --help\` of the version that the page is for.`,
      text: `${command.name} ${option} ${block.code}`,
      evidence: { program: command.name, option },
    })),
  );
  return [...broken, ...unknown];
}
