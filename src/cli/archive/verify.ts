import { existsSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Verification } from "../../sources/archives/verification.ts";
import { verifyArchives } from "../../sources/archives/verify-archives.ts";
import { MANIFEST_FILES } from "../../sources/archives/write-manifest.ts";
import { type GlobalOptions, readSetting } from "../global-options.ts";
import { printable } from "./printable.ts";
import { readCount } from "./read-count.ts";
import { readFormat } from "./read-format.ts";

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
  const verification = await verifyArchives(placeOf(path).folder, {
    mode: options.fast ? "fast" : "full",
    ...placeOf(path).only,
    ...(options.jobs !== undefined && { jobs: readCount(options.jobs, "--jobs", 1) }),
    onDone: (file) => console.detail(`read ${printable(file)}`),
  });
  console.result(
    format === "json" ? `${JSON.stringify(verification, null, 2)}\n` : renderVerification(path, verification),
  );
  if (verification.problems.some(({ code }) => code === "unreadable")) return 2;
  return verification.status === "verified" ? 0 : 1;
}

/** A folder with a manifest is verified whole; anything else is one archive of the folder that it lies in. */
function placeOf(path: string): { folder: string; only: { only?: string } } {
  const full = resolve(path);
  const whole = statSync(full, { throwIfNoEntry: false })?.isDirectory() ?? false;
  const alone = existsSync(join(dirname(full), MANIFEST_FILES.json)) && !existsSync(join(full, MANIFEST_FILES.json));
  if (whole && !alone) return { folder: full, only: {} };
  return { folder: dirname(full), only: { only: basename(full) } };
}

function renderVerification(path: string, { mode, status, archives, problems }: Verification): string {
  const looked = mode === "fast" ? "sizes and set of files" : "every byte, checksum and count";
  const head = `${printable(path)}: ${status}, ${archives} archives, ${looked}`;
  const lines = problems.map(
    ({ code, file, message, offset }) => `  ${code}  ${printable(file)} at byte ${offset}: ${printable(message)}`,
  );
  return `${[head, ...lines].join("\n")}\n`;
}
