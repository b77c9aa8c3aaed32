import { checks } from "../checks/index.ts";
import { type Config, type LoadedConfig, loadConfig } from "../config/index.ts";
import { NEEDS, type Need, type Project } from "../core/check.ts";
import { UserError } from "../core/errors.ts";
import { type Finding, type Report, SEVERITIES, type Severity } from "../core/finding.ts";
import type { Page } from "../core/page.ts";
import type { Prover } from "../core/proof/prover.ts";
import { type CheckRunResult, type ChosenCheck, runChecks } from "../core/run-checks.ts";
import { reporters } from "../reporters/index.ts";
import { requireReadableFacts } from "./build.ts";
import { acceptTerms, writeAccepted } from "./check/accept.ts";
import { changedFiles } from "./check/changed-files.ts";
import type { CheckOptions } from "./check/check-options.ts";
import { chooseChecks, requireName } from "./check/choose-checks.ts";
import { mendPages } from "./check/mend-pages.ts";
import { type EditedFile, readEdited } from "./check/read-edited.ts";
import { recordMetrics } from "./check/record-metrics.ts";
import { recordProofs } from "./check/record-proofs.ts";
import { refuseTogether } from "./check/refuse-together.ts";
import { reportScope } from "./check/report-scope.ts";
import { updateOutputs } from "./check/update-outputs.ts";
import { watchAndRun } from "./check/watch-and-run.ts";
import { readSetting, type Setting } from "./global-options.ts";
import { type OpenProject, openProject } from "./open-project.ts";
import { openProjectProver } from "./open-project-prover.ts";
import { TOOL_NAME, toolVersion } from "./tool.ts";

/** Runs the checks and reports: 0 nothing at or above `--fail-on`, 1 findings, 2 a check could not do its job. */
export async function check(paths: readonly string[], options: CheckOptions): Promise<number> {
  refuseTogether(options);
  const setting = readSetting(options);
  const name = options.stdinFilename;
  const edited = name === undefined ? undefined : await readEdited(setting.root, name, process.stdin);
  // One set of servers for all runs of --watch, and none for checks that prove nothing.
  let opened: Promise<Prover | undefined> | undefined;
  const proverOf = (config: Config) => {
    opened ??= openProjectProver(setting.root, config);
    return opened;
  };
  const once = async () => checkOnce(paths, options, await loadConfig(setting.root, options.config), proverOf, edited);
  try {
    return await (options.watch ? watchAndRun(setting, once) : once());
  } finally {
    await (await opened)?.close();
  }
}

