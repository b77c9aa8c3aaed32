import { join } from "node:path";
import { UserError } from "../core/errors.ts";
import type { Installation } from "./find-installations.ts";
import type { Bench } from "./open-bench.ts";

/** A stopped cluster that holds the known data set; each drill begins on a copy of it. */
export interface Template {
  folder: string;
  /** Bytes of its database. */
  bytes: number;
}

/** The database of the template, which a drill renames. */
export const TEMPLATE_DATABASE = "app";
/** Bytes of the database for one unit of the data set, indexes included, rounded down: measured on PostgreSQL 15. */
const UNIT_BYTES = 3_500;
const PATIENCE_MS = 600_000;

/** What every cluster of a drill runs with: a Unix socket only, nothing outside its folder. */
const SETTINGS = `listen_addresses = ''
dynamic_shared_memory_type = mmap
shared_buffers = 64MB
max_connections = 40
max_wal_size = 1GB
log_timezone = UTC
timezone = UTC
`;

/**
 * Makes a cluster with at least `megabytes` (10^6 bytes) of known data. Throws a `UserError` where there is too little room, or
 * where the programs do not do it.
 */
export async function makeTemplate(
  bench: Bench,
  { bin, version }: Installation,
  megabytes: number,
  signal?: AbortSignal,
): Promise<Template> {
  requireRoom(bench, megabytes);
  const folder = join(bench.workspace.home, `template-${version}`);
  const data = join(bench.workspace.directory, "programs", "data-set.sql");
  const code = `
initdb --no-sync --auth=trust --username=postgres --encoding=UTF8 --locale=C.UTF-8 --data-checksums --pgdata="$FOLDER"
cat "$SETTINGS" >>"$FOLDER/postgresql.conf"
echo "unix_socket_directories = '$PGHOST'" >>"$FOLDER/postgresql.conf"
pg_ctl --pgdata="$FOLDER" --log="$FOLDER.log" --wait --options='-c fsync=off -c full_page_writes=off -c autovacuum=off' start
psql --no-psqlrc --quiet --dbname=postgres --command='CREATE DATABASE ${TEMPLATE_DATABASE}'
psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --set=units="$UNITS" --dbname=${TEMPLATE_DATABASE} --file="$DATA_SET"
psql --no-psqlrc --tuples-only --no-align --dbname=${TEMPLATE_DATABASE} \\
  --command='SELECT pg_database_size(current_database())' >"$DRILL_RESULTS/size"
pg_ctl --pgdata="$FOLDER" --wait --timeout=300 stop
`;
  const ran = await bench.shell(code, {
    timeout: PATIENCE_MS,
    signal,
    env: {
      PATH: `${bin}:${bench.env().PATH}`,
      FOLDER: folder,
      SETTINGS: bench.file("template.conf", SETTINGS),
      DATA_SET: data,
      UNITS: String(Math.ceil((megabytes * 1_000_000) / UNIT_BYTES)),
    },
  });
  if (ran.exit !== 0) {
    throw new UserError(
      `The cluster with the known data set could not be made on PostgreSQL ${version}`,
      lastLines(ran.output),
    );
  }
  const bytes = Number(bench.result("size"));
  if (bytes >= megabytes * 1_000_000) return { folder, bytes };
  throw new UserError(`Unexpected ${bytes} bytes of known data, expected at least ${megabytes} MB`);
}

/** The source, its copy, a backup, the restored one, WAL and an archive of it: six times the data and some. */
function requireRoom({ workspace }: Bench, megabytes: number): void {
  const wanted = megabytes * 6 + 1_000;
  const free = Math.floor(workspace.free() / 1_000_000);
  if (free >= wanted) return;
  throw new UserError(
    `Unexpected ${free} MB free below \`${workspace.directory}\`, expected ${wanted} MB`,
    "Give fewer with --megabytes, or another place with TMPDIR.",
  );
}

function lastLines(text: string): string {
  return text.trim().split("\n").slice(-12).join("\n");
}
