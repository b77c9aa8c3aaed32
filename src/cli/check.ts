import { checks } from "../checks/index.ts";
import { type LoadedConfig, loadConfig, nearestName, parseOptions } from "../config/index.ts";
import { type Check, NEEDS, type Need, type Project } from "../core/check.ts";
import { UserError } from "../core/errors.ts";
import { type Finding, type Outcome, type Report, SEVERITIES } from "../core/finding.ts";
import { runChecks } from "../core/run-checks.ts";
import { reporters } from "../reporters/index.ts";
import { requireReadableFacts } from "./build.ts";
import { type GlobalOptions, readSetting } from "./global-options.ts";
import { openProject } from "./open-project.ts";
import { TOOL_NAME, toolVersion } from "./tool.ts";

export interface CheckOptions extends GlobalOptions {
  only?: string[];
  skip?: string[];
  retired?: string[];
  require?: string[];
  failOn: string;
}

/** Runs the checks and reports: 0 nothing at or above `--fail-on`, 1 findings, 2 a check could not do its job. */
export async function check(paths: readonly string[], options: CheckOptions): Promise<number> {
  const failOn = requireName("severity", options.failOn, SEVERITIES);
  const needs = (options.require ?? []).map((need) => requireName("need", need, NEEDS));
  const format = requireName(
    "format",
    options.format ?? "text",
    reporters.map((reporter) => reporter.id),
  );
  const setting = readSetting(options);
  const loaded = await loadConfig(setting.root, options.config);
  const { chosen, left } = chooseChecks(options, loaded);
  requireReadableFacts(setting);
  const project = await openProject(setting, loaded.config, loaded.file !== undefined);

  const offers: Need[] = project.site === undefined ? [] : ["site"];
  const { outcomes, findings, errors } = await runChecks({ checks: chosen, project, offers });
  for (const { check, error } of errors) {
    setting.console.detail(`${check}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
  const report: Report = {
    tool: { name: TOOL_NAME, version: toolVersion() },
    outcomes: [...outcomes, ...left],
    findings: findings.filter((finding) => isBelow(finding.file, paths)),
    sources: await sourcesOf(project, findings),
  };
  const reporter = reporters.find((candidate) => candidate.id === format);
  setting.console.result(
    reporter?.render(report, { color: setting.console.color, verbose: options.verbose === true }) ?? "",
  );
  return exitCode(
    report,
    failOn,
    needs.filter((need) => !offers.includes(need)),
  );
}

function chooseChecks(options: CheckOptions, loaded: LoadedConfig) {
  const ids = checks.map((check) => check.id);
  const only = options.only?.map((id) => requireName("check", id, ids));
  const skip = options.skip?.map((id) => requireName("check", id, ids)) ?? [];
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
    .map((check) => ({ check, options: optionsOf(check, loaded, options.retired ?? []) }));
  return { chosen, left };
}

function optionsOf(check: Check<unknown>, { config, file }: LoadedConfig, retired: readonly string[]): unknown {
  const own = config.checks[check.id] ?? {};
  if (check.id !== "stale/term") return parseOptions(check.options, own, { file, path: ["checks", check.id] });
  const terms = { retired: [...config.retired, ...retired.map((preset) => ({ preset }))] };
  return parseOptions(check.options, terms, { file, path: [] });
}

function requireName<Name extends string>(kind: string, name: string, known: readonly Name[]): Name {
  const found = known.find((candidate) => candidate === name);
  if (found !== undefined) return found;
  const nearest = nearestName(name, known);
  throw new UserError(
    `Unexpected ${kind} \`${name}\`, expected one of: ${known.join(", ")}`,
    nearest ? `Did you mean \`${nearest}\`?` : "",
  );
}

function isBelow(file: string, paths: readonly string[]): boolean {
  const normal = paths.map((path) => path.replace(/^\.\//, "").replace(/\/+$/, ""));
  return normal.length === 0 || normal.some((path) => path === "." || file === path || file.startsWith(`${path}/`));
}

async function sourcesOf(project: Project, findings: readonly Finding[]): Promise<Map<string, string>> {
  const texts = new Map(project.pages.map((page) => [page.file, page.text]));
  const sources = new Map<string, string>();
  for (const { file } of findings) {
    const text = texts.get(file);
    if (text !== undefined) sources.set(file, text);
  }
  return sources;
}

function exitCode(
  { outcomes, findings }: Report,
  failOn: (typeof SEVERITIES)[number],
  missing: readonly string[],
): number {
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
