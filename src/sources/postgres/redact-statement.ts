import { redactLiterals } from "./redact-literals.ts";
import { redactText } from "./redact-text.ts";

/**
 * Takes secrets out of a statement as pg_stat_statements keeps it. Literals of planned statements are `$1` already; those of
 * utility statements (`ALTER ROLE … PASSWORD '…'`) are kept by the server, and so are all of a statement whose entry was
 * evicted while it ran (https://www.postgresql.org/docs/current/pgstatstatements.html). So every literal goes.
 */
export function redactStatement(query: string): string {
  return redactText(redactLiterals(query));
}
