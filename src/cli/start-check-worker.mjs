// Starts a worker thread of `plumbline check`: types are stripped once for all threads and runs, as in plumbline.mjs.
import { existsSync } from "node:fs";
import module from "node:module";
import { join } from "node:path";

module.enableCompileCache?.(join(import.meta.dirname, "../../node_modules/.cache/plumbline"));
// A package holds compiled files only.
await import(existsSync(join(import.meta.dirname, "check-worker.ts")) ? "./check-worker.ts" : "./check-worker.js");
