import type { ArchiveInspection, PartialInspection } from "../sources/archives/inspect.ts";
import { printable } from "./archive/printable.ts";

/** An archive inspection as a person reads it; names from the archive are shown with control characters escaped. */
export function renderInspection(inspection: ArchiveInspection | PartialInspection): string {
  const { file, kind, compression, bytes, rawBytes, serverVersion, toolVersion, status } = inspection;
  const read = status === "unreadable" ? " so far" : "";
  const head = [
    `${printable(file)}: ${status}`,
    `  form      ${kind}, ${compression}`,
    `  size      ${bytes} bytes, ${rawBytes} uncompressed${read}`,
    ...(status === "unreadable" ? [] : [`  sha256    ${inspection.sha256}`]),
    `  versions  server ${serverVersion ?? "not stated"}, mongodump ${toolVersion ?? "not stated"}`,
    `  holds     ${inspection.collections.length} collections${read}`,
  ];
  const collections = inspection.collections.map((collection) => {
    const name = printable(`${collection.database}.${collection.collection}`);
    const far = "whole" in collection && !collection.whole ? " so far" : "";
    return `    ${name}  ${collection.documents} documents, ${collection.bytes} bytes${far}, ${crcText(collection)}`;
  });
  const problems = inspection.problems.map(
    ({ code, message, offset }) => `  problem   ${code} at byte ${offset}: ${printable(message)}`,
  );
  return `${[...head, ...collections, ...problems].join("\n")}\n`;
}

function crcText({ crc64, crcMatches }: ArchiveInspection["collections"][number]): string {
  if (crc64 === null) return "no CRC in this form";
  if (crcMatches === null) return "the end with its CRC-64 was not read";
  return crcMatches ? `CRC-64 ${crc64} matches` : `CRC-64 ${crc64} does not match`;
}
