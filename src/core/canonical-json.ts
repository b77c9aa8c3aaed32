/** A JSON value: what a fact may hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Compares two strings by UTF-16 code unit, the same on every machine and locale. */
export function compareCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Renders JSON so that equal values give equal bytes: object keys sorted by code unit, two-space indent, LF, final
 * newline (design.md section 6). Throws a `TypeError` on what JSON cannot hold: NaN, infinities, undefined, bigint.
 */
export function canonicalJson(value: unknown): string {
  return `${JSON.stringify(sorted(value, "$"), null, 2)}\n`;
}

function sorted(value: unknown, path: string): Json {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (Array.isArray(value)) return value.map((item, index) => sorted(item, `${path}[${index}]`));
  if (typeof value === "object") {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    entries.sort(([a], [b]) => compareCodeUnits(a, b));
    return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item, `${path}.${key}`)]));
  }
  throw new TypeError(`Unexpected ${typeof value} at ${path}, expected a JSON value`);
}
