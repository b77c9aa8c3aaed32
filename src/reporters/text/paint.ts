import type { Severity } from "../../core/finding.ts";

const CODES = { error: 31, warning: 33, info: 36, dim: 2 } as const;

/** Wraps a text in an ANSI style; gives it back as it is where no colour is wanted. */
export type Paint = Readonly<Record<Severity | "dim", (text: string) => string>>;

export function paintWith(color: boolean): Paint {
  const wrap = (code: number) => (text: string) => (color ? `\u001b[${code}m${text}\u001b[0m` : text);
  return { error: wrap(CODES.error), warning: wrap(CODES.warning), info: wrap(CODES.info), dim: wrap(CODES.dim) };
}
