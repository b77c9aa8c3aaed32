const URL_PASSWORD = /([a-z][a-z0-9+.-]*:\/\/[^\s:/?#@'"]*):[^\s'"]*@/gi;
const KEY = "[\\w-]*(?:password|passwd|pwd|secret|token|passphrase|api_?key)";
const QUOTED = String.raw`'(?:[^'\\]|''|\\[\s\S])*(?:'|$)|"[^"]*(?:"|$)`;
const KEY_VALUE = new RegExp(
  String.raw`\b(${KEY})(\s*[=:]\s*|\s+)(${QUOTED}|(?<=[=:]\s*)(?!\$\d+\b)[^\s,;)'"]+)`,
  "gi",
);

/** Holds wherever one of the two above can match. */
const SUSPICIOUS = /:\/\/|passw|pwd|secret|token|passphrase|api_?key/i;

/** What stands in place of a secret. */
export const REDACTED = "…";

/**
 * Takes credentials out of any text: passwords of URLs, and what follows `password=` and its like, or stands quoted behind
 * the word. Runs before the text becomes a value that anything else can reach.
 */
export function redactText(text: string): string {
  // Most texts are names of tables and indexes: one look is enough to leave them alone.
  if (!SUSPICIOUS.test(text)) return text;
  return text
    .replace(URL_PASSWORD, `$1:${REDACTED}@`)
    .replace(
      KEY_VALUE,
      (_, key: string, between: string) => `${key}${between}${between.trim() === "" ? `'${REDACTED}'` : REDACTED}`,
    );
}

const SENSITIVE_SETTING =
  /password(?!_encryption)|passphrase|secret|token|api_?key|primary_conninfo|_command$|ssl_key/i;

/** Whether a setting may hold a secret, by its name; commands count, as they often carry credentials. */
export function isSensitiveSetting(name: string): boolean {
  return SENSITIVE_SETTING.test(name);
}
