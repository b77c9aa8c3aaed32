import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { listArchives } from "../../sources/archives/list-archives.ts";
import { MANIFEST_FILES, writeManifest } from "../../sources/archives/write-manifest.ts";
import { type GlobalOptions, readSetting } from "../global-options.ts";
import { addUpBytes } from "./add-up-bytes.ts";
import { printable } from "./printable.ts";
import { readCount } from "./read-count.ts";
import { readFormat } from "./read-format.ts";
import { showProgress } from "./show-progress.ts";

export interface ManifestCommandOptions extends GlobalOptions {
  acceptChanges?: boolean;
  jobs?: string;
}

/**
 * Reads every archive of a folder and writes the manifest beside them; 1 where one is damaged. Throws a `UserError`,
 * with nothing written, where an archive is no longer what the manifest says, unless `--accept-changes` is given.
 */
export async function manifest(path: string, options: ManifestCommandOptions): Promise<number> {
  const { console } = readSetting(options);
  const format = readFormat(options.format);
  const folder = resolve(path);
  const jobs = options.jobs === undefined ? {} : { jobs: readCount(options.jobs, "--jobs", 1) };
  const progress = showProgress({ ...options, format });
  const onBytes = progress && { onBytes: addUpBytes(await sizesOf(folder), progress.on) };
  const accept = { acceptChanges: options.acceptChanges === true };
  const written = await writeManifest(folder, { ...accept, ...jobs, ...onBytes }).finally(progress?.done);
  const { archives } = written.manifest;
  if (format === "json") {
    console.result(`${JSON.stringify({ format: 1, archives: archives.length, ignored: written.ignored }, null, 2)}\n`);
  } else {
    const rows = archives.map(({ file, status }) => `  ${status}  ${printable(file)}`);
    const ignored = written.ignored.map(({ file, reason }) => `  not read  ${printable(file)}: ${printable(reason)}`);
    const head = `${Object.values(MANIFEST_FILES).join(", ")}: ${archives.length} archives`;
    console.result(`${[head, ...rows, ...ignored].join("\n")}\n`);
  }
  return archives.every(({ status }) => status === "intact") ? 0 : 1;
}

async function sizesOf(folder: string): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  for (const file of await listArchives(folder)) sizes.set(file, (await stat(join(folder, file))).size);
  return sizes;
}
