import type { Severity } from "../core/finding.ts";
import type { Retired, StaleTermOptions } from "./options.ts";
import { OFF_BY_DEFAULT, SCOPES } from "./scopes.ts";

/**
 * The options as they hold on a day: allowed contexts that have run out are gone, and what is retired only later is no
 * more than information until then.
 */
export function asOf(options: StaleTermOptions, now: Date): StaleTermOptions {
  const today = now.toISOString().slice(0, 10);
  return { ...options, retired: options.retired.map((each) => retiredAsOf(each, today)) };
}

function retiredAsOf(retired: Retired, today: string): Retired {
  const allow = retired.allow.filter(({ until }) => until === undefined || today <= until);
  if (retired.since === undefined || retired.since <= today) return { ...retired, allow };
  const severity = Object.fromEntries(
    SCOPES.map((scope): [string, Severity | "off"] => {
      const asked = retired.severity[scope] ?? (OFF_BY_DEFAULT.includes(scope) ? "off" : "error");
      return [scope, asked === "off" ? "off" : "info"];
    }),
  );
  return { ...retired, allow, severity };
}
