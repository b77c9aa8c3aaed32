import type { Project } from "./check.ts";
import type { Snapshot } from "./fact.ts";
import type { Place } from "./finding.ts";
import { textLines } from "./text-lines.ts";

/** Where a person would mend a stated fact: its line in the file that the snapshot was read from, as far as that is there. */
export async function placeOfStated(
  { readText }: Pick<Project, "readText">,
  { provenance: { origin } }: Snapshot,
  id: string,
): Promise<Place> {
  const text = await readText(origin).catch(() => "");
  const start = keyAt(text, id);
  return textLines(text).place(origin, start, start === 0 ? 0 : start + id.length);
}

/** The offset of a key at a line's beginning; 0 where it is not there. */
function keyAt(text: string, id: string): number {
  if (text.startsWith(`${id}:`)) return 0;
  return text.indexOf(`\n${id}:`) + 1;
}
