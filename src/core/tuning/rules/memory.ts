import { UserError } from "../../errors.ts";
import { WORKLOAD_NAMES } from "../machine.ts";
import { documented, type Recommendation, type TuningInput } from "../recommendation.ts";
import { renderSize } from "../size.ts";

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;

/** Sorts and hashes that one statement may run at once; each may take `work_mem`. */
const OPERATIONS = 3;
/** No statement should take more than this unasked: memory for the many comes first. */
const WORK_MEM_CAP = { oltp: 64 * MIB, mixed: 128 * MIB, analytics: 1024 * MIB };

/** The settings that share out the memory; together they stay within it even when every connection works at once. */
export function memoryRules({ machine, observed }: TuningInput): Recommendation[] {
  const { ramBytes, connections, major, workload } = machine;
  const buffers = sharedBuffers(ramBytes);
  const maintenance = clamp(ramBytes / 16, 64 * MIB, 2 * GIB);
  const vacuum = Math.min(maintenance, major < 17 ? GIB : maintenance);
  const free = ramBytes - buffers - maintenance;
  const multiplier = major >= 15 ? 2 : 1;
  const fits = floorMib(free / (connections * OPERATIONS * multiplier));
  if (fits < MIB) throw tooManyConnections(machine.connections, ramBytes);
  const spilled = observed?.largestSpillBytes ?? 0;
  const wanted = spilled > 0 ? powerOfTwoMib(spilled * 1.25) : 0;
  const work = Math.min(fits, Math.max(WORK_MEM_CAP[workload], wanted));
  return [
    {
      name: "shared_buffers",
      value: renderSize(buffers),
      reason:
        ramBytes >= GIB
          ? `A quarter of ${renderSize(ramBytes)}; the rest serves the operating system's cache, on which PostgreSQL relies too.`
          : `Less than a quarter of ${renderSize(ramBytes)}: below 1GB the operating system needs its part first.`,
      ...documented("memory", "shared_buffers", machine),
      restart: true,
    },
    {
      name: "effective_cache_size",
      value: renderSize(floorMib(ramBytes * 0.75)),
      reason: `Three quarters of ${renderSize(ramBytes)}: what shared_buffers and the system's cache can hold together. It takes no memory; it tells the planner that an index is likely in memory.`,
      ...documented("planner", "effective_cache_size", machine),
      restart: false,
    },
    {
      name: "work_mem",
      value: renderSize(work),
      reason: [
        `${connections} connections with ${OPERATIONS} sorts or hashes each share the ${renderSize(floorMib(free))} that are left; `,
        multiplier > 1 ? `a hash may take ${multiplier} times as much (hash_mem_multiplier). ` : "",
        spilled > 0
          ? `Statements of the target wrote up to ${renderSize(ceilMib(spilled))} of temporary files a call${wanted > fits ? ", which is more than fits" : ""}.`
          : work < fits
            ? `More would fit, but ${renderSize(work)} is enough for ${WORKLOAD_NAMES[workload]}; raise it for one role or session that needs it.`
            : "More would not fit.",
      ].join(""),
      ...documented("memory", "work_mem", machine),
      restart: false,
    },
    {
      name: "maintenance_work_mem",
      value: renderSize(maintenance),
      reason: `A sixteenth of ${renderSize(ramBytes)}, at least 64MB and at most 2GB: index builds and foreign keys use it, one at a time.`,
      ...documented("memory", "maintenance_work_mem", machine),
      restart: false,
    },
    {
      name: "autovacuum_work_mem",
      value: renderSize(floorMib(Math.max(vacuum / 4, Math.min(vacuum, 64 * MIB)))),
      reason: `Each autovacuum worker takes this for itself; left at its default it would take ${renderSize(maintenance)} (maintenance_work_mem). A quarter of that, at least 64MB.`,
      ...documented("memory", "autovacuum_work_mem", machine),
      restart: false,
    },
  ];
}

function sharedBuffers(ram: number): number {
  return floorMib(ram >= GIB ? ram / 4 : ram * 0.15);
}

function tooManyConnections(connections: number, ram: number): UserError {
  return new UserError(
    `Unexpected ${connections} connections with ${renderSize(ram)} of memory, expected at least 1MB of work_mem each`,
    "Put a pool such as PgBouncer before the server and ask for fewer connections, or give it more memory.",
  );
}

function clamp(bytes: number, least: number, most: number): number {
  return floorMib(Math.min(most, Math.max(least, bytes)));
}

function floorMib(bytes: number): number {
  return Math.floor(bytes / MIB) * MIB;
}

function ceilMib(bytes: number): number {
  return Math.ceil(bytes / MIB) * MIB;
}

function powerOfTwoMib(bytes: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(1, bytes / MIB))) * MIB;
}
