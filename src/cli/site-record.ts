import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { glob } from "tinyglobby";
import { compareCodeUnits } from "../core/canonical-json.ts";
import type { Setting } from "./global-options.ts";

const RECORD = ".plumbline/site.json";

/** Notes what the site in `dist/` was built from, so that a check knows whether it is the site of these pages. */
export async function recordSite(setting: Setting): Promise<void> {
  await mkdir(join(setting.root, ".plumbline"), { recursive: true });
  await writeFile(join(setting.root, RECORD), `${JSON.stringify({ digest: await digestOf(setting) })}\n`);
}

/** The folder of the built site where it was built from the present pages, snapshots and configuration; else undefined. */
export async function currentSite(setting: Setting): Promise<string | undefined> {
  const dist = join(setting.root, "dist");
  const record = join(setting.root, RECORD);
  if (!existsSync(join(dist, "index.html")) || !existsSync(record)) return undefined;
  const { digest }: { digest?: string } = JSON.parse(readFileSync(record, "utf8"));
  return digest === (await digestOf(setting)) ? dist : undefined;
}

async function digestOf({ root, factsDirectory }: Setting): Promise<string> {
  const inputs = ["content/docs/**", "public/**", "*.config.*"];
  const hash = createHash("sha256");
  for (const [folder, patterns] of [[root, inputs] as const, [factsDirectory, ["**/*.json"]] as const]) {
    const files = await glob([...patterns], { cwd: folder, followSymbolicLinks: false });
    for (const file of files.sort(compareCodeUnits)) {
      // What is gone by now is not what was there.
      hash.update(`${file}\0`).update(await readFile(join(folder, file)).catch(() => ""));
    }
  }
  return hash.digest("hex");
}
