const START = Buffer.from("duration: ");
const UNIT = Buffer.from(" ms");

/** Not a duration; of a step before the statement runs; of a statement. */
export const NONE = -1;
export const STEP = -2;

/**
 * Microseconds of a message `duration: 12.345 ms  statement: …` between two places in bytes. {@link NONE} for any other
 * message, a plan of auto_explain among them; {@link STEP} for the parse and bind steps of the extended protocol, which
 * are logged beside the execution of their statement and are none by themselves.
 */
export function readDuration(bytes: Uint8Array, from: number, to: number): number {
  for (let at = 0; at < START.length; at += 1) if (bytes[from + at] !== START[at]) return NONE;
  let at = from + START.length;
  let microseconds = 0;
  let decimals = -1;
  for (; at < to; at += 1) {
    const byte = bytes[at] as number;
    if (byte === 46 && decimals < 0) decimals = 0;
    else if (byte >= 48 && byte <= 57) {
      microseconds = microseconds * 10 + byte - 48;
      if (decimals >= 0) decimals += 1;
    } else break;
  }
  if (decimals !== 3) return NONE;
  for (let index = 0; index < UNIT.length; index += 1) if (bytes[at + index] !== UNIT[index]) return NONE;
  at += UNIT.length;
  if (at >= to) return microseconds;
  return ofStatement(bytes, at, to) ? microseconds : ofStep(bytes, at, to) ? STEP : NONE;
}

function ofStatement(bytes: Uint8Array, at: number, to: number): boolean {
  return ["  statement: ", "  execute ", "  fastpath function call: "].some((text) => startsWith(bytes, at, to, text));
}

function ofStep(bytes: Uint8Array, at: number, to: number): boolean {
  return ["  parse ", "  bind "].some((text) => startsWith(bytes, at, to, text));
}

function startsWith(bytes: Uint8Array, at: number, to: number, text: string): boolean {
  if (at + text.length > to) return false;
  for (let index = 0; index < text.length; index += 1) if (bytes[at + index] !== text.charCodeAt(index)) return false;
  return true;
}
