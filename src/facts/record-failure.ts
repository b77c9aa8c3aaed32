import { mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { canonicalJson } from "../core/canonical-json.ts";
import type { FailedPull } from "../core/failed-pull.ts";
import { failurePath } from "./snapshot-path.ts";

/** Records that a target could not be pulled. Its snapshots stay what they are. */
export async function recordFailure(directory: string, failure: FailedPull): Promise<void> {
  const path = join(directory, failurePath(failure.source, failure.target));
  await mkdir(dirname(path), { recursive: true });
  await writeFileAtomic(path, canonicalJson(failure), { encoding: "utf8", fsync: true });
}

/** Forgets it again. */
export async function clearFailure(directory: string, source: string, target: string): Promise<void> {
  await rm(join(directory, failurePath(source, target)), { force: true });
}
