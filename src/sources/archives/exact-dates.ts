import { type Document, onDemand } from "bson";

const DATE = 0x09;
const DOCUMENT = 0x03;
const ARRAY = 0x04;

/**
 * Puts the dates that JavaScript cannot hold (more than 8.64e15 ms from 1970, which other drivers write for "never")
 * into a decoded document as MongoDB's Extended JSON v2 writes them; the BSON package makes them invalid dates.
 */
export function withExactDates(document: Document, bytes: Uint8Array): Document {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const [type, nameOffset, nameLength, offset, length] of onDemand.parseToElements(bytes)) {
    const name = Buffer.from(bytes.subarray(nameOffset, nameOffset + nameLength)).toString("utf8");
    const value: unknown = Object.hasOwn(document, name) ? document[name] : undefined;
    if (type === DATE && value instanceof Date && Number.isNaN(value.getTime())) {
      document[name] = { $date: { $numberLong: String(view.getBigInt64(offset, true)) } };
    } else if ((type === DOCUMENT || type === ARRAY) && typeof value === "object" && value !== null) {
      withExactDates(value, bytes.subarray(offset, offset + length));
    }
  }
  return document;
}
