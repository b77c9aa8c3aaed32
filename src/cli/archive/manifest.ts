import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { UserError } from "../../core/errors.ts";
import { inShard, parseShard, type Shard } from "../../core/shard.ts";
import { addUpBytes } from "../../sources/archives/add-up-bytes.ts";
import { listArchives } from "../../sources/archives/list-archives.ts";
import { isManifestFile, MANIFEST_FILES } from "../../sources/archives/manifest-files.ts";
import { parseMongodumpLog } from "../../sources/archives/mongodump-log.ts";
import { placeOf } from "../../sources/archives/place.ts";
import { sizesOf } from "../../sources/archives/sizes-of.ts";
import { compareWithLog } from "../../sources/archives/verification.ts";
import { writeManifest } from "../../sources/archives/write-manifest.ts";
import { type GlobalOptions, readSetting } from "../global-options.ts";
import { printable } from "./printable.ts";
import { readCount } from "./read-count.ts";
import { readFormat } from "./read-format.ts";
import { showProgress } from "./show-progress.ts";

export interface ManifestCommandOptions extends GlobalOptions {
  acceptChanges?: boolean;
  jobs?: string;
  shard?: string;
  log?: string;
}

/**
 * Reads every archive of a folder and writes the manifest beside them; 1 where one is damaged, 2 where a file could not be read. Throws a `UserError`,
 * with nothing written, where an archive is no longer what the manifest says, unless `--accept-changes` is given.
 */
export async function manifest(path: string, options: ManifestCommandOptions): Promise<number> {
  const { console } = readSetting(options);
  const format = readFormat(options.format);
  const folder = placeOf(process.cwd(), path);
  const jobs = options.jobs === undefined ? {} : { jobs: readCount(options.jobs, "--jobs", 1) };
  const progress = showProgress({ ...options, format });
  const claimed = options.log === undefined ? new Map<string, number>() : await readLog(resolve(options.log));
  const shard = options.shard === undefined ? {} : { shard: parseShard(options.shard) };
  const onBytes = progress && {
    onBytes: addUpBytes(await sizesOf(folder, await chosen(folder, shard.shard)), progress.on),
  };
  const accept = { acceptChanges: options.acceptChanges === true };
  const written = await writeManifest(folder, { ...accept, ...jobs, ...shard, ...onBytes, claimed }).finally(
    progress?.done,
  );
  const { archives } = written.manifest;
  const mismatches = archives.flatMap((one) => compareWithLog(one, claimed));
  if (format === "json") {
    console.result(
      `${JSON.stringify({ format: 1, archives: archives.length, ignored: written.ignored, mismatches }, null, 2)}\n`,
    );
  } else {
    const rows = archives.map(({ file, status }) => `  ${status}  ${printable(file)}`);
    const ignored = written.ignored.map(({ file, reason }) => `  not read  ${printable(file)}: ${printable(reason)}`);
    const counts = mismatches.map(({ code, file, message }) => `  ${code}  ${printable(file)}: ${printable(message)}`);
    const what = options.shard === undefined ? Object.values(MANIFEST_FILES).join(", ") : `shard ${options.shard}`;
    console.result(`${[`${what}: ${archives.length} archives`, ...rows, ...counts, ...ignored].join("\n")}\n`);
  }
  if (written.ignored.some(({ readable }) => !readable)) return 2;
  return mismatches.length === 0 && archives.every(({ status }) => status === "intact") ? 0 : 1;
}

/** The archives that a run will read. */
async function chosen(folder: string, shard: Shard | undefined): Promise<string[]> {
  return inShard(
    (await listArchives(folder)).filter((file) => !isManifestFile(file)),
    shard,
  );
}

async function readLog(path: string): Promise<ReadonlyMap<string, number>> {
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new UserError(`Cannot read mongodump's log \`${path}\``, "Name the file that mongodump's stderr went to.", {
      cause,
    });
  });
  const claimed = parseMongodumpLog(text);
  if (claimed.size > 0) return claimed;
  throw new UserError(
    `Unexpected content of \`${path}\`, expected lines like "done dumping app.users (3 documents)"`,
    "Name the file that mongodump's stderr went to.",
  );
}
