import { resolve } from "node:path";
import { UserError } from "../../core/errors.ts";
import { factIdPart } from "../../core/fact.ts";
import type { Outside, Source } from "../../core/source.ts";
import { listLogs } from "./list-logs.ts";
import { logFacts } from "./log-facts.ts";
import { type PostgresLogOptions, postgresLogOptions } from "./options.ts";
import { reachOf } from "./reach.ts";
import { scanMany } from "./scan-many.ts";
import type { Gaps } from "./tally.ts";

/**
 * Reads a server's logs (jsonlog, csvlog, plain text; gzip too) to percentiles of durations overall, by database and by
 * query id, and to errors by class of SQLSTATE. Keeps no text of any statement. Throws a `UserError` where there is no
 * log, or none of it is one of PostgreSQL's.
 */
export const postgresLogSource: Source<PostgresLogOptions> = {
  id: "postgres-log",
  summary: "Reads PostgreSQL's logs: true percentiles of durations by database and query, errors by SQLSTATE class.",
  options: postgresLogOptions,
  async collect(options, { root, env, signal, progress }) {
    const folder = folderOf(options, env);
    const files = await listLogs(resolve(root, folder.path), options.pattern);
    progress(`reading ${files.length} logs`);
    const { tally, failed } = await scanMany(files, { linePrefix: options.linePrefix, signal });
    if (tally.records === 0 && failed.length < files.length && files.some(({ size }) => size > 0)) {
      throw new UserError(
        "Unexpected text in every line of the logs, expected records of PostgreSQL",
        "Name the log's files in `pattern`, and for plain text the server's `log_line_prefix` in `linePrefix`.",
      );
    }
    const bytes = files.reduce((sum, { size }) => sum + size, 0);
    const facts = logFacts(tally, { count: files.length, bytes }, reachOf(options.logged), options.queries);
    const unreadable = [
      ...failed.map(({ file, reason }) => ({ group: `log.${factIdPart(file)}`, reason })),
      ...gapsAsReasons(tally.gaps),
      ...(tally.overall.count > 0
        ? []
        : [{ group: "percentile", reason: "the log holds no durations: set `log_min_duration_statement`" }]),
    ];
    return { origin: folder.name, facts, ...(unreadable.length > 0 ? { unreadable } : {}) };
  },
};

function folderOf({ folder, folderFrom }: PostgresLogOptions, env: Outside["env"]): { path: string; name: string } {
  if (folder !== undefined) return { path: folder, name: folder };
  const name = folderFrom as string;
  const path = env[name];
  if (!path) {
    throw new UserError(`Unexpected missing variable \`${name}\`, expected the folder of the logs`, `Set ${name}.`);
  }
  return { path, name: `the folder that ${name} names` };
}

/** What was stepped over. A last line without its end is usual while the server writes, and counted in `log.read` only. */
function gapsAsReasons({ damaged, long }: Gaps): { group: string; reason: string }[] {
  return [
    ...(damaged > 0 ? [{ group: "log", reason: `${damaged} records are damaged and were not counted` }] : []),
    ...(long > 0 ? [{ group: "log", reason: `${long} records are longer than 8 MiB and were not counted` }] : []),
  ];
}
