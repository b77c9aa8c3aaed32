import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checks } from "../../src/checks/index.ts";
import { monitoringAssets } from "../monitoring/assets.ts";
import { checkPage, pageOfCheck } from "./check-page.ts";
import { configJsonSchema } from "./config-json-schema.ts";
import { manifestJsonSchema } from "./manifest-json-schema.ts";

/** Every generated file with its text, by repo-relative path; what people wrote on the pages stays. */
export function generatedFiles(root: string): Map<string, string> {
  return new Map([
    ...checks.map((check): [string, string] => {
      const file = pageOfCheck(check.id);
      const path = join(root, file);
      return [file, checkPage(check, existsSync(path) ? readFileSync(path, "utf8") : undefined)];
    }),
    ["src/config/config.schema.json", `${JSON.stringify(configJsonSchema(), null, 2)}\n`],
    ["src/sources/archives/manifest.schema.json", `${JSON.stringify(manifestJsonSchema(), null, 2)}\n`],
    ...monitoringAssets(),
  ]);
}
