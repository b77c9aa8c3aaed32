import type { Json } from "../core/canonical-json.ts";

const BYTE_UNITS = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

/** How a value stands on a page: `text` for the reader, `exact` (for the title) where the text rounds. */
export interface FormattedValue {
  text: string;
  exact?: string;
  /** Numbers are set flush right in tables. */
  numeric: boolean;
}

/**
 * Formats a value by the unit that its name or `unit` gives: `_bytes` and `bytes` in binary multiples, `_ms` and `ms` in
 * milliseconds, `_at` as UTC time, `_ratio` as percentage. Null is "not readable", never zero. No locale is involved.
 */
export function formatValue(value: Json | undefined, name: string, unit?: string): FormattedValue {
  if (value === undefined || value === null) return { text: "not readable", numeric: false };
  if (typeof value === "boolean") return { text: value ? "yes" : "no", numeric: false };
  if (typeof value === "string") return { text: name.endsWith("_at") ? formatTime(value) : value, numeric: false };
  if (typeof value !== "number") return { text: JSON.stringify(value), numeric: false };
  if (unit === "bytes" || /(^|_)bytes$/.test(name)) return formatBytes(value);
  if (unit === "ms" || /_ms$/.test(name)) return formatNumber(value, " ms");
  if (/_ratio$/.test(name)) return { text: `${(value * 100).toFixed(1)} %`, exact: String(value), numeric: true };
  return formatNumber(value, unit ? ` ${unit}` : "");
}

/** `2026-11-24T02:05:00Z` as `2026-11-24 02:05 UTC`. */
export function formatTime(utc: string): string {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})/.exec(utc);
  return match ? `${match[1]} ${match[2]} UTC` : utc;
}

function formatBytes(bytes: number): FormattedValue {
  let size = bytes;
  let unit = 0;
  while (Math.abs(size) >= 1024 && unit < BYTE_UNITS.length - 1) {
    size /= 1024;
    unit += 1;
  }
  const text = `${unit === 0 ? size : size.toFixed(1)} ${BYTE_UNITS[unit]}`;
  return { text, exact: `${grouped(String(bytes))} bytes`, numeric: true };
}

function formatNumber(value: number, suffix: string): FormattedValue {
  if (Number.isInteger(value)) return { text: `${grouped(String(value))}${suffix}`, numeric: true };
  const text = value.toFixed(Math.abs(value) < 1 ? 3 : Math.abs(value) < 100 ? 2 : 1);
  return { text: `${grouped(text)}${suffix}`, exact: `${value}${suffix}`, numeric: true };
}

function grouped(digits: string): string {
  const [whole = "", fraction] = digits.split(".");
  const spaced = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? spaced : `${spaced}.${fraction}`;
}