async function checkOnce(
  paths: readonly string[],
  options: CheckOptions,
  loaded: LoadedConfig,
  proverOf: (config: Config) => Promise<Prover | undefined>,
  edited: EditedFile | undefined,
): Promise<number> {
  const failOn = requireName("severity", options.failOn, SEVERITIES);
  const needs = (options.require ?? []).map((need) => requireName("need", need, NEEDS));
  const ids = reporters.map((reporter) => reporter.id);
  const format = requireName("format", options.format ?? "text", ids);
  const setting = readSetting(options);
  const terms = acceptTerms(options, setting.now);
  const { chosen, left } = chooseChecks(options, loaded);
  requireReadableFacts(setting);
  const changed = options.changed === undefined ? undefined : await changedFiles(setting.root, options.changed);
  const isAsked = reportScope({ paths, changed, edited: edited?.file, checks: chosen });
  const isProving = needs.includes("sandbox") || chosen.some(({ check }) => check.needs.includes("sandbox"));
  const prover = isProving ? await proverOf(loaded.config) : undefined;
  const open = () =>
    openProject(setting, loaded.config, { ...options, checks: chosen, configFile: loaded.file, edited, prover });
  const isAtRest = !options.watch && changed === undefined && edited === undefined;

  let opened = await open();
  let result = await runAll(opened, chosen, isAtRest);
  if (options.fix && (await mendPages(setting, opened.project, chosen, result.findings.filter(isAsked))) > 0) {
    opened = await open();
    result = await runAll(opened, chosen, isAtRest);
  }
  if (options.updateOutput && (await updateOutputs(setting, result.findings.filter(isAsked))) > 0) {
    opened = await open();
    result = await runAll(opened, chosen, isAtRest);
  }
  if (terms && (await writeAccepted(setting, result, result.findings.filter(isAsked), terms))) {
    opened = await open();
    result = await runAll(opened, chosen, isAtRest);
  }
  const { project } = opened;
  if (options.recordProofs) await recordProofs(setting, result, loaded.config.retention);
  if (options.recordMetrics) await recordMetrics(setting, result, loaded.config.retention);
  sayErrors(setting, result);
  const findings = result.findings.filter(isAsked);
  sayLeftOut(setting, result.findings, findings, options);
  const report: Report = {
    tool: { name: TOOL_NAME, version: toolVersion() },
    rules: checks.map(({ id, summary, why, fix, severity }) => ({ id, summary, why, fix, severity })),
    outcomes: [...result.outcomes, ...left],
    findings,
    sources: await sourcesOf(project, findings),
  };
  const rendered = reporters
    .find((candidate) => candidate.id === format)
    ?.render(report, { color: setting.console.color, verbose: options.verbose === true });
  setting.console.result(rendered ?? "");
  const offers = offersOf(project, isAtRest);
  return exitCode(
    report,
    failOn,
    needs.filter((need) => !offers.includes(need)),
  );
}

/** Other machines are asked by a run that somebody waits for, not at every key stroke. */
function offersOf({ site, prover }: Project, isAtRest: boolean): Need[] {
  return [
    ...(site === undefined ? [] : (["site"] as const)),
    ...(prover ? (["sandbox"] as const) : []),
    ...(isAtRest ? (["network"] as const) : []),
  ];
}

function runAll({ project, looksOf }: OpenProject, checks: readonly ChosenCheck[], isAtRest: boolean) {
  return runChecks({ checks, project, looksOf, offers: offersOf(project, isAtRest) });
}

function sayErrors({ console }: Setting, { errors }: CheckRunResult): void {
  for (const { check, error } of errors) {
    console.detail(`${check}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
}

/** What is found elsewhere is not hidden: it is counted. */
function sayLeftOut({ console }: Setting, all: readonly Finding[], shown: readonly Finding[], options: CheckOptions) {
  const openIn = (findings: readonly Finding[]) => findings.filter(({ state }) => state === "open").length;
  const left = openIn(all) - openIn(shown);
  if (left === 0 || options.changed === undefined) return;
  console.note(`${left} open ${left === 1 ? "finding" : "findings"} in files that did not change: plumbline check`);
}

async function sourcesOf(project: Project, findings: readonly Finding[]): Promise<Map<string, string>> {
  const pages = new Map(project.pages.map((page) => [page.file, page]));
  const sources = new Map<string, string>();
  for (const file of new Set(findings.map((finding) => finding.file))) {
    const page = pages.get(file);
    // A file that is gone by now has no line to show; what was found in it stands.
    const text = page ? textOf(page) : await project.readText(file).catch(() => undefined);
    if (text !== undefined && (page || project.files.includes(file))) sources.set(file, text);
  }
  return sources;
}

function textOf(page: Page): string | undefined {
  try {
    return page.text;
  } catch {
    return undefined;
  }
}

function exitCode({ outcomes, findings }: Report, failOn: Severity, missing: readonly string[]): number {
  if (missing.length > 0) {
    throw new UserError(
      `Missing ${missing.join(", ")}, which --require asks for`,
      "Run `plumbline build` first; it must be newer than pages and facts.",
    );
  }
  if (outcomes.some((outcome) => outcome.status === "failed")) return 2;
  const limit = SEVERITIES.indexOf(failOn);
  const open = findings.filter(({ state, severity }) => state === "open" && SEVERITIES.indexOf(severity) >= limit);
  return open.length > 0 ? 1 : 0;
}
