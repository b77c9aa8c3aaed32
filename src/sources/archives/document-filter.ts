import { type Document, EJSON } from "bson";
import { UserError } from "../../core/errors.ts";

/** Whether a decoded document is wanted. */
export type DocumentFilter = (document: Document) => boolean;

/**
 * Parses `field=value` into a filter: the field is a dotted path, the value Extended JSON where it is valid (`5`,
 * `true`, `null`, `{"$oid":"…"}`, `"5"` for the text), else text as it stands. A field that holds an array matches where
 * one of its elements does; numbers match whatever their BSON type; an ObjectId matches its hexadecimal digits. Throws a
 * `UserError` where there is no `=`.
 */
export function parseFilter(text: string): DocumentFilter {
  const equals = text.indexOf("=");
  if (equals < 1)
    throw new UserError(`Unexpected filter \`${text}\`, expected field=value`, "For example `tenant=acme`.");
  const path = text.slice(0, equals).split(".");
  const wanted = comparable(parseValue(text.slice(equals + 1)));
  return (document) => valuesAt(document, path).some((value) => comparable(value) === wanted);
}

function parseValue(text: string): unknown {
  try {
    return EJSON.parse(text);
  } catch {
    return text;
  }
}

/** Equal for values that a person would call equal. */
function comparable(value: unknown): string {
  if (
    typeof value === "object" &&
    value !== null &&
    "toHexString" in value &&
    typeof value.toHexString === "function"
  ) {
    return JSON.stringify(value.toHexString());
  }
  return EJSON.stringify(value, { relaxed: true });
}

function valuesAt(value: unknown, path: readonly string[]): unknown[] {
  if (Array.isArray(value))
    return [...(path.length === 0 ? [value] : []), ...value.flatMap((one) => valuesAt(one, path))];
  const [name, ...rest] = path;
  if (name === undefined) return [value];
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return [];
  return valuesAt((value as Document)[name], rest);
}

/** A copy of the document with only the fields at these dotted paths, through arrays too, in the document's order. */
export function pickFields(document: Document, fields: readonly string[]): Document {
  return pick(
    document,
    fields.map((field) => field.split(".")),
  ) as Document;
}

function pick(value: unknown, paths: readonly (readonly string[])[]): unknown {
  if (paths.some((path) => path.length === 0)) return value;
  if (Array.isArray(value)) return value.map((one) => pick(one, paths));
  if (typeof value !== "object" || value === null || "_bsontype" in value) return value;
  const picked = Object.entries(value).flatMap(([name, one]): [string, unknown][] => {
    const below = paths.filter(([first]) => first === name).map(([, ...rest]) => rest);
    return below.length > 0 ? [[name, pick(one, below)]] : [];
  });
  return Object.fromEntries(picked);
}
