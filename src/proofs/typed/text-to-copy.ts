import { blockKind } from "../../core/proof/block-kind.ts";
import type { PlainBlock } from "../../core/proof/fingerprint-blocks.ts";
import { typedSql } from "./step-over-psql.ts";
import { typedShell } from "./typed-shell.ts";

/**
 * What a reader copies from a block: exactly what is proven of it. Prompts and pasted results are left out; comments and
 * placeholders stay as the reader sees them.
 */
export function textToCopy(block: PlainBlock): string {
  const kind = blockKind(block);
  if (kind !== "sql" && kind !== "shell") return block.code;
  const typed = kind === "sql" ? typedSql(block.code) : typedShell(block.code);
  return typed === block.code ? block.code : withoutBlanks(typed, block.code);
}

/** Both give back a text of the same length, with spaces for what is not typed. */
function withoutBlanks(typed: string, code: string): string {
  const before = code.split("\n");
  const kept = typed.split("\n").flatMap((line, index) => {
    const original = before[index] ?? "";
    if (line === original) return [line];
    return line.trim() === "" ? [] : [line.trimStart()];
  });
  return kept.join("\n").trim();
}
