// Starts the demo platform: a disposable server with its schemas, rows, logs and the traces of a workload.
import { type SandboxServer, startSandbox } from "../../src/sandbox/index.ts";
import { DEMO_DATABASE, seedDemo } from "./seed.ts";
import { withClient } from "./with-client.ts";
import { runWorkload } from "./workload.ts";

export interface DemoOptions {
  /** Default 16. */
  major?: number;
  /** Multiplies the number of rows; default 1, which gives a little over 100,000. */
  scale?: number;
  /** Told what is going on. */
  progress?(message: string): void;
}

export interface Demo {
  server: SandboxServer;
  stop(): Promise<void>;
}

/** Starts and fills the platform; its database is `stellaops`, and role `plumbline` may read what it shows. */
export async function startDemo({ major = 16, scale = 1, progress = () => {} }: DemoOptions = {}): Promise<Demo> {
  progress("Starting the demo server");
  const server = await startSandbox({ major, settings: settings(major) });
  try {
    progress("Loading and filling the six schemas");
    await seedDemo(server, scale);
    await logEveryStatement(server);
    progress("Running the workload");
    await runWorkload(server);
    await withClient(server.connection(DEMO_DATABASE), async (client) => {
      await client.query("/* plumbline */ SET pg_stat_statements.track = 'none'");
      await client.query("VACUUM ANALYZE");
    });
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { server, stop: () => server.stop() };
}

/** From here on, everything that the platform asks is in the log, so that its percentiles are of all statements. */
async function logEveryStatement(server: SandboxServer): Promise<void> {
  await withClient(server.connection(), (client) =>
    client.query(`ALTER ROLE stellaops_app IN DATABASE ${DEMO_DATABASE} SET log_min_duration_statement = 0`),
  );
}

/** What a small production server would say; JSON logs since PostgreSQL 15. */
function settings(major: number): Record<string, string> {
  return {
    fsync: "on",
    full_page_writes: "on",
    synchronous_commit: "on",
    shared_buffers: "64MB",
    effective_cache_size: "192MB",
    maintenance_work_mem: "32MB",
    work_mem: "2MB",
    random_page_cost: "1.1",
    shared_preload_libraries: "pg_stat_statements",
    "pg_stat_statements.track": "top",
    track_io_timing: "on",
    logging_collector: "on",
    log_destination: major >= 15 ? "jsonlog" : "csvlog",
    log_filename: "postgresql-%Y-%m-%d_%H%M%S.log",
    // Only what logEveryStatement names; what filled the demo is no part of its percentiles.
    log_min_duration_statement: "-1",
    log_checkpoints: "on",
    log_lock_waits: "on",
    log_temp_files: "0",
    log_autovacuum_min_duration: "0",
    deadlock_timeout: "200ms",
  };
}
