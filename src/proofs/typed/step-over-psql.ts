/** What psql would have taken for itself, blanked out so that every other character keeps its place. */
export interface SteppedOver {
  code: string;
  /** `\gset` commands: where each ended its statement, and the prefix of its variables. */
  gsets: { at: number; prefix: string }[];
  /** Values given by `\set name value`. */
  variables: Record<string, string>;
}

const PROMPT = /^[ \t]*[\w$.@:[\]-]*[=\-*('"!^][#>](?=\s|$)/;
const SEPARATOR = /^\s*-+(?:\+-+)+\s*$/;
const LONE_SEPARATOR = /^\s*-{3,}\s*$/;
const ROW_COUNT = /^\s*\(\d+ rows?\)\s*$/;
const EXPANDED = /^-\[ RECORD \d+ \][-+]*$/;
const META = /^[ \t]*\\[a-zA-Z!?]/;
const ENDING = /\\(?<name>gset|gexec|gdesc|gx|g|watch|crosstabview)\b(?<rest>[^\n;]*)/g;

/** Steps over prompts, results that were pasted with their statement, and meta-commands (psql's own reference). */
export function stepOverPsql(code: string): SteppedOver {
  const lines = code.split("\n");
  const variables: Record<string, string> = {};
  const kept = withoutOutput(withoutResults(lines)).map((line) => {
    if (!META.test(line) || /^\s*\\(?:gset|gexec|gdesc|gx|g|watch|crosstabview)\b/.test(line)) return line;
    const set = /^\s*\\set\s+(\w+)\s+(?:'([^']*)'|(\S+))/.exec(line);
    if (set?.[1]) variables[set[1]] = set[2] ?? set[3] ?? "";
    return blank(line);
  });
  const gsets: SteppedOver["gsets"] = [];
  const text = kept.join("\n").replace(ENDING, (command, ...rest) => {
    const { name, rest: after } = rest.at(-1) as { name: string; rest: string };
    const at = rest.at(-3) as number;
    if (name === "gset") gsets.push({ at, prefix: after.trim() });
    return `;${" ".repeat(command.length - 1)}`;
  });
  return { code: text, gsets, variables };
}

/** What of a block is typed into psql, meta-commands too: no prompts, and no results that were pasted with their statement. */
export function typedSql(code: string): string {
  return withoutOutput(withoutResults(code.split("\n"))).join("\n");
}

/** With prompts, only what stands behind them was typed, up to the end of its statement. */
function withoutOutput(lines: readonly string[]): string[] {
  const first = lines.find((line) => line.trim() !== "");
  if (first === undefined || !PROMPT.test(first)) return [...lines];
  let isTyped = false;
  return lines.map((line) => {
    const prompt = PROMPT.exec(line)?.[0];
    if (prompt === undefined && !isTyped) return blank(line);
    const typed = prompt === undefined ? line : blank(prompt) + line.slice(prompt.length);
    isTyped = !/;\s*$/.test(typed) && !META.test(typed) && typed.trim() !== "";
    return typed;
  });
}

/** A table as psql prints it begins one line above its separator and ends with its count of rows or an empty line. */
function withoutResults(lines: readonly string[]): string[] {
  const kept = [...lines];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    const isTable = SEPARATOR.test(line) || (LONE_SEPARATOR.test(line) && endsInCount(lines, at));
    if (!isTable && !EXPANDED.test(line.trim())) continue;
    let end = at;
    while (end < lines.length && lines[end]?.trim() !== "" && !ROW_COUNT.test(lines[end] ?? "")) end += 1;
    for (let row = isTable ? at - 1 : at; row <= end && row < lines.length; row += 1)
      kept[row] = blank(lines[row] ?? "");
    at = end;
  }
  return kept.map((line) => (ROW_COUNT.test(line) ? blank(line) : line));
}

function endsInCount(lines: readonly string[], from: number): boolean {
  for (const line of lines.slice(from + 1)) {
    if (ROW_COUNT.test(line)) return true;
    if (line.trim() === "" || /;\s*$/.test(line)) return false;
  }
  return false;
}

function blank(text: string): string {
  return " ".repeat(text.length);
}
