import { addUpBytes } from "../../sources/archives/add-up-bytes.ts";
import { listArchives } from "../../sources/archives/list-archives.ts";
import { MANIFEST_FILES } from "../../sources/archives/manifest-files.ts";
import { below, lookAtPlace, placeOf } from "../../sources/archives/place.ts";
import { sizesOf } from "../../sources/archives/sizes-of.ts";
import type { Verification } from "../../sources/archives/verification.ts";
import { verifyArchives } from "../../sources/archives/verify-archives.ts";
import { type GlobalOptions, readSetting } from "../global-options.ts";
import { printable } from "./printable.ts";
import { readCount } from "./read-count.ts";
import { readFormat } from "./read-format.ts";
import { showProgress } from "./show-progress.ts";

export interface VerifyCommandOptions extends GlobalOptions {
  fast?: boolean;
  jobs?: string;
}

/**
 * Holds a folder of archives, or one archive of it, against the manifest beside them; writes nothing there. 1 where
 * something is not as the manifest says, 2 where an archive cannot be read. Throws a `UserError` without a manifest.
 */
export async function verify(path: string, options: VerifyCommandOptions): Promise<number> {
  const { console } = readSetting(options);
  const format = readFormat(options.format);
  const { folder, only } = await chosen(path);
  const progress = options.fast ? undefined : showProgress({ ...options, format });
  const onBytes = progress && {
    onBytes: addUpBytes(
      await sizesOf(folder, only.only === undefined ? await listArchives(folder) : [only.only]),
      progress.on,
    ),
  };
  const verification = await verifyArchives(folder, {
    mode: options.fast ? "fast" : "full",
    ...only,
    ...onBytes,
    ...(options.jobs !== undefined && { jobs: readCount(options.jobs, "--jobs", 1) }),
    onDone: (file) => console.detail(`read ${printable(file)}`),
  }).finally(progress?.done);
  console.result(
    format === "json" ? `${JSON.stringify(verification, null, 2)}\n` : renderVerification(path, verification),
  );
  if (verification.problems.some(({ code }) => code === "unreadable")) return 2;
  return verification.status === "verified" ? 0 : 1;
}

/** A folder with a manifest is verified whole; anything else is one archive of the folder that it lies in. */
async function chosen(path: string): Promise<{ folder: string; only: { only?: string } }> {
  const full = placeOf(process.cwd(), path).replace(/(?<=.)\/$/, "");
  const parent = full.slice(0, full.lastIndexOf("/")) || "/";
  const isBucket = parent === "s3:/";
  const has = async (folder: string) => (await lookAtPlace(below(folder, MANIFEST_FILES.json))) !== undefined;
  const whole = isBucket || (await lookAtPlace(full))?.folder === true;
  if (whole && (isBucket || (await has(full)) || !(await has(parent)))) return { folder: full, only: {} };
  return { folder: parent, only: { only: full.slice(full.lastIndexOf("/") + 1) } };
}

function renderVerification(path: string, { mode, status, archives, problems }: Verification): string {
  const looked = mode === "fast" ? "sizes and set of files" : "every byte, checksum and count";
  const head = `${printable(path)}: ${status}, ${archives} archives, ${looked}`;
  const lines = problems.map(
    ({ code, file, message, offset }) => `  ${code}  ${printable(file)} at byte ${offset}: ${printable(message)}`,
  );
  return `${[head, ...lines].join("\n")}\n`;
}
