import type { GatheredBlock } from "../../core/proof/gather-blocks.ts";
import { typedShell } from "../typed/typed-shell.ts";
import { findCommands } from "./find-commands.ts";
import type { ShellCommand } from "./shell-command.ts";

/** The SQL that a shell block hands to psql (`-c`, `--command`, a here-document), each part as a block of its own. */
export function findSql(block: GatheredBlock): GatheredBlock[] {
  if (!/\bpsql\b/.test(block.code)) return [];
  const { commands } = findCommands(typedShell(block.code));
  return commands
    .filter(({ name }) => name === "psql")
    .flatMap((command) => [...commandsIn(command), ...(command.input ? [command.input] : [])])
    .map(({ text, at }) => partOf(block, text, at));
}

interface Part {
  text: string;
  at: number;
}

function commandsIn({ words }: ShellCommand): Part[] {
  return words.flatMap((word, index) => {
    const joined = /^(?:--command=|-c(?=.))/.exec(word.raw)?.[0];
    if (joined) return literal(word.raw.slice(joined.length), word.at + joined.length);
    const before = words[index - 1]?.raw;
    return before === "-c" || before === "--command" ? literal(word.raw, word.at) : [];
  });
}

/** Only what the shell passes on as it stands: what it expands is not known here. */
function literal(raw: string, at: number): Part[] {
  const inner = /^'([^']*)'$/.exec(raw)?.[1] ?? /^"([^"$`\\]*)"$/.exec(raw)?.[1];
  return inner === undefined ? [] : [{ text: inner, at: at + 1 }];
}

function partOf(block: GatheredBlock, code: string, at: number): GatheredBlock {
  const before = block.code.slice(0, at);
  const row = before.split("\n").length - 1;
  const column = at - (before.lastIndexOf("\n") + 1);
  const { expect: _, ...attributes } = block.fence.attributes;
  return {
    ...block,
    language: "sql",
    // psql in a shell runs as the server's administrator, unless the block says otherwise. What is wrong with the fence is said once, of the shell block.
    fence: { attributes: { as: "superuser", ...attributes }, problems: [] },
    code,
    codeLine: block.codeLine + row,
    indents: code.split("\n").map((_, line) => (block.indents[row + line] ?? 0) + (line === 0 ? column : 0)),
    output: undefined,
  };
}
