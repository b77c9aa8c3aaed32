import { createHash } from "node:crypto";
import type { Project } from "../../core/check.ts";
import type { Snapshot } from "../../core/fact.ts";
import type { Draft } from "../../core/finding.ts";
import { wholeFile } from "../../core/whole-file.ts";

/** Says so where the file that a snapshot was read from is no longer what was read, or is gone: pages show the old words. */
export async function editedSince({ readText }: Project, { provenance }: Snapshot): Promise<Draft[]> {
  const { source, target, origin, digest, observedAt } = provenance;
  if (digest === undefined) return [];
  const text = await readText(origin).catch(() => undefined);
  if (text !== undefined && createHash("sha256").update(text).digest("hex") === digest) return [];
  const what = text === undefined ? "absence" : "change";
  return [
    {
      ...wholeFile(origin),
      message: `Unexpected ${what} of \`${origin}\` since \`${source}/${target}\` was pulled, expected what its snapshot holds`,
      hint: `Pull it again: plumbline pull ${source} --target ${target}`,
      text: `edited ${source}/${target}`,
      evidence: { source, target, observedAt, digest },
    },
  ];
}
