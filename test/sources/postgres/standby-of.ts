import { spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findBinaries } from "../../../src/sandbox/find-binaries.ts";
import type { SandboxServer } from "../../../src/sandbox/index.ts";
import { reachableBinaries } from "../../../src/sandbox/reachable-binaries.ts";
import { serverUser } from "../../../src/sandbox/server-user.ts";
import { withClient } from "./with-client.ts";

const PORT = 5433;

/**
 * A hot standby of a sandbox, streaming from it: a base backup made by copying files, as the embedded servers come without
 * pg_basebackup. It lies in the sandbox's folder; stop it before the sandbox.
 */
export async function standbyOf(primary: SandboxServer): Promise<SandboxServer> {
  const user = serverUser();
  const home = join(primary.directory, "standby");
  const data = join(home, "data");
  mkdirSync(home, { mode: 0o711 });
  await copyCluster(primary, data);
  writeFileSync(join(data, "standby.signal"), "");
  const source = `host=${primary.socketDirectory} port=${primary.port} user=postgres application_name=standby`;
  writeFileSync(join(data, "postgresql.auto.conf"), `primary_conninfo = '${source}'\nprimary_slot_name = 'standby'\n`);
  if (user.uid !== undefined && user.gid !== undefined) chown(data, user.uid, user.gid);

  const { bin, env } = reachableBinaries(findBinaries(primary.major), home, user);
  const fixed = ["listen_addresses=", `unix_socket_directories=${primary.socketDirectory}`, `port=${PORT}`];
  const child = spawn(join(bin, "postgres"), ["-D", data, ...fixed.flatMap((each) => ["-c", each])], {
    env,
    cwd: data,
    stdio: "ignore",
    ...user,
  });
  const ended = once(child, "exit");
  await ready(join(data, "postmaster.pid"));
  return {
    ...primary,
    port: PORT,
    connection: (database, name) => ({ ...primary.connection(database, name), port: PORT }),
    stop: async () => {
      child.kill("SIGQUIT");
      await ended;
    },
  };
}

async function copyCluster(primary: SandboxServer, data: string): Promise<void> {
  const [start, stop] =
    primary.major >= 15
      ? ["pg_backup_start('standby', true)", "pg_backup_stop(false)"]
      : ["pg_start_backup('standby', true, false)", "pg_stop_backup(false, false)"];
  await withClient(primary, "postgres", async (client) => {
    await client.query("SELECT pg_create_physical_replication_slot('standby', true)");
    await client.query(`SELECT ${start}`);
    const from = join(primary.directory, "data");
    const left = new Set(
      ["postmaster.pid", "postmaster.opts", "pg_wal", "pg_replslot"].map((name) => join(from, name)),
    );
    cpSync(from, data, {
      recursive: true,
      filter: (path) => !left.has(path) && !basename(path).startsWith("pgsql_tmp"),
    });
    for (const name of ["pg_wal", "pg_wal/archive_status", "pg_wal/summaries", "pg_replslot"])
      mkdirSync(join(data, name));
    const { rows } = await client.query(`SELECT labelfile FROM ${stop}`);
    writeFileSync(join(data, "backup_label"), rows[0].labelfile);
  });
}

function chown(folder: string, uid: number, gid: number): void {
  chownSync(folder, uid, gid);
  for (const entry of readdirSync(folder, { recursive: true })) chownSync(join(folder, String(entry)), uid, gid);
}

async function ready(file: string): Promise<void> {
  for (let waited = 0; waited < 30_000; waited += 20) {
    try {
      if (/^(ready|standby)$/.test(readFileSync(file, "utf8").split("\n")[7]?.trim() ?? "")) return;
    } catch {
      // Not there yet.
    }
    await sleep(20);
  }
  throw new Error("The standby did not start");
}
