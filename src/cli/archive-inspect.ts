import {
  type ArchiveInspection,
  inspectArchive,
  type PartialInspection,
  PartlyRead,
} from "../sources/archives/inspect.ts";
import { placeOf } from "../sources/archives/place.ts";
import { readFormat } from "./archive/read-format.ts";
import { showProgress } from "./archive/show-progress.ts";
import { type GlobalOptions, readSetting } from "./global-options.ts";
import { renderInspection } from "./render-inspection.ts";

/**
 * Reads one archive and says what it holds; 1 where it is damaged. Throws a `UserError` where it cannot be read, behind
 * what could be read of it.
 */
export async function inspect(file: string, options: GlobalOptions): Promise<number> {
  const { console } = readSetting(options);
  const format = readFormat(options.format);
  const progress = showProgress({ ...options, format });
  const show = (inspection: ArchiveInspection | PartialInspection): void => {
    const shown = { ...inspection, file };
    console.result(format === "json" ? `${JSON.stringify(shown, null, 2)}\n` : renderInspection(shown));
  };
  const place = placeOf(process.cwd(), file);
  try {
    const inspection = await inspectArchive(place, progress ? { onProgress: progress.on } : {}).finally(progress?.done);
    show(inspection);
    return inspection.status === "intact" ? 0 : 1;
  } catch (error) {
    if (error instanceof PartlyRead) show(error.partial);
    throw error;
  }
}
