import type { Verdict } from "./block-proof.ts";

const WORST: readonly Verdict["state"][] = ["failed", "skipped", "foreign", "proven"];
const WEAKEST: readonly Verdict["how"][] = ["parse", "plan", "run", "accepted"];

/** The verdict on a whole, of the verdicts on its parts: as weak as the weakest, as old as the oldest. */
export function mergeVerdicts(one: Verdict, other: Verdict): Verdict {
  const failed = union(one.failed_majors, other.failed_majors);
  const restart = union(one.restart, other.restart);
  const reason = one.reason ?? other.reason;
  const by = one.by ?? other.by;
  const fixtures = { ...one.fixtures, ...other.fixtures };
  return {
    state: first(WORST, one.state, other.state),
    how: first(WEAKEST, one.how, other.how),
    majors: one.majors.filter((major) => other.majors.includes(major)),
    ...(failed.length > 0 ? { failed_majors: failed.sort((a, b) => a - b) } : {}),
    ...(restart.length > 0 ? { restart: restart.sort() } : {}),
    ...(reason === undefined ? {} : { reason }),
    ...(by === undefined ? {} : { by }),
    ...(Object.keys(fixtures).length > 0 ? { fixtures } : {}),
    proven_at: [one.proven_at, other.proven_at].sort()[0] ?? one.proven_at,
  };
}

function first<Value>(order: readonly Value[], ...values: Value[]): Value {
  return order.find((value) => values.includes(value)) ?? (values[0] as Value);
}

function union<Value>(one: readonly Value[] = [], other: readonly Value[] = []): Value[] {
  return [...new Set([...one, ...other])];
}
