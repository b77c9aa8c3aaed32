const URL_PASSWORD = /([a-z][a-z0-9+.-]*:\/\/[^\s:/?#@'"]*):[^\s'"]*@/gi;
const KEY_VALUE =
  /\b(password|passwd|pwd|secret|token|passphrase|api_?key)(\s*[=:]\s*|\s+)('(?:[^']|'')*'|"[^"]*"|[^\s,;)'"]+)/gi;
const LITERAL = /(?:\b(?:e|u&|x|b|n))?'(?:[^'\\]|''|\\.)*(?:'|$)|(\$[\p{L}_]?[\p{L}\p{N}_]*\$)[\s\S]*?(?:\1|$)/giu;
const PLANNED = /^(?:\s|\/\*[\s\S]*?\*\/|--[^\n]*\n|\()*(select|insert|update|delete|merge|with|values|table)\b/i;
const SECRET_CALL = /\b(dblink\w*|crypt|hmac|pgp_\w+|encrypt\w*|decrypt\w*|digest)\s*\(/i;

/** What stands in place of a secret. */
export const REDACTED = "…";

/**
 * Takes credentials out of any text: passwords of URLs, and what follows `password=` and its like. Runs before the text
 * becomes a value that anything else can reach.
 */
export function redactText(text: string): string {
  return text
    .replace(URL_PASSWORD, `$1:${REDACTED}@`)
    .replace(
      KEY_VALUE,
      (_, key: string, between: string) => `${key}${between}${between.trim() === "" ? `'${REDACTED}'` : REDACTED}`,
    );
}

/**
 * Takes secrets out of a statement as pg_stat_statements keeps it. Literals of statements that are planned are `$1`
 * already; those of utility statements (`ALTER ROLE … PASSWORD '…'`) are kept by the server and all go, as do those of calls
 * that take secrets as arguments (https://www.postgresql.org/docs/current/pgstatstatements.html).
 */
export function redactStatement(query: string): string {
  const keepsLiterals = PLANNED.test(query) && !SECRET_CALL.test(query);
  return redactText(keepsLiterals ? query : query.replace(LITERAL, `'${REDACTED}'`));
}

const SENSITIVE_SETTING =
  /password(?!_encryption)|passphrase|secret|token|api_?key|primary_conninfo|_command$|ssl_key/i;

/** Whether a setting may hold a secret, by its name; commands count, as they often carry credentials. */
export function isSensitiveSetting(name: string): boolean {
  return SENSITIVE_SETTING.test(name);
}
