import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { compareCodeUnits } from "../core/canonical-json.ts";

const FOLDERS = ["alerts", "checks", "content", "core", "engine", "proofs", "terms"];

/**
 * Tells one state of the tool from another: its own files that have a say in what a look gives, the exact versions in
 * package.json, and Node's. A rule that was edited a second ago is another tool.
 */
export function toolDigest(node: string): string {
  const source = join(import.meta.dirname, "..");
  const digest = createHash("sha256")
    .update(node)
    .update(readFileSync(join(source, "..", "package.json")));
  for (const folder of FOLDERS) {
    const entries = readdirSync(join(source, folder), { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    for (const file of files.sort(compareCodeUnits)) digest.update(file).update(readFileSync(file));
  }
  return digest.digest("base64url");
}
