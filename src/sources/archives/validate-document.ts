import { isUtf8 } from "node:buffer";

/** Nested documents and arrays deeper than this are damage; MongoDB itself stops at 100, internal documents at 180. */
export const MAX_DEPTH = 200;

/** Bytes of a value of fixed length by BSON type; -1 where the length is written in the value, -2 where there is no such type. */
const FIXED = new Int8Array(256).fill(-2);
for (const [type, length] of [
  [0x01, 8],
  [0x06, 0],
  [0x07, 12],
  [0x09, 8],
  [0x0a, 0],
  [0x10, 4],
  [0x11, 8],
  [0x12, 8],
  [0x13, 16],
  [0x7f, 0],
  [0xff, 0],
] as const) {
  FIXED[type] = length;
}
for (const type of [0x02, 0x03, 0x04, 0x05, 0x08, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f]) FIXED[type] = -1;

/** What is wrong with a document, and where in `bytes`. */
export interface Flaw {
  message: string;
  at: number;
}

/** Whether a byte is an element type of the BSON specification, version 1.1, deprecated ones included. */
export function isElementType(type: number): boolean {
  return FIXED[type] !== -2;
}

/**
 * Walks one BSON document in `bytes` from `start` to `end` without building values, through every nested level: element
 * types, lengths, terminators, UTF-8 of field names (bsonspec.org, version 1.1). Gives the first flaw, or undefined.
 * String values are not checked for UTF-8: MongoDB keeps what old drivers wrote, so it is no sign of damage.
 */
export function validateDocument(bytes: Uint8Array, start: number, end: number): Flaw | undefined {
  return walk(bytes, start, end, 1);
}

function walk(bytes: Uint8Array, start: number, end: number, depth: number): Flaw | undefined {
  if (depth > MAX_DEPTH) return { message: `a document nested deeper than ${MAX_DEPTH} levels`, at: start };
  const last = end - 1;
  if (end - start < 5 || int32(bytes, start) !== end - start) return { message: "a wrong document length", at: start };
  if (bytes[last] !== 0) return { message: "a document without its terminator", at: last };
  let at = start + 4;
  while (at < last) {
    const element = at;
    const type = bytes[at++] as number;
    let high = 0;
    let byte = bytes[at] as number;
    const name = at;
    while (byte !== 0) {
      high |= byte;
      byte = bytes[++at] as number;
    }
    if (at >= last) return { message: "a field name that does not end", at: element };
    if (high > 127 && !isUtf8(bytes.subarray(name, at))) return { message: "a field name that is not UTF-8", at: name };
    at += 1;
    const fixed = FIXED[type] as number;
    if (fixed >= 0) {
      at += fixed;
    } else if (type === 0x02 || type === 0x0d || type === 0x0e) {
      at = skipString(bytes, at, last);
    } else if (type === 0x03 || type === 0x04) {
      const length = at + 4 <= last ? int32(bytes, at) : 0;
      if (length < 5 || length > last - at) return { message: "a wrong length of a nested document", at };
      const flaw = walk(bytes, at, at + length, depth + 1);
      if (flaw) return flaw;
      at += length;
    } else if (fixed === -2) {
      return { message: `the unknown BSON type 0x${type.toString(16).padStart(2, "0")}`, at: element };
    } else {
      const next = skipRare(bytes, type, at, last, depth);
      if (typeof next !== "number") return next;
      at = next;
    }
    if (at < 0 || at > last) return { message: "a value that does not fit its document", at: element };
  }
  return at === last ? undefined : { message: "a document that ends early", at };
}

/** The position after a string value, or -1. */
function skipString(bytes: Uint8Array, at: number, last: number): number {
  if (at + 4 > last) return -1;
  const length = int32(bytes, at);
  if (length < 1 || length > last - at - 4) return -1;
  const next = at + 4 + length;
  return bytes[next - 1] === 0 ? next : -1;
}

function skipRare(bytes: Uint8Array, type: number, at: number, last: number, depth: number): number | Flaw {
  if (type === 0x08) return (bytes[at] as number) <= 1 ? at + 1 : { message: "a boolean that is neither 0 nor 1", at };
  if (type === 0x05) return skipBinary(bytes, at, last);
  if (type === 0x0b) {
    const pattern = bytes.indexOf(0, at);
    const options = bytes.indexOf(0, pattern + 1);
    return pattern < last && options < last ? options + 1 : -1;
  }
  if (type === 0x0c) {
    const next = skipString(bytes, at, last);
    return next < 0 ? -1 : next + 12;
  }
  const length = at + 4 <= last ? int32(bytes, at) : 0;
  if (length < 14 || length > last - at) return -1;
  const scope = skipString(bytes, at + 4, at + length);
  if (scope < 0) return -1;
  return walk(bytes, scope, at + length, depth + 1) ?? at + length;
}

function skipBinary(bytes: Uint8Array, at: number, last: number): number {
  if (at + 5 > last) return -1;
  const length = int32(bytes, at);
  if (length < 0 || length > last - at - 5) return -1;
  if (bytes[at + 4] === 2 && (length < 4 || int32(bytes, at + 5) !== length - 4)) return -1;
  return at + 5 + length;
}

/** Reads a little-endian signed 32-bit number; the caller makes sure that four bytes are there. */
export function int32(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] as number) |
    ((bytes[at + 1] as number) << 8) |
    ((bytes[at + 2] as number) << 16) |
    ((bytes[at + 3] as number) << 24)
  );
}
