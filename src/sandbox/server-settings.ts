import { UserError } from "../core/errors.ts";

/** A small server that need not outlive a power cut; a caller's settings come later and win. */
const DEFAULTS = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  shared_buffers: "32MB",
  max_connections: "50",
  max_wal_size: "256MB",
  // Files in the data folder go with it; segments in /dev/shm would stay behind a killed server.
  dynamic_shared_memory_type: "mmap",
  timezone: "UTC",
  log_timezone: "UTC",
};

/** Renders the settings as lines of a postgresql.conf, where `ALTER SYSTEM` can still change them. */
export function renderSettings(settings: Readonly<Record<string, string>>): string {
  return Object.entries({ ...DEFAULTS, ...settings })
    .map(([name, value]) => {
      if (/^[a-z_][a-z0-9_.]*$/i.test(name) && !/[\n\r\0]/.test(value)) return `${name} = ${quote(value)}\n`;
      throw new UserError(`Unexpected setting \`${name}\`, expected a name and a value on one line`);
    })
    .join("");
}

/** Postgresql.conf's way of quoting: quotes doubled, backslashes too. */
function quote(value: string): string {
  return `'${value.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}
