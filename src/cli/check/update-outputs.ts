import { readFileSync } from "node:fs";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import * as z from "zod";
import type { Finding } from "../../core/finding.ts";
import type { Setting } from "../global-options.ts";

/** What `sql/runs` knows of an `output` block that no longer holds. */
const evidenceSchema = z.looseObject({ output: z.string().min(1), outputLine: z.int().min(1) });

/**
 * Rewrites the `output` blocks of open findings with what the server gave, wildcards and tolerances included: a person
 * reads the difference. Gives the number of blocks.
 */
export async function updateOutputs({ root, console }: Setting, findings: readonly Finding[]): Promise<number> {
  const stale = findings.flatMap(({ file, state, evidence }) => {
    const { data } = evidenceSchema.safeParse(evidence);
    return data && state === "open" ? [{ file, output: data.output, line: data.outputLine }] : [];
  });
  for (const [file, blocks] of Map.groupBy(stale, (block) => block.file)) {
    const path = join(root, file);
    const lines = readFileSync(path, "utf8").split("\n");
    // From the last on, so that the lines before keep their numbers.
    for (const { output, line } of blocks.toSorted((a, b) => b.line - a.line)) {
      const fence = /^(?<indent>\s*)(?<marks>`{3,}|~{3,})/.exec(lines[line - 2] ?? "")?.groups;
      const end = lines.findIndex((text, index) => index >= line - 1 && text.trim() === fence?.marks);
      if (!fence || end < 0) continue;
      lines.splice(line - 1, end - line + 1, ...output.split("\n").map((text) => (fence.indent ?? "") + text));
    }
    await writeFileAtomic(path, lines.join("\n"));
    console.note(`wrote ${blocks.length} ${blocks.length === 1 ? "output" : "outputs"}: ${file}`);
  }
  return stale.length;
}
