import pg from "pg";

/**
 * How the server's text becomes JSON: whole numbers and numerics as numbers where a number holds them exactly enough,
 * otherwise as the server's own text; never a Date, which would bring the machine's time zone in.
 */
export const valueTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: "text" | "binary") => {
    if (oid === pg.types.builtins.INT8) return readInteger;
    if (oid === pg.types.builtins.NUMERIC) return readNumeric;
    if (oid === pg.types.builtins.TIMESTAMPTZ) return readTime;
    if (oid === FLOAT4 || oid === FLOAT8) return readFloat;
    if (KEPT.has(oid)) return pg.types.getTypeParser(oid, format ?? "text");
    return (text: string) => text;
  },
};

const { BOOL, INT2, INT4, FLOAT4, FLOAT8, OID } = pg.types.builtins;
const KEPT = new Set<number>([BOOL, INT2, INT4, OID]);

function readInteger(text: string): number | string {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : text;
}

function readNumeric(text: string): number | string {
  const number = Number(text);
  return Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number)) ? number : text;
}

/** JSON has no NaN and no infinities; the server's own word stands for them. */
function readFloat(text: string): number | string {
  const number = Number(text);
  return Number.isFinite(number) ? number : text;
}

/** The session is in UTC with ISO dates: `2026-11-24 02:05:00.123+00`. To the second; `infinity` stays a word. */
function readTime(text: string): string {
  return text.replace(/^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.\d+)?\+00$/, "$1T$2Z");
}
