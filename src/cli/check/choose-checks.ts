import { checks } from "../../checks/index.ts";
import { type Config, type LoadedConfig, nearestName, parseOptions } from "../../config/index.ts";
import type { Check } from "../../core/check.ts";
import { UserError } from "../../core/errors.ts";
import type { Outcome } from "../../core/finding.ts";
import type { ChosenCheck } from "../../core/run-checks.ts";

export interface Choice {
  only?: string[];
  skip?: string[];
  retired?: string[];
}

/** The checks that run, with their options, and those that do not, with the reason. Throws a `UserError` on a name that is none. */
export function chooseChecks(choice: Choice, loaded: LoadedConfig): { chosen: ChosenCheck[]; left: Outcome[] } {
  const ids = checks.map((check) => check.id);
  const only = choice.only?.map((id) => requireName("check", id, ids));
  const skip = choice.skip?.map((id) => requireName("check", id, ids)) ?? [];
  for (const id of Object.keys(loaded.config.checks)) requireName("check", id, ids);
  const reasonToLeave = (id: string): string | undefined => {
    if (only && !only.includes(id)) return "not among --only";
    if (skip.includes(id)) return "left out by --skip";
    return loaded.config.checks[id] === false ? "turned off in the configuration" : undefined;
  };
  const left: Outcome[] = checks.flatMap(({ id }) => {
    const reason = reasonToLeave(id);
    return reason === undefined ? [] : [{ check: id, status: "skipped" as const, reason }];
  });
  const chosen = checks
    .filter(({ id }) => reasonToLeave(id) === undefined)
    .map((check) => ({ check, options: optionsOf(check, loaded, choice.retired ?? []) }));
  return { chosen, left };
}

/** The name as it is known; throws a `UserError` with the nearest one where it is not. */
export function requireName<Name extends string>(kind: string, name: string, known: readonly Name[]): Name {
  const found = known.find((candidate) => candidate === name);
  if (found !== undefined) return found;
  const nearest = nearestName(name, known);
  throw new UserError(
    `Unexpected ${kind} \`${name}\`, expected one of: ${known.join(", ")}`,
    nearest ? `Did you mean \`${nearest}\`?` : "",
  );
}

function optionsOf(check: Check<unknown>, { config, file }: LoadedConfig, retired: readonly string[]): unknown {
  const own = config.checks[check.id] ?? {};
  const options = parseOptions(check.options, own, { file, path: ["checks", check.id] });
  const shared = fromConfig(check.id, config, retired);
  const twice = Object.keys(shared ?? {}).find((key) => key in Object(own));
  if (twice !== undefined) {
    throw new UserError(
      `Unexpected \`${twice}\` among the options of \`${check.id}\`, expected \`${PLACES[twice] ?? twice}\` of the configuration`,
      "Move it there: several parts read it, and they must read the same.",
    );
  }
  return shared ? parseOptions(check.options, { ...Object(own), ...shared }, { file, path: [] }) : options;
}

/** Where it stands in the configuration, if not at the top by its own name. */
const PLACES: Readonly<Record<string, string>> = { redirects: "site.redirects" };

/** What several parts know of and therefore stands outside of the options of one check. */
function fromConfig(
  id: string,
  { modules, requiredPages, retired, site, thresholds }: Config,
  presets: readonly string[],
): object | undefined {
  const given: Record<string, object> = {
    "stale/term": {
      modules: modules.map(({ name, code, status, page }) => ({ name, code, status, page })),
      retired: [...retired, ...presets.map((preset) => ({ preset }))],
    },
    "links/internal": { redirects: site.redirects },
    "coverage/pages": { modules, requiredPages },
    "coverage/schema": { modules },
    "metrics/threshold": { modules, thresholds },
  };
  return given[id];
}
