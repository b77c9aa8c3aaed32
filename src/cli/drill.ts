import { loadConfig, nearestName } from "../config/index.ts";
import { readPages } from "../content/index.ts";
import { isDrill } from "../core/drill-page.ts";
import { UserError } from "../core/errors.ts";
import { makeSnapshot } from "../core/fact.ts";
import type { Finding, Outcome, RuleHelp } from "../core/finding.ts";
import { fingerprints } from "../core/fingerprint.ts";
import {
  type Drill,
  type DrillOutcome,
  drillFacts,
  type EndedDrill,
  findInstallations,
  openTemplates,
  readDrill,
  runDrill,
} from "../drills/index.ts";
import { type Retention, retainSnapshots, writeSnapshot } from "../facts/index.ts";
import { escapeControls } from "../reporters/escape-controls.ts";
import { reporters } from "../reporters/index.ts";
import { step } from "./console.ts";
import { type GlobalOptions, readSetting, type Setting } from "./global-options.ts";
import { renderDrillNote } from "./render-drill-note.ts";
import { TOOL_NAME, toolVersion } from "./tool.ts";

export interface DrillOptions extends GlobalOptions {
  megabytes: string;
  require?: string[];
  dryRun?: boolean;
}

/**
 * Executes the chosen pages one after the other and keeps each result as a snapshot: 0 all that ran have passed, 1 one has failed,
 * 2 none could run, or one of `--require` could not.
 */
export async function drill(wanted: readonly string[], options: DrillOptions): Promise<number> {
  const setting = readSetting(options);
  const reporter = reporters.find(({ id }) => id === (options.format ?? "text"));
  if (!reporter) {
    throw new UserError(
      `Unexpected format \`${options.format}\`, expected one of: ${reporters.map(({ id }) => id).join(", ")}`,
    );
  }
  const megabytes = readMegabytes(options.megabytes);
  const { config } = await loadConfig(setting.root, options.config);
  const all = (await readPages(setting.root)).filter(isDrill).map(readDrill);
  const required = choose(options.require ?? [], all).map(({ name }) => name);
  const drills = wanted.length === 0 ? all : choose(wanted, all);
  if (drills.length === 0) throw new UserError("No page is a drill", "Write `drill: true` into a page's front matter.");
  requireOwnNames(drills);

  const installations = findInstallations(process.env, config.postgres.primary);
  const machine = { env: process.env, installations, root: setting.root };
  const templates = openTemplates({ megabytes });
  const ended: { drill: Drill; outcome: DrillOutcome }[] = [];
  try {
    for (const each of drills) {
      const outcome = await step(setting.console, `drilled ${each.name}`, () =>
        runDrill(each, {
          machine,
          template: (installation) => templates.of(installation),
          progress: (line) => setting.console.detail(`  ${each.page.file}:${line}`),
        }),
      );
      ended.push({ drill: each, outcome });
      sayOutput(outcome, setting);
      if (outcome.status !== "skipped" && !options.dryRun) await keep(each, outcome, setting, config.retention);
    }
  } finally {
    await templates.end();
  }
  const report = {
    tool: { name: TOOL_NAME, version: toolVersion() },
    rules: drills.map(ruleOf),
    outcomes: ended.map(outcomeOf),
    findings: ended.flatMap(findingOf),
    sources: new Map(drills.map(({ page }) => [page.file, page.text])),
  };
  const { color } = setting.console;
  setting.console.result(reporter.render(report, { color, verbose: options.verbose === true }));
  const skipped = ended.filter(({ outcome }) => outcome.status === "skipped").map(({ drill }) => drill.name);
  if (skipped.length === ended.length || skipped.some((name) => required.includes(name))) return 2;
  return report.findings.length > 0 ? 1 : 0;
}

function readMegabytes(text: string): number {
  const megabytes = Number(text);
  if (Number.isInteger(megabytes) && megabytes > 0) return megabytes;
  throw new UserError(`Unexpected --megabytes \`${text}\`, expected a whole number above zero`);
}

/** The drills that a name, a file or a folder means. */
function choose(wanted: readonly string[], drills: readonly Drill[]): Drill[] {
  const chosen = wanted.flatMap((raw) => {
    const path = raw.replace(/^\.\//, "").replace(/\/+$/, "");
    const meant = drills.filter(
      ({ name, page }) => name === path || page.slug === path || page.file === path || page.file.startsWith(`${path}/`),
    );
    if (meant.length > 0) return meant;
    const names = drills.map(({ name }) => name);
    const nearest = nearestName(path, names);
    throw new UserError(
      `Unexpected drill \`${raw}\`, expected one of: ${names.join(", ") || "no page is one"}`,
      nearest ? `Did you mean \`${nearest}\`?` : "A page is a drill by `drill` in its front matter.",
    );
  });
  return [...new Set(chosen)];
}

/** Two pages of one name would overwrite each other's results. */
function requireOwnNames(drills: readonly Drill[]): void {
  for (const [index, { name, page }] of drills.entries()) {
    const other = drills.slice(index + 1).find((each) => each.name === name);
    if (!other) continue;
    throw new UserError(
      `Unexpected second drill \`${name}\` in ${other.page.file}, expected a name of its own beside ${page.file}`,
      "Write `drill: { name: … }` into one of them.",
    );
  }
}

async function keep(drill: Drill, outcome: EndedDrill, setting: Setting, limit: Retention): Promise<void> {
  const { factsDirectory, factsShownAs, console, now } = setting;
  const provenance = {
    source: "drills",
    target: drill.name,
    origin: `a disposable cluster of PostgreSQL ${outcome.version}`,
    tool: { name: TOOL_NAME, version: toolVersion() },
    observedAt: now.toISOString().replace(/\.\d+Z$/, "Z"),
  };
  const place = await writeSnapshot(factsDirectory, makeSnapshot(provenance, drillFacts(drill, outcome)));
  await retainSnapshots(factsDirectory, "drills", drill.name, limit);
  console.detail(`  kept in ${factsShownAs}/${place}`);
}

function sayOutput(outcome: DrillOutcome, { console }: Setting): void {
  if (outcome.status === "skipped" || !outcome.finding) return;
  for (const line of outcome.finding.hint.split("\n")) console.note(`  | ${escapeControls(line)}`);
}

function ruleOf({ name, page }: Drill): RuleHelp {
  return {
    id: `drill/${name}`,
    summary: `\`${page.file}\` can be executed as it stands, and what it restores equals what was there`,
    why: "Operators follow this page when there is no time to find out that a command is wrong.",
    fix: "Mend the block that failed; `plumbline drill` shows its line and what it printed.",
    severity: "error",
  };
}

function outcomeOf({ drill, outcome }: { drill: Drill; outcome: DrillOutcome }): Outcome {
  const check = `drill/${drill.name}`;
  if (outcome.status === "skipped") return { check, status: "skipped", reason: `${outcome.reason}. ${outcome.hint}` };
  return { check, status: "ran", examined: outcome.steps.length, note: renderDrillNote(drill, outcome) };
}

function findingOf({ drill, outcome }: { drill: Drill; outcome: DrillOutcome }): Finding[] {
  if (outcome.status === "skipped" || !outcome.finding) return [];
  const check = `drill/${drill.name}`;
  const [fingerprint = ""] = fingerprints(check, [outcome.finding]);
  // What it printed stands in the evidence, and was shown as it failed; a hint is one line.
  const hint = outcome.finding.hint.split("\n").at(-1) ?? "";
  return [{ ...outcome.finding, hint, check, severity: "error", fingerprint, state: "open" }];
}
