import type { ArchiveInspection } from "../sources/archives/inspect.ts";
import { printable } from "./archive/printable.ts";

/** An archive inspection as a person reads it; names from the archive are shown with control characters escaped. */
export function renderInspection(inspection: ArchiveInspection): string {
  const { file, kind, compression, bytes, rawBytes, sha256, serverVersion, toolVersion, status } = inspection;
  const head = [
    `${printable(file)}: ${status}`,
    `  form      ${kind}, ${compression}`,
    `  size      ${bytes} bytes, ${rawBytes} uncompressed`,
    `  sha256    ${sha256}`,
    `  versions  server ${serverVersion ?? "not stated"}, mongodump ${toolVersion ?? "not stated"}`,
    `  holds     ${inspection.collections.length} collections`,
  ];
  const collections = inspection.collections.map((collection) => {
    const name = printable(`${collection.database}.${collection.collection}`);
    return `    ${name}  ${collection.documents} documents, ${collection.bytes} bytes, ${crcText(collection)}`;
  });
  const problems = inspection.problems.map(
    ({ code, message, offset }) => `  problem   ${code} at byte ${offset}: ${printable(message)}`,
  );
  return `${[...head, ...collections, ...problems].join("\n")}\n`;
}

function crcText({ crc64, crcMatches }: ArchiveInspection["collections"][number]): string {
  if (crcMatches === null || crc64 === null) return "no CRC in this form";
  return crcMatches ? `CRC-64 ${crc64} matches` : `CRC-64 ${crc64} does not match`;
}
