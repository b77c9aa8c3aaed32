import { NONE, readDuration, STEP } from "./read-duration.ts";
import { clearRecord, type LogRecord, type Reading, SEVERITIES } from "./record.ts";

/** 23 columns on 13 without backend_type's successors, 26 since 14 ("Using CSV-Format Log Output"). */
const COLUMNS = { from: 23, to: 26 };
const COLUMN = { time: 0, database: 2, tag: 7, severity: 11, state: 12, message: 13, context: 18, query: 25 } as const;

/** Whether a line could begin a record of a csvlog: a time with its zone, then a comma. */
export function beginsCsvRecord(bytes: Buffer, from: number): boolean {
  const head = bytes.toString("latin1", from, Math.min(from + 48, bytes.length));
  return /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} [\w+:-]+,/.test(head);
}

/** Whether the quotes of a piece of CSV pair up; in a csvlog a line break may stand between two of them. */
export function hasOddQuotes(bytes: Buffer, from: number, to: number): boolean {
  let odd = false;
  for (let at = bytes.indexOf(34, from); at >= 0 && at < to; at = bytes.indexOf(34, at + 1)) odd = !odd;
  return odd;
}

/** Reads one whole record of a csvlog, line breaks within it included. Damaged where its columns are not the server's. */
export function readCsvRecord(bytes: Buffer, from: number, to: number, record: LogRecord): Reading {
  clearRecord(record);
  const cells = findCells(bytes, from, to);
  if (cells === undefined || cells.length < COLUMNS.from || cells.length > COLUMNS.to) return "damaged";
  const text = (column: number): string => {
    const cell = cells[column];
    return cell === undefined || cell.to - cell.from > 256
      ? ""
      : bytes.toString("utf8", cell.from, cell.to).replaceAll('""', '"');
  };
  record.severity = text(COLUMN.severity);
  record.state = text(COLUMN.state);
  if (!SEVERITIES.has(record.severity) || !/^[0-9A-Z]{5}$/.test(record.state)) return "damaged";
  record.time = text(COLUMN.time);
  record.database = text(COLUMN.database);
  record.tag = text(COLUMN.tag);
  record.query = text(COLUMN.query);
  const message = cells[COLUMN.message] as Cell;
  const context = cells[COLUMN.context] as Cell;
  const isPlain = record.severity === "LOG" && context.from === context.to && !/^(PARSE|BIND)$/.test(record.tag);
  const duration = isPlain ? readDuration(bytes, message.from, message.to) : NONE;
  record.duration = duration === STEP ? NONE : duration;
  return "record";
}

interface Cell {
  from: number;
  to: number;
}

/** The cells of a record, without their quotes; undefined where one has text behind its quotes, or a NUL byte. */
function findCells(bytes: Buffer, from: number, to: number): Cell[] | undefined {
  const cells: Cell[] = [];
  let at = from;
  while (at <= to && cells.length <= COLUMNS.to) {
    const quoted = bytes[at] === 34;
    let end = quoted ? at + 1 : at;
    while (end < to) {
      const byte = bytes[end];
      if (byte === 0) return undefined;
      if (quoted && byte === 34) {
        if (bytes[end + 1] !== 34 || end + 1 >= to) break;
        end += 1;
      } else if (!quoted && byte === 44) break;
      end += 1;
    }
    if (quoted && end >= to) return undefined;
    cells.push({ from: quoted ? at + 1 : at, to: end });
    at = quoted ? end + 1 : end;
    if (at < to && bytes[at] !== 44) return undefined;
    at += 1;
  }
  return cells;
}
