import type { Failure, Step } from "./drill.ts";
import type { Mapping } from "./map-text.ts";
import type { Bench, ShellRan } from "./open-bench.ts";

export interface StepRun {
  bench: Bench;
  mapping: Mapping;
  vars: Readonly<Record<string, string>>;
  /** Milliseconds. */
  timeout: number;
  signal?: AbortSignal | undefined;
}

const SHOWN_LINES = 12;
const PSQL = "psql --no-psqlrc --set=ON_ERROR_STOP=1 --set=VERBOSITY=verbose";

/** Runs one step and says how long it took, in milliseconds, and why it failed where it did. */
export async function runStep(step: Step, run: StepRun): Promise<{ took: number; failure: Failure | undefined }> {
  const { bench, mapping, timeout, signal } = run;
  const code = mapping.inward(step.code, bench.env());
  const ran = await bench.shell(scriptOf(step, code, run), { timeout, signal });
  return { took: ran.took, failure: judge(step, ran, run) };
}

function scriptOf(step: Step, code: string, { bench, mapping, vars }: StepRun): string {
  if (step.kind === "shell") return code;
  const file = bench.file(step.kind === "sql" ? "step.sql" : "step.conf", `${code}\n`);
  if (step.kind === "conf") {
    const at = step.title.includes("/") ? quote(mapping.inward(step.title, {})) : `"$PGDATA"/${quote(step.title)}`;
    return `mkdir -p "$(dirname ${at})"\ncat ${quote(file)} >>${at}\n`;
  }
  const bare = step.expect.kind === "rows" || step.expect.kind === "empty" ? "--quiet --tuples-only --no-align" : "";
  const set = Object.entries(vars).map(([name, value]) => quote(`--set=${name}=${value}`));
  return `${PSQL} ${bare} ${set.join(" ")} --file=${quote(file)}\n`;
}

function judge(step: Step, ran: ShellRan, { mapping, timeout }: StepRun): Failure | undefined {
  const output = mapping.outward(ran.output).trimEnd();
  const fail = (message: string, place: Pick<Failure, "line"> = { line: step.codeLine }): Failure => ({
    ...step.place,
    ...place,
    ...(place.line === step.place.line ? {} : { column: 1, endLine: place.line, endColumn: 1 }),
    message,
    hint: output === "" ? "It printed nothing." : output.split("\n").slice(-SHOWN_LINES).join("\n"),
    evidence: { status: ran.exit ?? null, output: output.slice(-4_000), took_ms: Math.round(ran.took) },
  });
  if (ran.timedOut) return fail(`Unexpected block still running after ${timeout / 1000} s, expected its end`);
  const { expect } = step;
  if (step.kind === "sql") return judgeSql(step, ran, output, fail);
  const wanted = expect.kind === "exit" ? expect.status : 0;
  if (ran.exit === wanted) return undefined;
  const at = ran.line === undefined ? 0 : ran.line - 1;
  const command = step.kind === "conf" ? "the configuration" : step.code.split("\n")[at]?.trim() || "the block";
  const status = ran.exit === undefined ? "end by a signal" : `exit status ${ran.exit}`;
  return fail(`Unexpected ${status} of \`${command}\`, expected ${wanted}`, { line: step.codeLine + at });
}

function judgeSql(
  { expect, codeLine }: Step,
  ran: ShellRan,
  output: string,
  fail: (message: string, place?: { line: number }) => Failure,
): Failure | undefined {
  const [, line, sqlstate, words] = /^psql:[^\n]*?:(\d+): (?:ERROR|FATAL): +([0-9A-Z]{5}): (.*)$/m.exec(output) ?? [];
  const at = { line: codeLine + Math.max(0, Number(line ?? 1) - 1) };
  if (expect.kind === "error") {
    if (sqlstate === expect.sqlstate) return undefined;
    return fail(
      `Unexpected ${sqlstate ? `SQLSTATE ${sqlstate}` : "success"}, expected SQLSTATE ${expect.sqlstate}`,
      at,
    );
  }
  if (ran.exit !== 0)
    return fail(
      sqlstate ? `Unexpected ${sqlstate}: ${words}` : `Unexpected exit status ${ran.exit} of psql, expected 0`,
      at,
    );
  if (expect.kind === "rows" && output.trim() === "") return fail("Unexpected empty result, expected rows");
  if (expect.kind === "empty" && output.trim() !== "") return fail("Unexpected rows, expected none");
  return undefined;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
