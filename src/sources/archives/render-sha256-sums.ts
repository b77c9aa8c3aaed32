import { createHash } from "node:crypto";
import { compareCodeUnits } from "../../core/canonical-json.ts";
import type { Manifest } from "./manifest.ts";

/**
 * Renders `SHA256SUMS` for `sha256sum -c`: every file of every archive, and the texts written beside them. Names with a
 * backslash or a line break are escaped as coreutils does (manual, "sha2 utilities").
 */
export function renderSha256Sums(manifest: Manifest, texts: Readonly<Record<string, string>>): string {
  const files = manifest.archives.flatMap(({ file, sha256, files: parts }) =>
    parts ? parts.map((part) => ({ path: `${file}/${part.path}`, sha256: part.sha256 })) : [{ path: file, sha256 }],
  );
  for (const [path, text] of Object.entries(texts)) {
    files.push({ path, sha256: createHash("sha256").update(text).digest("hex") });
  }
  files.sort((a, b) => compareCodeUnits(a.path, b.path));
  return files.map(({ path, sha256 }) => line(path, sha256)).join("");
}

function line(path: string, sha256: string): string {
  const escaped = path.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\r", "\\r");
  return `${escaped === path ? "" : "\\"}${sha256}  ${escaped}\n`;
}
