import { NONE, readDuration, STEP } from "./read-duration.ts";
import { clearRecord, type LogRecord, type Reading } from "./record.ts";

/** What a log in plain text is read with. */
export interface PlainLines {
  read(bytes: Buffer, from: number, to: number, record: LogRecord): Reading;
}

const SEVERITY =
  "(?<severity>DEBUG[1-5]?|INFO|NOTICE|WARNING|LOG|ERROR|FATAL|PANIC|STATEMENT|DETAIL|HINT|CONTEXT|QUERY): {1,2}";
const TIME = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(?:\\.\\d{3})? [\\w+:-]+";

/** What each escape of `log_line_prefix` stands for (PostgreSQL's documentation, "What to Log"). */
const ESCAPES: Readonly<Record<string, string>> = {
  a: ".*?",
  u: ".*?",
  d: "(?<database>.*?)",
  r: ".*?",
  h: ".*?",
  L: ".*?",
  b: ".*?",
  p: "\\d+",
  P: "\\d*",
  t: `(?<time>${TIME})`,
  m: `(?<time>${TIME})`,
  n: "\\d+\\.\\d+",
  i: "(?<tag>.*?)",
  e: "(?<state>[0-9A-Z]{5})",
  c: "[0-9a-f]+\\.[0-9a-f]+",
  l: "\\d+",
  s: TIME,
  v: "(?:\\S+/\\S+)?",
  x: "\\d+",
  Q: "(?<query>-?\\d+)",
  "%": "%",
};

/** How much of a line can be its prefix. */
const PREFIX_BYTES = 1024;

/**
 * Makes the reader of lines that begin with a `log_line_prefix`. Without one, any text may stand before the severity,
 * and nothing is known of database, query and SQLSTATE. Lines that continue a record begin with a tab.
 */
export function plainLines(linePrefix: string | undefined): PlainLines {
  const pattern = new RegExp(`^${linePrefix === undefined ? "[^\\n]*?" : prefixPattern(linePrefix)}${SEVERITY}`);
  return {
    read(bytes, from, to, record) {
      clearRecord(record);
      if (bytes.subarray(from, Math.min(to, from + PREFIX_BYTES)).includes(0)) return "damaged";
      const match = pattern.exec(bytes.toString("latin1", from, Math.min(to, from + PREFIX_BYTES)));
      if (!match?.groups) return "damaged";
      const { severity = "", database = "", state = "", tag = "", query = "", time = "" } = match.groups;
      record.severity = severity;
      record.state = state;
      record.database = Buffer.from(database, "latin1").toString("utf8");
      record.tag = tag;
      record.query = query;
      record.time = time;
      const counts = severity === "LOG" && tag !== "PARSE" && tag !== "BIND";
      const duration = counts ? readDuration(bytes, from + match[0].length, to) : NONE;
      record.duration = duration === STEP ? NONE : duration;
      return "record";
    },
  };
}

/** The prefix as a regular expression; what follows `%q` is missing in processes that are no sessions. */
function prefixPattern(linePrefix: string): string {
  const seen = new Set<string>();
  let pattern = "";
  let open = 0;
  for (const [part, width = "", letter = ""] of linePrefix.matchAll(/%(-?\d*)([a-zA-Z%])|[^%]|%/g)) {
    if (letter === "q") {
      pattern += "(?:";
      open += 1;
      continue;
    }
    const known = ESCAPES[letter];
    if (known === undefined) pattern += letter ? "" : part.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
    else {
      const name = /\?<(\w+)>/.exec(known)?.[1];
      const unnamed = name !== undefined && seen.has(name) ? known.replace(`?<${name}>`, "?:") : known;
      if (name !== undefined) seen.add(name);
      pattern += width ? ` *${unnamed} *` : unnamed;
    }
  }
  return pattern + ")?".repeat(open);
}
