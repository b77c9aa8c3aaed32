import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ProgramFile, ProofJob, Prover, ServerFile } from "../../core/proof/prover.ts";
import { embeddedMajors, findBinaries } from "../find-binaries.ts";
import { binaryIdentity } from "./binary-identity.ts";
import { openPrograms } from "./programs/open-programs.ts";
import { type ProofServer, startProofServer } from "./proof-server.ts";
import { proveConf } from "./prove-conf.ts";
import { runJob } from "./run-job.ts";

export interface ProverOptions {
  /** The majors that are wanted; those that are not installed are left out of `majors`. */
  majors: readonly number[];
  /** The folder of the fixtures, `<name>.sql` each. */
  fixtures: string;
}

/**
 * Opens disposable servers for proofs: each starts when it is first needed, is used for one job at a time, and goes with
 * `close` or with this process.
 */
export function openProver({ majors, fixtures }: ProverOptions): Prover {
  const installed = embeddedMajors();
  const servers = new Map<number, Promise<ProofServer>>();
  const turns = new Map<number, Promise<unknown>>();
  const serverOf = (major: number) => {
    const server = servers.get(major) ?? startProofServer(major);
    servers.set(major, server);
    return server;
  };
  const programs = openPrograms();
  const fixture = async (name: string) => {
    if (!/^[\w-]+$/.test(name)) return undefined;
    return readFile(join(fixtures, `${name}.sql`), "utf8").catch(() => undefined);
  };
  /** One job at a time on each server: what one does to the server cannot meet another. */
  const inTurn = <Result>(major: number, job: (server: ProofServer) => Promise<Result>): Promise<Result> => {
    const before = turns.get(major) ?? Promise.resolve();
    const now = before.then(async () => job(await serverOf(major)));
    turns.set(
      major,
      now.catch(() => {}),
    );
    return now;
  };
  return {
    majors: majors.filter((major) => installed.includes(major)),
    identity: (major) => binaryIdentity(findBinaries(major)),
    prove: (major, job: ProofJob) => inTurn(major, (server) => runJob(server, job, fixture)),
    conf: (major, file: ServerFile, code) => inTurn(major, (server) => proveConf(server, file, code)),
    program: (file: ProgramFile, code) => programs.ask(file, code),
    fixture,
    close: async () => {
      await programs.close();
      await Promise.all([...servers.values()].map(async (server) => (await server.catch(() => undefined))?.stop()));
    },
  };
}
