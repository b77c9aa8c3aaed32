import type { ConfProblem } from "../../../core/proof/prover.ts";
import { POOLER_SETTINGS, type PoolerValue } from "./known-settings.ts";
import { type PoolerSetting, readPgbouncerIni } from "./read-pgbouncer-ini.ts";

/** What PgBouncer's documentation does not know or allow in a pgbouncer.ini. */
export function judgePgbouncer(code: string): ConfProblem[] {
  return readPgbouncerIni(code).flatMap((setting): ConfProblem[] => {
    const { line, section, name, value } = setting;
    const known = POOLER_SETTINGS[section];
    // What a section that it does not know holds is the program's to say.
    if (!known) return [];
    const wanted = known.get(name);
    if (wanted === undefined) {
      const candidates = [...known.keys()];
      return [{ line, name, value, kind: "unknown", message: `no setting of [${section}]`, candidates }];
    }
    const problem = problemOf(setting, wanted);
    return problem ? [{ line, name, value, kind: "invalid", ...problem }] : [];
  });
}

function problemOf({ value }: PoolerSetting, wanted: PoolerValue): { message: string; hint: string } | undefined {
  if (/<[A-Za-z][^>]*>|\{\{|\$/.test(value)) return undefined;
  switch (wanted.kind) {
    case "text":
      return undefined;
    case "words":
      return wanted.words.includes(value.toLowerCase())
        ? undefined
        : { message: "none of its values", hint: `It takes one of: ${wanted.words.join(", ")}.` };
    case "switch":
      return /^[01]$/.test(value) ? undefined : { message: "no 0 or 1", hint: "It takes 0 or 1, no words." };
    case "seconds":
      return /^\d+(?:\.\d+)?$/.test(value)
        ? undefined
        : { message: "no number of seconds", hint: "It takes seconds as a number without a unit, such as 600." };
    case "number": {
      const { min, max = Number.POSITIVE_INFINITY } = wanted;
      const number = /^-?\d+$/.test(value) ? Number(value) : Number.NaN;
      if (number >= min && number <= max) return undefined;
      const range = max === Number.POSITIVE_INFINITY ? `from ${min}` : `from ${min} to ${max}`;
      return { message: "out of its range", hint: `It takes a whole number ${range}, without a unit.` };
    }
  }
}
