// Writes what is made from the code and committed: the checks' reference pages, the configuration's JSON schema, monitoring.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { generatedFiles } from "./generate/generated-files.ts";

const root = resolve(import.meta.dirname, "..");
for (const [file, text] of generatedFiles(root)) {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}
