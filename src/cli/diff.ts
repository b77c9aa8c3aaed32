import * as z from "zod";
import { type LoadedConfig, loadConfig, nearestName, parseOptions } from "../config/index.ts";
import { canonicalJson } from "../core/canonical-json.ts";
import { UserError } from "../core/errors.ts";
import type { FactReader, StoredSnapshot } from "../core/fact-reader.ts";
import {
  compareSnapshots,
  DEFAULT_LIMITS,
  findRegressions,
  findUnjudged,
  type Limit,
  limitSchema,
  measureNames,
} from "../facts/compare/index.ts";
import { chooseSnapshot, openFacts, type Target } from "../facts/index.ts";
import { type GlobalOptions, readSetting } from "./global-options.ts";
import { type Difference, renderDifference } from "./render-difference.ts";

export interface DiffOptions extends GlobalOptions {
  target?: string;
  from: string;
  to: string;
  threshold?: string[];
}

const FORMATS = ["text", "json"];

/**
 * Compares two snapshots of one target: 0 nothing went over its limit, 1 something did, 2 a measure that has a limit could not
 * be compared: its counters were reset, or a snapshot lacks them. Throws a `UserError` where the snapshots do not exist or
 * stand in the wrong order.
 */
export async function diff(source: string | undefined, options: DiffOptions): Promise<number> {
  const format = requireName("format", options.format ?? "text", FORMATS);
  const { root, factsDirectory, factsShownAs, console } = readSetting(options);
  const loaded = await loadConfig(root, options.config);
  const facts = openFacts(factsDirectory, factsShownAs);
  const place = chooseTarget(facts, source, options.target);
  const limits = readLimits(place.source, loaded, options.threshold ?? []);

  const [from, to] = [options.from, options.to].map((name) => chooseSnapshot(facts, place, name, nearestName)) as [
    StoredSnapshot,
    StoredSnapshot,
  ];
  requireOrder(from, to);
  const comparison = compareSnapshots(from.snapshot, to.snapshot);
  const regressions = findRegressions(comparison, limits);
  const unjudged = findUnjudged(place.source, comparison, limits);
  const difference: Difference = { ...place, from, to, comparison, regressions, unjudged };
  console.result(format === "json" ? renderJson(difference) : renderDifference(difference));
  if (unjudged.length > 0) return 2;
  return regressions.length > 0 ? 1 : 0;
}

function chooseTarget(facts: FactReader, source: string | undefined, target: string | undefined): Target {
  const all = facts.targets();
  if (source !== undefined) {
    requireName(
      "source",
      source,
      all.map((each) => each.source),
    );
  }
  const ofSource = all.filter((each) => source === undefined || each.source === source);
  if (target !== undefined) {
    requireName(
      "target",
      target,
      ofSource.map((each) => each.target),
    );
  }
  const found = ofSource.filter((each) => target === undefined || each.target === target);
  // Without a source the one that has counters is meant, as long as it is one.
  const preferred = found.length > 1 && source === undefined ? found.filter((each) => each.source === "postgres") : [];
  const [chosen, second] = preferred.length === 1 ? preferred : found;
  if (chosen && !second) return chosen;
  throw new UserError(
    chosen ? "Unexpected choice of targets, expected one" : "No snapshot to compare",
    chosen
      ? `Name one: ${found.map((each) => `diff ${each.source} --target ${each.target}`).join(", ")}.`
      : "Run `plumbline pull` twice first.",
  );
}

function readLimits(source: string, { config, file }: LoadedConfig, options: readonly string[]): Record<string, Limit> {
  const names = measureNames(source);
  const own = parseOptions(z.record(z.string(), limitSchema), config.diff, { file, path: ["diff"] });
  const given = Object.fromEntries(options.map((option) => readThreshold(option)));
  for (const name of [...Object.keys(own), ...Object.keys(given)]) {
    const everyName = [...names, ...measureNames("postgres")];
    requireName("measure", name, everyName);
  }
  return { ...DEFAULT_LIMITS[source], ...own, ...given };
}

function readThreshold(option: string): [string, Limit] {
  const [name = "", ...rest] = option.split("=");
  const value = rest.join("=");
  const limit = limitSchema.safeParse(value === "off" ? false : value);
  if (limit.success) return [name, limit.data];
  throw new UserError(
    `Unexpected threshold \`${option}\`, expected a measure and a change, such as \`statement.mean_exec_ms=+50%\``,
    "A change has a sign, a number and a unit: `+50%`, `-0.05`, `+10GiB/d`; `off` turns a limit off.",
  );
}

function requireName(kind: string, name: string, known: readonly string[]): string {
  if (known.includes(name)) return name;
  const names = [...new Set(known)];
  const nearest = nearestName(name, names);
  throw new UserError(
    `Unexpected ${kind} \`${name}\`, expected one of: ${names.join(", ") || "none was pulled"}`,
    nearest ? `Did you mean \`${nearest}\`?` : "",
  );
}

function requireOrder(from: StoredSnapshot, to: StoredSnapshot): void {
  const [older, newer] = [from, to].map(({ snapshot }) => Date.parse(snapshot.provenance.observedAt));
  if (older !== undefined && newer !== undefined && older < newer) return;
  throw new UserError(
    from.file === to.file || older === newer
      ? `Unexpected --to ${to.file}, expected another time than that of --from`
      : `Unexpected --to ${to.file}, expected a snapshot that is newer than --from ${from.file}`,
    from.file === to.file ? "Name two snapshots." : "Exchange --from and --to.",
  );
}

function renderJson({ source, target, from, to, comparison, regressions, unjudged }: Difference): string {
  const side = ({ snapshot, file }: StoredSnapshot) => ({ file, observedAt: snapshot.provenance.observedAt });
  const findings = regressions.map(({ measure, change, threshold, moved }) => ({
    measure,
    id: change.id,
    from: change.from,
    to: change.to,
    moved,
    limit: threshold.text,
  }));
  return canonicalJson({
    format: 1,
    source,
    target,
    from: side(from),
    to: side(to),
    ...comparison,
    findings,
    unjudged,
  });
}
