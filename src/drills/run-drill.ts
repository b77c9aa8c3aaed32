import { join } from "node:path";
import { UserError } from "../core/errors.ts";
import { wholeFile } from "../core/whole-file.ts";
import { choosePrograms, type Machine, type Programs } from "./choose-programs.ts";
import type { Drill, DrillOutcome, Failure, StepResult } from "./drill.ts";
import type { Installation } from "./find-installations.ts";
import { TEMPLATE_DATABASE, type Template } from "./make-template.ts";
import { mapText } from "./map-text.ts";
import { type Bench, openBench } from "./open-bench.ts";
import { readComparisons } from "./read-comparisons.ts";
import { runStep } from "./run-step.ts";

export interface DrillRun {
  machine: Machine;
  /** The cluster with the known data set, made once for all drills that begin on the same programs. */
  template(installation: Installation): Promise<Template>;
  signal?: AbortSignal | undefined;
  /** Called as each step begins. */
  progress?(line: number): void;
  baseDirectory?: string | undefined;
}

const START_MS = 120_000;

/**
 * Executes a page on a disposable cluster, which is gone afterwards. A drill that lacks a program is skipped; one that compares
 * nothing has failed. Throws a `UserError` where the cluster itself cannot be made.
 */
export async function runDrill(drill: Drill, run: DrillRun): Promise<DrillOutcome> {
  const programs = choosePrograms(drill, run.machine);
  if ("reason" in programs) return { status: "skipped", ...programs };
  const template = await run.template(programs.server);
  const bench = await openBench(programs.path, run.baseDirectory);
  try {
    const started = performance.now();
    await startCluster(drill, programs, template, bench, run);
    const { steps, failure } = await runSteps(drill, bench, run);
    const lack = bench.result("skip").trim();
    if (lack !== "") return { status: "skipped", reason: lack, hint: "Try it on a machine that allows it." };
    const comparisons = readComparisons(bench);
    const finding = failure ?? (comparisons.length === 0 ? nothingCompared(drill) : undefined);
    return {
      status: finding ? "failed" : "passed",
      version: programs.newer ? `${programs.server.version} to ${programs.newer.version}` : programs.server.version,
      sourceBytes: template.bytes,
      steps,
      comparisons,
      took: performance.now() - started,
      networkCut: bench.workspace.networkCut,
      finding,
    };
  } finally {
    await bench.workspace.end();
  }
}

async function startCluster(
  { settings }: Drill,
  { server, newer }: Programs,
  { folder }: Template,
  bench: Bench,
  run: DrillRun,
) {
  const { home } = bench.workspace;
  const data = join(home, settings.data);
  bench.export({
    PGDATA: data,
    PGDATABASE: settings.database,
    ...(newer ? { OLD_BIN: server.bin, NEW_BIN: newer.bin } : {}),
  });
  const lines = Object.entries(settings.settings).map(
    ([name, value]) => `${name} = '${value.replaceAll("'", "''")}'\n`,
  );
  const mapping = mapText(settings, {}, home);
  const code = `
mkdir -p ${settings.folders.map((each) => `"$HOME"'${each}'`).join(" ")} "$(dirname "$PGDATA")"
cp --archive --reflink=auto "$TEMPLATE" "$PGDATA"
sed --in-place '/^unix_socket_directories/d' "$PGDATA/postgresql.conf"
echo "unix_socket_directories = '$PGHOST'" >>"$PGDATA/postgresql.conf"
cat "$SETTINGS" >>"$PGDATA/postgresql.conf"
"$BIN/pg_ctl" --wait --log="$HOME/server.log" start
if [ "$PGDATABASE" != ${TEMPLATE_DATABASE} ]; then
  "$BIN/psql" --no-psqlrc --quiet --dbname=postgres --command='ALTER DATABASE ${TEMPLATE_DATABASE} RENAME TO ${settings.database}'
fi
unset TEMPLATE SETTINGS BIN
`;
  const env = {
    TEMPLATE: folder,
    BIN: server.bin,
    SETTINGS: bench.file("settings.conf", mapping.inward(lines.join(""), {})),
  };
  const ran = await bench.shell(code, { timeout: START_MS, signal: run.signal, env });
  if (ran.exit === 0) return;
  throw new UserError("The cluster of the drill did not start", ran.output.trim().split("\n").slice(-12).join("\n"));
}

async function runSteps({ page, settings, steps }: Drill, bench: Bench, { signal, progress }: DrillRun) {
  const vars = { ...textValues(page.frontMatter.vars), ...settings.vars };
  const mapping = mapText(settings, vars, bench.workspace.home);
  const done: StepResult[] = [];
  for (const step of steps) {
    progress?.(step.place.line);
    const { took, failure } = await runStep(step, { bench, mapping, vars, timeout: settings.timeout, signal });
    done.push({ step, took });
    if (failure) return { steps: done, failure };
  }
  return { steps: done, failure: undefined };
}

function textValues(vars: unknown): Record<string, string> {
  if (typeof vars !== "object" || vars === null) return {};
  return Object.fromEntries(Object.entries(vars).map(([name, value]) => [name, String(value)]));
}

function nothingCompared({ page }: Drill): Failure {
  return {
    ...wholeFile(page.file),
    message: "Unexpected drill that compares nothing, expected at least one `drill-same`",
    hint: "Mark the state with `drill-mark NAME` and compare with `drill-same NAME` in a comment `<!-- plumbline drill`.",
    evidence: {},
  };
}
