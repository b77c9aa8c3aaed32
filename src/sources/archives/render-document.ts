import { BSONError, type Document, deserialize, EJSON } from "bson";
import { withExactDates } from "./exact-dates.ts";

export type DocumentFormat = "canonical" | "relaxed" | "copy";

/**
 * Decodes a document with every BSON type kept apart. Names that are whole numbers come first, as JavaScript orders
 * them; text that is not UTF-8 gets U+FFFD. The error where the bytes are framed well and hold a value that BSON does not
 * have: an option of a regular expression that nobody knows.
 */
export function decodeDocument(bytes: Uint8Array): Document | BSONError {
  try {
    return deserialize(bytes, { promoteValues: false, bsonRegExp: true, validation: { utf8: false } });
  } catch (error) {
    if (error instanceof BSONError) return error;
    throw error;
  }
}

/** Renders a decoded document as one line, dates that only its bytes hold included; `pick` chooses what is shown of it. */
export function renderExactly(
  document: Document,
  bytes: Uint8Array,
  format: DocumentFormat,
  pick: (document: Document) => Document,
): string {
  const line = renderDocument(pick(document), format);
  // Looked for in the text: a second walk through each document would cost more than all of them that have such a date.
  return line.includes(NO_DATE) ? renderDocument(pick(withExactDates(document, bytes)), format) : line;
}

/** What becomes of a date that JavaScript cannot hold. */
const NO_DATE = '{"$date":{"$numberLong":"NaN"}}';

/**
 * Renders a document as one line: canonical or relaxed Extended JSON (MongoDB, "Extended JSON v2"), or as text that
 * `COPY table (document) FROM STDIN` loads into a JSONB column (PostgreSQL, "COPY", text format). JSONB has no NUL
 * character: it becomes U+FFFD there.
 */
function renderDocument(document: Document, format: DocumentFormat): string {
  if (format !== "copy") return `${EJSON.stringify(document, { relaxed: format === "relaxed" })}\n`;
  const json = EJSON.stringify(document, { relaxed: false });
  return `${withoutNul(json).replaceAll("\\", "\\\\")}\n`;
}

/** Replaces the escape of NUL; an even number of backslashes in front means that it is one, and not text about one. */
function withoutNul(json: string): string {
  return json.replace(/(?<!\\)((?:\\\\)*)\\u0000/g, "$1\ufffd");
}
