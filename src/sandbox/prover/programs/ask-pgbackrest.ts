import type { ConfProblem, ProgramAnswer } from "../../../core/proof/prover.ts";
import type { ProgramTools } from "./program-tools.ts";

/** Commands that between them read most options, each given so that it stops when it has read them. */
const COMMANDS = ["backup", "archive-push", "archive-get"];
/** A folder that cannot be: a backup that cannot lock ends before it looks at repository or server ([050]). */
const NO_LOCK = "--lock-path=/dev/null/none";
/** A line that cannot be read, an option that may not stand there, a value that may not be (pgBackRest's error codes). */
const REFUSED = /^ERROR: \[0(?:29|31|32)\]: (.*)$/m;

/**
 * Asks pgBackRest what it makes of a configuration. Its commands are stopped by their lack of a lock or of a segment, after
 * they have read their options and before they look at anything else.
 */
export async function askPgbackrest(tools: ProgramTools, code: string): Promise<ProgramAnswer> {
  const by = (await tools.run("version")).trim();
  const written = code.split("\n");
  // Part of a file, shown without its section.
  const first = written.some((line) => /^\s*\[/.test(line)) ? [] : ["[global]"];
  const lines = [...first, ...written];
  const found = new Map<number, ConfProblem>();
  for (const command of COMMANDS)
    for (const stanza of stanzasIn(code)) await read(tools, command, stanza, lines, found);
  const problems = [...found.values()]
    .map((each) => ({ ...each, line: Math.max(1, each.line - first.length) }))
    .sort((a, b) => a.line - b.line);
  if (!problems.some(({ kind }) => kind === "unknown")) return { by, problems };
  const candidates = await optionsOf(tools);
  return { by, problems: problems.map((each) => (each.kind === "unknown" ? { ...each, candidates } : each)) };
}

/** Every line that it does not take is noted and taken out, until it is content. */
async function read(
  { run, file, empty }: ProgramTools,
  command: string,
  { stanza, hasPath }: Stanza,
  lines: string[],
  found: Map<number, ConfProblem>,
): Promise<void> {
  for (let round = 0; round <= lines.length; round += 1) {
    const path = file("pgbackrest.conf", `${lines.join("\n")}\n`);
    const said = await run(
      ...[`--config=${path}`, `--config-include-path=${empty}`, `--stanza=${stanza}`, NO_LOCK, "--log-level-file=off"],
      ...["--log-level-console=warn", ...(hasPath ? [] : ["--pg1-path=/none"]), command],
    );
    for (const [, name = ""] of said.matchAll(/configuration file contains invalid option '([^']+)'/g))
      note(name, "unknown", `invalid option '${name}'`);
    for (const [message, name = ""] of said.matchAll(
      /configuration file contains [\w-]+ (?:only )?option '([^']+)'[^\n]*/g,
    ))
      note(name, "invalid", message);
    // Any other error is of this machine: that it may not lock, or has no segment, no database, no stanza of that name.
    const error = REFUSED.exec(said)?.[1];
    if (error === undefined) return;
    const at = Number(/at line (\d+)/.exec(error)?.[1] ?? Number.NaN);
    if (!(at >= 1 ? noteLine(at, "", "syntax", error) : noteNamed(error))) {
      found.set(0, { line: 1, name: "", value: lines[0] ?? "", kind: "syntax", message: error });
      return;
    }
  }

  function noteNamed(error: string): boolean {
    return [...error.matchAll(/'([^']+)'/g)].some(([, name = ""]) => note(name, "invalid", error));
  }

  function note(name: string, kind: ConfProblem["kind"], message: string): boolean {
    const at = lines.findLastIndex((line) => line.split("=")[0]?.trim() === name);
    return at >= 0 && noteLine(at + 1, name, kind, message);
  }

  function noteLine(line: number, name: string, kind: ConfProblem["kind"], message: string): boolean {
    const written = lines[line - 1] ?? "";
    if (written === "") return false;
    const value = kind === "syntax" ? written.trim() : written.slice(written.indexOf("=") + 1).trim();
    found.set(line, { line, name, value, kind, message });
    lines[line - 1] = "";
    return true;
  }
}

interface Stanza {
  stanza: string;
  hasPath: boolean;
}

/** The sections that are databases; part of a file may show none. */
function stanzasIn(code: string): Stanza[] {
  const sections = [...code.matchAll(/^\s*\[([^\]:]+)(?::[^\]]+)?\]/gm)].map(([, name = ""]) => name.trim());
  const names = [...new Set(sections)].filter((name) => name !== "global");
  const hasPath = /^\s*pg1?-path\s*=/m.test(code);
  return (names.length > 0 ? names : ["none"]).map((stanza) => ({ stanza, hasPath }));
}

/** Every option that its help knows, numbered as in a file: `repo1-path`. */
async function optionsOf({ run, file, empty }: ProgramTools): Promise<string[]> {
  // It reads this machine's own configuration even for its help.
  const none = [`--config=${file("empty.conf", "")}`, `--config-include-path=${empty}`];
  const help: string[] = [];
  for (const command of [...COMMANDS, "restore"]) help.push(await run("help", command, ...none));
  const names = help.flatMap((text) => [...text.matchAll(/^ +--([a-z][a-z0-9-]+)/gm)].map(([, name = ""]) => name));
  return [...new Set(names)].map((name) => name.replace(/^(pg|repo)-/, "$11-")).sort();
}
