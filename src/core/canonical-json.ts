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
  if (typeof value !== "object") throw new TypeError(`Unexpected ${typeof value} at ${path}, expected a JSON value`);
  const copy: Record<string, Json> = {};
  // Without a comparison, `sort` is by code unit.
  for (const key of Object.keys(value).sort()) {
    const item = (value as Record<string, unknown>)[key];
    if (item === undefined) continue;
    const own = item === null || typeof item === "string" ? item : sorted(item, `${path}.${key}`);
    // An assignment to this name alone would change what the object inherits from.
    if (key === "__proto__") Object.defineProperty(copy, key, { value: own, enumerable: true });
    else copy[key] = own;
  }
  return copy;
}
