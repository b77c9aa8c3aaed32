import { posix } from "node:path";
import type { ConfFile } from "./prover.ts";

const FILES: Readonly<Record<string, ConfFile>> = {
  "postgresql.conf": "postgresql.conf",
  "postgresql.auto.conf": "postgresql.conf",
  "pg_hba.conf": "pg_hba.conf",
  "pg_ident.conf": "pg_ident.conf",
  "pgbouncer.ini": "pgbouncer.ini",
  "pgbackrest.conf": "pgbackrest.conf",
};

/** Which file a fence's title names, as a name or a path; undefined: none that a server or its own program can be asked about. */
export function confFile(meta: string): ConfFile | undefined {
  const title = /(?:^|\s)title=(?:"([^"]*)"|'([^']*)'|(\S+))/.exec(meta);
  return FILES[posix.basename(title?.[1] ?? title?.[2] ?? title?.[3] ?? "")];
}
