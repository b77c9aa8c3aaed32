import { readFileSync } from "node:fs";

/** The version of this package, as snapshots and reports record it. */
export function toolVersion(): string {
  const manifest: { version: string } = JSON.parse(
    readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
  );
  return manifest.version;
}

/** The name under which snapshots and reports record this tool. */
export const TOOL_NAME = "plumbline";
