import { resolve } from "node:path";
import { nearestName } from "../config/index.ts";
import { UserError } from "../core/errors.ts";
import { inspectArchive } from "../sources/archives/inspect.ts";
import { type GlobalOptions, readSetting } from "./global-options.ts";
import { renderInspection } from "./render-inspection.ts";

const FORMATS = ["text", "json"];

/** Reads one archive and says what it holds; 1 where it is damaged. Throws a `UserError` where it cannot be read at all. */
export async function inspect(file: string, options: GlobalOptions): Promise<number> {
  const { console } = readSetting(options);
  const format = options.format ?? "text";
  if (!FORMATS.includes(format)) {
    throw new UserError(
      `Unexpected format \`${format}\`, expected ${FORMATS.join(" or ")}`,
      `Did you mean \`${nearestName(format, FORMATS) ?? "json"}\`?`,
    );
  }
  const inspection = await inspectArchive(resolve(file));
  const shown = { ...inspection, file };
  console.result(format === "json" ? `${JSON.stringify(shown, null, 2)}\n` : renderInspection(shown));
  return inspection.status === "intact" ? 0 : 1;
}
