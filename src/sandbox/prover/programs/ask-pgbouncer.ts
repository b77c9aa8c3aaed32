import type { ConfProblem, ProgramAnswer } from "../../../core/proof/prover.ts";
import type { ProgramTools } from "./program-tools.ts";

/** No pool mode of PgBouncer: it stops at this line, having taken every line before, and never starts. */
const LAST = "plumbline-ends-here";
const FILE = "pgbouncer.ini";

/**
 * Asks PgBouncer what it makes of each line. It reads its file from the top and stops at the first line that it does not
 * take, the last one being none of the page's: so it opens no socket and connects nowhere.
 */
export async function askPgbouncer({ run, file }: ProgramTools, code: string): Promise<ProgramAnswer> {
  const [by = "PgBouncer"] = (await run("--version")).split("\n");
  const written = code.split("\n");
  // Part of a file, shown without its section: of the only one that has settings.
  const first = written.some((line) => /^\s*\[/.test(line)) ? [] : ["[pgbouncer]"];
  const lines = written.map(harmless);
  const problems: ConfProblem[] = [];
  for (let round = 0; round <= lines.length; round += 1) {
    // Empty lines after a setting count as its own in what it says; comments do not.
    const kept = [...first, ...lines].map((line) => (line.trim() === "" ? ";" : line));
    const text = [...kept, "[pgbouncer]", `pool_mode = ${LAST}`, ""].join("\n");
    const said = await run(file(FILE, text));
    const at = Number(/\(\S*pgbouncer\.ini:(\d+)\)/.exec(said)?.[1] ?? Number.NaN) - first.length;
    if (at > lines.length) return { by, problems };
    if (!(at >= 1) || lines[at - 1] === "") throw new Error(`Unexpected words of ${by}: ${said.slice(0, 2_000)}`);
    const problem = problemIn(said, at, written[at - 1] ?? "");
    problems.push(problem);
    for (let line = at; line === at || isBelow(problem, lines[line - 1]); line += 1) lines[line - 1] = "";
  }
  return { by, problems };
}

/** What would have it write or read elsewhere is left out: included files, and where it logs to. */
function harmless(line: string): string {
  if (/^\s*%include\b/.test(line)) return "";
  return line.replace(/^(\s*logfile\s*=).*$/, "$1");
}

/** Lines of a section that it does not know are of no section: one finding is enough. */
function isBelow({ kind, name }: ConfProblem, line: string | undefined): boolean {
  return kind === "syntax" && name === "[" && line !== undefined && !/^\s*\[/.test(line);
}

function problemIn(said: string, line: number, written: string): ConfProblem {
  const [, unknown] = /(?:unknown parameter: \w+\/|unrecognized (?:\w+) parameter: )(\S+)/.exec(said) ?? [];
  const value = written.slice(written.indexOf("=") + 1).trim();
  const message = (/ERROR (.*?)(?: in configuration.*)?$/m.exec(said)?.[1] ?? "").trim();
  if (unknown !== undefined) return { line, name: unknown, value, kind: "unknown", message };
  const [, name] = /invalid value ".*" for parameter (\S+) in configuration/.exec(said) ?? [];
  if (name !== undefined && !said.includes("without section")) return { line, name, value, kind: "invalid", message };
  const isSection = /invalid section|without section/.test(said);
  return {
    line,
    name: isSection ? "[" : "",
    value: written.trim(),
    kind: "syntax",
    message: sectionMessage(said, message),
  };
}

function sectionMessage(said: string, message: string): string {
  if (said.includes("without section")) return "a value without section";
  const [, section] = /invalid section "([^"]*)"/.exec(said) ?? [];
  return section === undefined ? message : `no section \`${section}\``;
}
