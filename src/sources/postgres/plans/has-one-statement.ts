import { redactLiterals } from "../redact-literals.ts";

const COMMENT_OR_NAME = /--[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"]|"")*"/g;

/**
 * Whether SQL is one statement at most: no semicolon outside of literals, names and comments. Where a backslash makes it
 * depend on the session where a literal ends, it is taken for more.
 */
export function hasOneStatement(sql: string): boolean {
  return !sql.includes("\\") && !redactLiterals(sql).replace(COMMENT_OR_NAME, " ").includes(";");
}
