import { REDACTED } from "./redact-text.ts";

const OPENING =
  /--|\/\*|"|(?<![\p{L}\p{N}_$])\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$|(?:(?<![\p{L}\p{N}_$])(?:e|u&|x|b|n))?'/giu;

/**
 * Takes every string literal out of SQL, dollar quotes included; comments and quoted identifiers stay. Where it depends on
 * the session how a literal ends (a backslash, `standard_conforming_strings`), everything from there on goes
 * (https://www.postgresql.org/docs/current/sql-syntax-lexical.html).
 */
export function redactLiterals(sql: string): string {
  let redacted = "";
  let at = 0;
  while (at < sql.length) {
    OPENING.lastIndex = at;
    const opening = OPENING.exec(sql);
    if (!opening) break;
    const start = opening.index;
    const [mark] = opening;
    const end = endOf(sql, start, mark);
    const kept = mark === "--" || mark === "/*" || mark === '"';
    redacted += sql.slice(at, start) + (kept ? sql.slice(start, end) : `'${REDACTED}'`);
    at = end;
  }
  return redacted + sql.slice(at);
}

function endOf(sql: string, start: number, mark: string): number {
  const body = start + mark.length;
  if (mark === "--") return after(sql, "\n", body);
  if (mark === "/*") return endOfComment(sql, body);
  if (mark === '"') return endOfQuoted(sql, '"', body);
  if (mark.startsWith("$")) return after(sql, mark, body);
  const end = endOfQuoted(sql, "'", body);
  return sql.slice(body, end).includes("\\") ? sql.length : end;
}

/** Comments nest. */
function endOfComment(sql: string, from: number): number {
  let depth = 1;
  for (const { 0: mark, index } of sql.slice(from).matchAll(/\/\*|\*\//g)) {
    depth += mark === "/*" ? 1 : -1;
    if (depth === 0) return from + index + mark.length;
  }
  return sql.length;
}

/** A doubled quote is part of the text. */
function endOfQuoted(sql: string, quote: string, from: number): number {
  let end = after(sql, quote, from);
  while (sql[end] === quote) end = after(sql, quote, end + 1);
  return end;
}

function after(sql: string, mark: string, from: number): number {
  const at = sql.indexOf(mark, from);
  return at < 0 ? sql.length : at + mark.length;
}
