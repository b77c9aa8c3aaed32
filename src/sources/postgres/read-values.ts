import pg from "pg";

/**
 * How the server's text becomes JSON: whole numbers and numerics as numbers where a number holds them exactly enough,
 * otherwise as the server's own text; never a Date, which would bring the machine's time zone in.
 */
export const valueTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: "text" | "binary") => {
    if (oid === pg.types.builtins.INT8) return readInteger;
    if (oid === pg.types.builtins.NUMERIC) return readNumeric;
    if (KEPT.has(oid)) return pg.types.getTypeParser(oid, format ?? "text");
    return (text: string) => text;
  },
};

const { BOOL, INT2, INT4, FLOAT4, FLOAT8, OID } = pg.types.builtins;
const KEPT = new Set<number>([BOOL, INT2, INT4, FLOAT4, FLOAT8, OID]);

function readInteger(text: string): number | string {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : text;
}

function readNumeric(text: string): number | string {
  const number = Number(text);
  return Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number)) ? number : text;
}
