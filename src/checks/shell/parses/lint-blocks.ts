import type { Draft } from "../../../core/finding.ts";
import { type GatheredBlock, lineStart, placeInBlock } from "../../../core/proof/gather-blocks.ts";
import { withoutPlaceholders } from "../../../proofs/shell/find-commands.ts";
import { typedShell } from "../../../proofs/typed/typed-shell.ts";
import { runShellcheck } from "./run-shellcheck.ts";

/** What ShellCheck finds in blocks, at their places on the pages. */
export async function lintBlocks(
  program: string,
  blocks: readonly GatheredBlock[],
  exclude: readonly string[],
): Promise<Map<GatheredBlock, Draft[]>> {
  const scripts = blocks.map(({ code }) => withoutPlaceholders(typedShell(code)));
  const comments = await runShellcheck(program, scripts, exclude);
  const found = new Map<GatheredBlock, Draft[]>();
  for (const { script, line, column, endLine, endColumn, level, code, message } of comments) {
    const block = blocks[script];
    if (!block) continue;
    const length = endLine === line ? Math.max(1, endColumn - column) : 1;
    const rule = `SC${code}`;
    const draft: Draft = {
      ...placeInBlock(block, lineStart(block, line) + column - 1, length),
      message: `Unexpected shell (${rule}): ${message}`,
      hint: `See https://www.shellcheck.net/wiki/${rule}; where it is meant so, say it in the line above: \`# shellcheck disable=${rule}\`.`,
      text: `${rule} ${block.code}`,
      evidence: { rule, level },
      ...(level === "error" ? {} : { severity: "warning" as const }),
    };
    found.set(block, [...(found.get(block) ?? []), draft]);
  }
  return found;
}
