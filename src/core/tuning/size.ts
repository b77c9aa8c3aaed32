const UNITS: Readonly<Record<string, number>> = {
  kb: 1024,
  kib: 1024,
  mb: 1024 ** 2,
  mib: 1024 ** 2,
  gb: 1024 ** 3,
  gib: 1024 ** 3,
  tb: 1024 ** 4,
  tib: 1024 ** 4,
};

/**
 * Reads `16GB` as bytes; units count in 1024, as postgresql.conf's own do
 * (https://www.postgresql.org/docs/current/config-setting.html). Undefined where the text is no size above zero.
 */
export function parseSize(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*([kmgt]i?b)$/i.exec(text.trim());
  const bytes = match
    ? Math.round(Number(match[1]) * (UNITS[match[2]?.toLowerCase() ?? ""] ?? Number.NaN))
    : Number.NaN;
  return Number.isSafeInteger(bytes) && bytes > 0 ? bytes : undefined;
}

/** Bytes as postgresql.conf takes them, in the largest unit that leaves a whole number of at least one: `640MB`. */
export function renderSize(bytes: number): string {
  const kilobytes = Math.floor(bytes / 1024);
  if (kilobytes % 1024 ** 2 === 0) return `${kilobytes / 1024 ** 2}GB`;
  return kilobytes % 1024 === 0 ? `${kilobytes / 1024}MB` : `${kilobytes}kB`;
}
