import { UserError } from "../core/errors.ts";
import type { FactReader, StoredSnapshot } from "../core/fact-reader.ts";

/** The target whose snapshots are meant. */
export interface Target {
  source: string;
  target: string;
}

/**
 * The snapshot that a person means: a named baseline; `latest` or `previous` of the timed ones; or a time, which stands for
 * the newest snapshot that is not later (a date: than the end of that day, UTC). `nearest` finds the name that was meant.
 * Throws a `UserError` that lists what there is.
 */
export function chooseSnapshot(
  facts: FactReader,
  { source, target }: Target,
  wanted: string,
  nearest: (name: string, known: readonly string[]) => string | undefined,
): StoredSnapshot {
  const baselines = facts.baselines(source, target);
  const times = facts.times(source, target);
  const time = timeMeant(wanted, times);
  const found = baselines.includes(wanted)
    ? facts.baseline(source, target, wanted)
    : time && facts.at(source, target, time);
  if (found) return found;
  const known = ["latest", "previous", ...baselines];
  const meant = nearest(wanted, known);
  throw new UserError(
    `Unexpected snapshot \`${wanted}\` of ${source}/${target}, expected one of: ${[...known, ...times].join(", ")}`,
    wanted === "previous" && times.length === 1
      ? "There is one snapshot only: pull again, or name a baseline."
      : meant && !known.includes(wanted)
        ? `Did you mean \`${meant}\`?`
        : "Name a baseline, or a time that is not before the first snapshot.",
  );
}

function timeMeant(wanted: string, times: readonly string[]): string | undefined {
  if (wanted === "latest") return times.at(-1);
  if (wanted === "previous") return times.at(-2);
  const limit = endOf(wanted);
  return limit === undefined ? undefined : times.findLast((time) => Date.parse(time) <= limit);
}

const BASIC = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/;

/** The last millisecond that a date or time covers; undefined where the text is neither. */
function endOf(text: string): number | undefined {
  const extended = text.replace(BASIC, "$1-$2-$3T$4:$5:$6Z");
  if (/^\d{4}-\d{2}-\d{2}$/.test(extended)) return finite(Date.parse(`${extended}T23:59:59.999Z`));
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(extended)) return undefined;
  return finite(Date.parse(/(Z|[+-]\d{2}:\d{2})$/.test(extended) ? extended : `${extended}Z`));
}

function finite(time: number): number | undefined {
  return Number.isNaN(time) ? undefined : time;
}
