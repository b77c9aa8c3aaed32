/** Rows as the server gave them, every value as text. */
export interface Rows {
  columns: string[];
  values: (string | null)[][];
}

/**
 * What differs between an `output` block and the rows, by value; undefined where they agree. `…` or `*` as a cell stands for
 * any value, `~12` for a number within a tenth of it, a line `…` for any further rows.
 */
export function compareOutput(output: string, rows: Rows): { line: number; message: string } | undefined {
  const lines = output.split("\n").map((text, index) => ({ text, line: index + 1 }));
  const wanted = lines.filter(({ text }) => text.trim() !== "" && !isFrame(text));
  const [header, ...body] = wanted;
  if (!header) return { line: 1, message: "Unexpected empty output, expected the rows" };
  const columns = cellsOf(header.text);
  if (columns.join("|") !== rows.columns.join("|")) {
    return {
      line: header.line,
      message: `Unexpected columns \`${columns.join("|")}\`, expected \`${rows.columns.join("|")}\``,
    };
  }
  let at = 0;
  for (const { text, line } of body) {
    if (isRest(text)) return undefined;
    const actual = rows.values[at];
    if (!actual) return { line, message: `Unexpected row ${at + 1}, expected ${count(rows.values.length)}` };
    const cells = cellsOf(text);
    const wrong = actual.findIndex((value, column) => !agrees(cells[column] ?? "", value ?? ""));
    if (wrong >= 0) {
      const message = `Unexpected \`${cells[wrong] ?? ""}\` in column \`${rows.columns[wrong]}\`, expected \`${actual[wrong] ?? ""}\``;
      return { line, message };
    }
    at += 1;
  }
  if (at === rows.values.length) return undefined;
  return {
    line: wanted.at(-1)?.line ?? 1,
    message: `Unexpected end after ${count(at)}, expected ${count(rows.values.length)}`,
  };
}

/** The rows as psql prints them, aligned; what `--update-output` writes. */
export function renderOutput({ columns, values }: Rows): string {
  const cells = values.map((row) => row.map((value) => value ?? ""));
  const widths = columns.map((name, index) => Math.max(name.length, ...cells.map((row) => (row[index] ?? "").length)));
  const line = (row: readonly string[]) =>
    ` ${row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(" | ")}`.trimEnd();
  const frame = widths.map((width) => "-".repeat(width + 2)).join("+");
  return [line(columns), frame, ...cells.map(line), `(${count(values.length)})`].join("\n");
}

function count(rows: number): string {
  return `${rows} ${rows === 1 ? "row" : "rows"}`;
}

function isFrame(text: string): boolean {
  return /^\s*-+(?:\+-+)*\s*$/.test(text) || /^\s*\(\d+ rows?\)\s*$/.test(text);
}

function isRest(text: string): boolean {
  return /^\s*(?:…|\.\.\.)\s*$/.test(text);
}

function cellsOf(text: string): string[] {
  return text.split("|").map((cell) => cell.trim());
}

function agrees(wanted: string, actual: string): boolean {
  if (wanted === "*" || wanted === "…" || wanted === "...") return true;
  const about = /^~\s*(-?\d+(?:\.\d+)?)$/.exec(wanted)?.[1];
  if (about !== undefined) return Math.abs(Number(actual) - Number(about)) <= Math.abs(Number(about)) / 10;
  if (wanted === actual.trim()) return true;
  return wanted !== "" && actual.trim() !== "" && Number(wanted) === Number(actual);
}
