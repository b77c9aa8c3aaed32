import { existsSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { decodeText, parsePage } from "../../content/index.ts";
import type { Project } from "../../core/check.ts";
import type { Finding } from "../../core/finding.ts";
import type { ChosenCheck } from "../../core/run-checks.ts";
import type { Setting } from "../global-options.ts";

/** One remedy can be another's finding: again, until nothing changes. */
const MOST_ROUNDS = 16;

/** Mends the pages of open findings as far as their checks can; gives the number of pages that were written. */
export async function mendPages(
  { root, console }: Setting,
  project: Project,
  checks: readonly ChosenCheck[],
  findings: readonly Finding[],
): Promise<number> {
  const open = findings.filter(({ state }) => state === "open");
  const mended: string[] = [];
  for (const { file, unread } of project.pages) {
    const able = checks.filter(
      ({ check }) => check.mend && open.some((each) => each.file === file && each.check === check.id),
    );
    if (unread || able.length === 0 || !existsSync(join(root, file))) continue;
    if (await mendFile(root, file, able)) mended.push(file);
  }
  if (mended.length > 0) {
    console.note(`mended ${mended.length} ${mended.length === 1 ? "page" : "pages"}: ${mended.join(", ")}`);
  }
  return mended.length;
}

async function mendFile(root: string, file: string, able: readonly ChosenCheck[]): Promise<boolean> {
  // A page behind a symbolic link is written where it lies; the link stays.
  const path = realpathSync(join(root, file));
  const bytes = readFileSync(path);
  const decoded = decodeText(bytes);
  if ("problem" in decoded) return false;
  let { text } = decoded;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const before = text;
    for (const { check, options } of able) text = (await check.mend?.(parsePage(file, text), options)) ?? text;
    if (text === before) break;
  }
  if (text === decoded.text) return false;
  const mark = bytes.subarray(0, 3).equals(BYTE_ORDER_MARK) ? "\uFEFF" : "";
  await writeFileAtomic(path, mark + text);
  return true;
}

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
