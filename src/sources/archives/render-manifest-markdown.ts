import type { ArchiveInspection, CollectionInspection } from "./inspection.ts";
import type { Manifest } from "./manifest.ts";

/** Renders `ARCHIVE_MANIFEST.md`, the manifest as people read it beside the archives; names from outside stay text. */
export function renderManifestMarkdown(manifest: Manifest): string {
  const rows = manifest.archives.map((one) => [
    code(one.file),
    one.kind,
    String(one.collections.length),
    String(one.collections.reduce((sum, collection) => sum + collection.documents, 0)),
    String(one.bytes),
    one.status,
  ]);
  return [
    "# Archive manifest",
    "",
    "Computed from the bytes of the archives by Plumbline. `sha256sum -c SHA256SUMS` checks the files without it.",
    "",
    ...table(["Archive", "Form", "Collections", "Documents", "Bytes", "Status"], rows),
    ...manifest.archives.flatMap(section),
    "",
  ].join("\n");
}

function section(archive: ArchiveInspection): string[] {
  const { serverVersion, toolVersion } = archive;
  return [
    "",
    `## ${code(archive.file)}`,
    "",
    `- Form: ${archive.kind}, compression ${archive.compression}`,
    `- Size: ${archive.bytes} bytes, ${archive.rawBytes} uncompressed`,
    `- SHA-256: \`${archive.sha256}\``,
    `- SHA-256 uncompressed: \`${archive.rawSha256}\``,
    `- Written by: server ${versionText(serverVersion)}, mongodump ${versionText(toolVersion)}`,
    `- Status: ${archive.status}`,
    ...archive.problems.map(({ code: id, message, offset }) => `- Problem: ${id} at byte ${offset}: ${code(message)}`),
    "",
    ...table(
      ["Collection", "Documents", "Bytes", "Smallest, largest", "ObjectIds from, to", "CRC-64", "Indexes"],
      archive.collections.map(collectionRow),
    ),
  ];
}

function collectionRow(one: CollectionInspection): string[] {
  const verdict = one.crcMatches === null ? "not stated" : one.crcMatches ? "matches" : "does not match";
  return [
    code(one.database === "" ? one.collection : `${one.database}.${one.collection}`),
    String(one.documents),
    String(one.bytes),
    range(one.smallestDocument, one.largestDocument),
    range(one.firstObjectIdAt, one.lastObjectIdAt),
    one.crc64 === null ? "none in this form" : `\`${one.crc64}\` ${verdict}`,
    one.indexes.map(({ name }) => code(name)).join(", "),
  ];
}

function table(head: readonly string[], rows: readonly string[][]): string[] {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
}

function range(from: number | string | null, to: number | string | null): string {
  return from === null ? "none" : `${from}, ${to}`;
}

function versionText(version: string | null): string {
  return version === null ? "not stated" : code(version);
}

/** A name as inline code: control characters escaped, backticks fenced, and no bar that would end a table's cell. */
function code(text: string): string {
  const plain = text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (one) => `\\u{${one.codePointAt(0)?.toString(16)}}`)
    .replaceAll("|", "\\|");
  const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = plain.startsWith("`") || plain.endsWith("`") || plain.trim() === "" ? " " : "";
  return `${fence}${pad}${plain}${pad}${fence}`;
}
