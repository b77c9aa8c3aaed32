import type { Draft } from "../../../core/finding.ts";
import { type GatheredBlock, placeInBlock } from "../../../core/proof/gather-blocks.ts";
import { findCommands } from "../../../proofs/shell/find-commands.ts";
import { typedShell } from "../../../proofs/typed/typed-shell.ts";
import type { Programs } from "./program-options.ts";
import { unknownOptions } from "./unknown-options.ts";

/** Where bash's grammar does not hold in a block, and options that PostgreSQL's programs do not have. */
export function readBlock(block: GatheredBlock, known: Programs): { broken: Draft[]; unknown: Draft[] } {
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
  return { broken, unknown };
}
