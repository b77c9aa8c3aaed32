import { inspectArchive } from "../sources/archives/inspect.ts";
import { placeOf } from "../sources/archives/place.ts";
import { readFormat } from "./archive/read-format.ts";
import { showProgress } from "./archive/show-progress.ts";
import { type GlobalOptions, readSetting } from "./global-options.ts";
import { renderInspection } from "./render-inspection.ts";

/** Reads one archive and says what it holds; 1 where it is damaged. Throws a `UserError` where it cannot be read at all. */
export async function inspect(file: string, options: GlobalOptions): Promise<number> {
  const { console } = readSetting(options);
  const format = readFormat(options.format);
  const progress = showProgress({ ...options, format });
  const inspection = await inspectArchive(
    placeOf(process.cwd(), file),
    progress ? { onProgress: progress.on } : {},
  ).finally(progress?.done);
  const shown = { ...inspection, file };
  console.result(format === "json" ? `${JSON.stringify(shown, null, 2)}\n` : renderInspection(shown));
  return inspection.status === "intact" ? 0 : 1;
}
