/** One statement or message of a generated log. */
export interface Entry {
  severity?: string;
  state?: string;
  database?: string;
  tag?: string;
  query?: string;
  message: string;
  context?: string;
  statement?: string;
}

/** A line of a jsonlog, with the keys and their order of PostgreSQL 16. */
export function jsonLine(entry: Entry): string {
  const { severity = "LOG", state = "00000", database = "shop", tag = "SELECT", query = "0" } = entry;
  const line = {
    timestamp: "2026-11-24 02:05:00.123 UTC",
    user: "app",
    dbname: database,
    pid: 4711,
    remote_host: "[local]",
    session_id: "6923.1267",
    line_num: 7,
    ps: tag,
    session_start: "2026-11-24 02:04:00 UTC",
    vxid: "3/12",
    txid: 0,
    error_severity: severity,
    state_code: state,
    message: entry.message,
    context: entry.context,
    statement: entry.statement,
    application_name: "psql",
    backend_type: "client backend",
  };
  return `${JSON.stringify(line).slice(0, -1)},"query_id":${query}}\n`;
}

/** A record of a csvlog with the 26 columns of PostgreSQL 14 and later. */
export function csvRecord(entry: Entry): string {
  const { severity = "LOG", state = "00000", database = "shop", tag = "SELECT", query = "0" } = entry;
  const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const context = entry.context === undefined ? "" : quote(entry.context);
  const start = `2026-11-24 02:05:00.123 UTC,"app",${quote(database)},4711,"[local]",6923.1267,7,${quote(tag)},2026-11-24 02:04:00 UTC,3/12,0`;
  return `${start},${severity},${state},${quote(entry.message)},,,,,${context},,,,"psql","client backend",,${query}\n`;
}

/** The prefix of {@link plainLine}, as `log_line_prefix` says it. */
export const PLAIN_PREFIX = "%m [%p] %q%u@%d/%a %e %Q %i ";

/** A record of a log in plain text; further lines begin with a tab, as the server writes them. */
export function plainLine(entry: Entry): string {
  const { severity = "LOG", state = "00000", database = "shop", tag = "SELECT", query = "0" } = entry;
  const prefix = `2026-11-24 02:05:00.123 UTC [4711] app@${database}/psql ${state} ${query} ${tag} `;
  return `${prefix}${severity}:  ${entry.message.replaceAll("\n", "\n\t")}\n`;
}
