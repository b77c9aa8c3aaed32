/** What one record of a log says, as far as it is counted. A reader fills the same record again and again. */
export interface LogRecord {
  /** `LOG`, `ERROR`, `FATAL` and so on; empty where it is not said. */
  severity: string;
  /** SQLSTATE; empty where it is not said. */
  state: string;
  /** Empty where it is not said. */
  database: string;
  /** The command tag: `SELECT`, `PARSE`. */
  tag: string;
  /** The query id as a decimal number; empty or `0` where there is none. */
  query: string;
  /** As the log writes it, in its own zone; empty where it is not said. */
  time: string;
  /** Microseconds; -1 where the record tells no duration. */
  duration: number;
}

/** How the bytes of a record were: counted, or not to be read. */
export type Reading = "record" | "damaged";

export function emptyRecord(): LogRecord {
  return { severity: "", state: "", database: "", tag: "", query: "", time: "", duration: -1 };
}

export function clearRecord(record: LogRecord): void {
  record.severity = "";
  record.state = "";
  record.database = "";
  record.tag = "";
  record.query = "";
  record.time = "";
  record.duration = -1;
}

/** The severities of messages, as PostgreSQL writes them where `lc_messages` is English. */
export const SEVERITIES: ReadonlySet<string> = new Set([
  ...["DEBUG", "DEBUG1", "DEBUG2", "DEBUG3", "DEBUG4", "DEBUG5"],
  ...["INFO", "NOTICE", "WARNING", "LOG", "ERROR", "FATAL", "PANIC", "STATEMENT", "DETAIL", "HINT", "CONTEXT", "QUERY"],
]);
