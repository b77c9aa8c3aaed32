import { MANIFEST_FILES } from "../../sources/archives/manifest-files.ts";
import { placeOf } from "../../sources/archives/place.ts";
import { uniteParts } from "../../sources/archives/unite-parts.ts";
import { type GlobalOptions, readSetting } from "../global-options.ts";

/** Unites the parts of a sharded manifest; 1 where an archive is damaged. Throws a `UserError` where parts are missing. */
export async function unite(path: string, options: GlobalOptions & { acceptChanges?: boolean }): Promise<number> {
  const { console } = readSetting(options);
  const { archives } = await uniteParts(placeOf(process.cwd(), path), {
    acceptChanges: options.acceptChanges === true,
  });
  console.result(`${Object.values(MANIFEST_FILES).join(", ")}: ${archives.length} archives\n`);
  return archives.every(({ status }) => status === "intact") ? 0 : 1;
}
