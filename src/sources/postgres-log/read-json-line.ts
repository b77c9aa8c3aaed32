import { NONE, readDuration, STEP } from "./read-duration.ts";
import { clearRecord, type LogRecord, type Reading } from "./record.ts";

const QUOTE = 34;
const BACKSLASH = 92;

/**
 * Reads one line of a jsonlog (PostgreSQL 15, "Using JSON-Format Log Output") into a record: a scanner over bytes, which
 * steps over the text of statements without making strings of it. Damaged where the line is no whole object of the shape
 * that the server writes: cut, with NUL bytes, with anything behind it.
 */
export function readJsonLine(bytes: Buffer, from: number, to: number, record: LogRecord): Reading {
  clearRecord(record);
  let at = from;
  let context = false;
  if (bytes[at] !== 123) return "damaged";
  at += 1;
  while (at < to) {
    if (bytes[at] !== QUOTE) return "damaged";
    const keyFrom = at + 1;
    const keyTo = stringEnd(bytes, keyFrom, to);
    if (keyTo < 0 || bytes[keyTo + 1] !== 58) return "damaged";
    const valueAt = keyTo + 2;
    const isString = bytes[valueAt] === QUOTE;
    const valueFrom = isString ? valueAt + 1 : valueAt;
    const valueTo = isString ? stringEnd(bytes, valueFrom, to) : plainEnd(bytes, valueFrom, to);
    if (valueTo < 0 || (!isString && valueTo === valueFrom)) return "damaged";
    if (keyTo - keyFrom === 7 && bytes[keyFrom] === 99) context = true;
    else take(bytes, keyFrom, keyTo - keyFrom, valueFrom, valueTo, record);
    at = isString ? valueTo + 1 : valueTo;
    if (bytes[at] === 125) return at + 1 === to ? finish(record, context) : "damaged";
    if (bytes[at] !== 44) return "damaged";
    at += 1;
  }
  return "damaged";
}

/** The server's own durations have no context; what a function says with RAISE LOG has one. */
function finish(record: LogRecord, context: boolean): Reading {
  const step = record.duration === STEP || record.tag === "PARSE" || record.tag === "BIND";
  if (context || step || record.severity !== "LOG") record.duration = NONE;
  return record.severity === "" ? "damaged" : "record";
}

/** Where a string's closing quote stands; -1 where there is none, or a byte that no JSON string holds. */
function stringEnd(bytes: Buffer, from: number, to: number): number {
  let at = from;
  while (at < to) {
    const byte = bytes[at] as number;
    if (byte === QUOTE) return at;
    if (byte < 32) return -1;
    at += byte === BACKSLASH ? 2 : 1;
  }
  return -1;
}

/** Where a number, or what else is not quoted, ends. */
function plainEnd(bytes: Buffer, from: number, to: number): number {
  let at = from;
  while (at < to) {
    const byte = bytes[at] as number;
    if (byte === 44 || byte === 125) return at;
    if (!((byte >= 48 && byte <= 57) || byte === 45 || byte === 46 || (byte >= 97 && byte <= 122))) return -1;
    at += 1;
  }
  return -1;
}

function take(bytes: Buffer, key: number, length: number, from: number, to: number, record: LogRecord): void {
  const first = bytes[key];
  if (length === 6 && first === 100 && bytes[key + 1] === 98) record.database = text(bytes, from, to);
  else if (length === 2 && first === 112 && bytes[key + 1] === 115) record.tag = text(bytes, from, to);
  else if (length === 14 && first === 101) record.severity = text(bytes, from, to);
  else if (length === 10 && first === 115 && bytes[key + 9] === 101) record.state = text(bytes, from, to);
  else if (length === 7 && first === 109) record.duration = readDuration(bytes, from, to);
  else if (length === 8 && first === 113 && bytes[key + 6] === 105) record.query = text(bytes, from, to);
  else if (length === 9 && first === 116) record.time = text(bytes, from, to);
}

function text(bytes: Buffer, from: number, to: number): string {
  if (to - from > 256) return "";
  let plain = true;
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] as number;
    if (byte > 126 || byte === BACKSLASH) plain = false;
  }
  if (plain) return bytes.toString("latin1", from, to);
  try {
    return JSON.parse(`"${bytes.toString("utf8", from, to)}"`);
  } catch {
    return "";
  }
}
