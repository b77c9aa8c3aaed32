import { appendFileSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import type { ConfAnswer, ConfProblem, ServerFile } from "../../core/proof/prover.ts";
import type { ProofServer } from "./proof-server.ts";

interface Row {
  line: number;
  name: string | null;
  value: string | null;
  error: string | null;
}

/**
 * Puts the block into the server's file, asks the server what it makes of each line (`pg_file_settings`,
 * `pg_hba_file_rules`, `pg_ident_file_mappings`), and takes it out again. Nothing is reloaded: no line takes effect.
 */
export async function proveConf(server: ProofServer, file: ServerFile, code: string): Promise<ConfAnswer> {
  if (file !== "postgresql.conf") {
    return { problems: await rulesOf(server, file, code), restart: [], serverWide: [], changed: [] };
  }
  const lines = code.split("\n");
  const client = await server.admin("postgres");
  const broken: ConfProblem[] = [];
  // One line that is no setting hides all others from the server's view: it is noted and taken out.
  for (;;) {
    const { rows, before } = await readAs(server, client, lines.join("\n"));
    const syntax = rows.filter(({ name }) => name === null).map((row) => ({ ...row, line: row.line - before }));
    const next = syntax.filter(({ line }) => lines[line - 1]?.trim());
    if (next.length === 0) return settingsIn(client, rows, before, broken);
    for (const { line, error } of next) {
      const value = lines[line - 1]?.trim() ?? "";
      broken.push({ line, name: "", value, kind: "syntax", message: error ?? "" });
      lines[line - 1] = "";
    }
  }
}

async function readAs(server: ProofServer, client: pg.Client, code: string): Promise<{ rows: Row[]; before: number }> {
  const path = join(server.sandbox.directory, "data", "postgresql.conf");
  const text = readFileSync(path, "utf8");
  const before = text.split("\n").length;
  appendFileSync(path, `\n${code}\n`);
  try {
    const { rows } = await client.query<Row>(
      `SELECT sourceline AS line, name, setting AS value, error FROM pg_file_settings
       WHERE sourcefile LIKE '%postgresql.conf' AND sourceline > $1 ORDER BY seqno`,
      [before],
    );
    return { rows, before };
  } finally {
    truncateSync(path, Buffer.byteLength(text));
  }
}

async function settingsIn(client: pg.Client, rows: readonly Row[], before: number, broken: readonly ConfProblem[]) {
  const known = await contextsOf(client, rows);
  const problems = [...broken];
  for (const row of rows) {
    const problem = await problemOf(client, row, before, known);
    if (problem) problems.push(problem);
  }
  const within = (contexts: readonly string[]) => {
    const names = rows.flatMap(({ name }) =>
      name && contexts.includes(known.get(name.toLowerCase()) ?? "") ? [name] : [],
    );
    return [...new Set(names)].sort();
  };
  const defaults = await client.query<{ name: string; value: string }>(
    "SELECT lower(name) AS name, current_setting(name) AS value FROM pg_settings WHERE source = 'default'",
  );
  const byDefault = new Map(defaults.rows.map(({ name, value }) => [name, value]));
  const changed = rows.flatMap(({ name, value }) =>
    name && byDefault.get(name.toLowerCase()) !== value ? [name] : [],
  );
  return {
    problems: problems.sort((a, b) => a.line - b.line),
    restart: within(["postmaster"]),
    serverWide: within(["internal", "postmaster", "sighup"]),
    changed: [...new Set(changed)].sort(),
  };
}

async function contextsOf(client: pg.Client, rows: readonly Row[]): Promise<Map<string, string>> {
  const names = rows.flatMap(({ name }) => (name === null ? [] : [name.toLowerCase()]));
  const known = await client.query<{ name: string; context: string }>(
    "SELECT lower(name) AS name, context FROM pg_settings WHERE lower(name) = ANY ($1)",
    [names],
  );
  return new Map(known.rows.map(({ name, context }) => [name, context]));
}

/**
 * pg_file_settings has one error text for a value that cannot be and for one that waits for a restart. `ALTER SYSTEM` tells
 * them apart: it takes a value exactly when the server would start with it, and nothing reads its file before the reset.
 */
async function problemOf(
  client: pg.Client,
  { line, name, value, error }: Row,
  before: number,
  known: ReadonlyMap<string, string>,
): Promise<ConfProblem | undefined> {
  const place = { line: line - before, name: name ?? "", value: value ?? "" };
  if (name === null) return { ...place, kind: "syntax", message: error ?? "" };
  // Aliases are no rows of pg_settings: the file's own verdict on the name counts.
  if (!known.has(name.toLowerCase())) {
    if (!error?.includes("unrecognized")) return undefined;
    const all = await client.query<{ name: string }>("SELECT name FROM pg_settings ORDER BY 1");
    return { ...place, kind: "unknown", message: error, candidates: all.rows.map((row) => row.name) };
  }
  const setting = pg.escapeIdentifier(name.toLowerCase());
  try {
    await client.query(`ALTER SYSTEM SET ${setting} = ${pg.escapeLiteral(value ?? "")}`);
    await client.query(`ALTER SYSTEM RESET ${setting}`);
    return undefined;
  } catch (refused) {
    if (!(refused instanceof pg.DatabaseError)) throw refused;
    // Some settings may stand in the file and not in ALTER SYSTEM's (55P02: data_directory and its like).
    if (refused.code === "55P02") return undefined;
    return { ...place, kind: "invalid", message: refused.message, hint: refused.hint };
  }
}

async function rulesOf(
  server: ProofServer,
  file: Exclude<ServerFile, "postgresql.conf">,
  code: string,
): Promise<ConfProblem[]> {
  if (file === "pg_ident.conf" && server.major < 15) return [];
  const path = join(server.sandbox.directory, "data", file);
  const text = readFileSync(path, "utf8");
  const client = await server.admin("postgres");
  writeFileSync(path, `${code}\n`);
  try {
    const { rows } = await client.query<Row>(RULES[file]);
    return rows.map(({ line, name, value, error }) => {
      return { line, name: name ?? "", value: value ?? "", kind: "syntax" as const, message: error ?? "" };
    });
  } finally {
    writeFileSync(path, text);
  }
}

const RULES = {
  "pg_hba.conf": `SELECT line_number AS line, type AS name, auth_method AS value, error FROM pg_hba_file_rules
    WHERE error IS NOT NULL ORDER BY 1`,
  "pg_ident.conf": `SELECT line_number AS line, map_name AS name, pg_username AS value, error
    FROM pg_ident_file_mappings WHERE error IS NOT NULL ORDER BY 1`,
};
