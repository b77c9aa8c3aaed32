import { plainLines } from "./plain-lines.ts";
import { beginsCsvRecord, hasOddQuotes, readCsvRecord } from "./read-csv-record.ts";
import { readJsonLine } from "./read-json-line.ts";
import { emptyRecord } from "./record.ts";
import { addRecord, type Tally } from "./tally.ts";

/** The longest record that is looked at. Its bytes are held in memory; anything longer is stepped over and counted. */
export const LONGEST_RECORD = 8 * 1024 * 1024;

/** The same for records that span lines: what follows one that was cut is looked at twice. */
const LONGEST_CSV_RECORD = 1024 * 1024;
/** How often the end of a file is looked at again behind a record that was cut. */
const MOST_ROUNDS = 8;
const NEWLINE = Buffer.of(10);

/** A record of a csvlog whose last line has not come yet. */
interface OpenRecord {
  parts: Buffer[];
  length: number;
}

/** Takes the lines of one log, whatever each is written in: the form is told anew for every record. */
export interface LineScanner {
  /** One whole line without its line break. */
  line(bytes: Buffer, from: number, to: number): void;
  /** A line was longer than {@link LONGEST_RECORD}. */
  long(): void;
  /** There are no more lines; `rest` bytes were left without a line break. */
  end(rest: number): void;
}

/** Counts what lines say into a tally. `linePrefix` is for lines of plain text. */
export function scanLines(tally: Tally, linePrefix: string | undefined): LineScanner {
  const record = emptyRecord();
  const plain = plainLines(linePrefix);
  let open: OpenRecord | undefined;

  const line = (bytes: Buffer, from: number, to: number): void => {
    if (open) continueCsv(open, bytes, from, to);
    else if (bytes[from] === 123) count(readJsonLine(bytes, from, to, record));
    else if (beginsCsvRecord(bytes, from)) {
      if (hasOddQuotes(bytes, from, to)) open = { parts: [Buffer.from(bytes.subarray(from, to))], length: to - from };
      else count(readCsvRecord(bytes, from, to, record));
    } else if (to > from && bytes[from] !== 9) {
      const reading = plain.read(bytes, from, to, record);
      if (reading === "record") count(reading);
      else tally.gaps.unknown += 1;
    }
  };

  const count = (reading: "record" | "damaged"): void => {
    if (reading === "record") addRecord(tally, record);
    else tally.gaps.damaged += 1;
  };

  const continueCsv = (csv: OpenRecord, bytes: Buffer, from: number, to: number): void => {
    csv.parts.push(NEWLINE, Buffer.from(bytes.subarray(from, to)));
    csv.length += 1 + to - from;
    if (csv.length > LONGEST_CSV_RECORD) {
      open = undefined;
      tally.gaps.long += 1;
    } else if (hasOddQuotes(bytes, from, to)) {
      open = undefined;
      const whole = Buffer.concat(csv.parts);
      if (readCsvRecord(whole, 0, whole.length, record) === "record") addRecord(tally, record);
      else giveUp(whole);
    }
  };

  /** The first line of what should have been a record was cut: it is a gap, and what follows is read by itself. */
  const giveUp = (whole: Buffer): void => {
    tally.gaps.damaged += 1;
    for (let from = whole.indexOf(10) + 1; from > 0 && from <= whole.length; ) {
      const next = whole.indexOf(10, from);
      const to = next < 0 ? whole.length : next;
      line(whole, from, to);
      from = to + 1;
    }
  };

  return {
    line,
    long() {
      tally.gaps.long += 1;
    },
    end(rest) {
      // What was begun and never ended may have been cut; complete records behind it are not lost with it.
      for (let round = 0; open && round < MOST_ROUNDS; round += 1) {
        const { parts }: OpenRecord = open;
        open = undefined;
        giveUp(Buffer.concat(parts));
      }
      if (rest > 0) tally.gaps.unfinished += 1;
    },
  };
}
