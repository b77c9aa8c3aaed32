import { STORAGE_NAMES, WORKLOAD_NAMES } from "../machine.ts";
import { documented, type Recommendation, type TuningInput } from "../recommendation.ts";

const RANDOM_PAGE_COST = { ssd: "1.1", nvme: "1.1", san: "1.1", hdd: "4" };
const IO_CONCURRENCY = { ssd: 200, nvme: 256, san: 256, hdd: 2 };
const WAL_GIB = { oltp: 8, mixed: 4, analytics: 16 };

/** Disks, write-ahead log and checkpoints. */
export function storageRules({ machine }: TuningInput): Recommendation[] {
  const { storage, workload, ramBytes, cpus, major } = machine;
  const walGib = ramBytes < 2 * 1024 ** 3 ? 1 : WAL_GIB[workload];
  const spinning = storage === "hdd";
  return [
    {
      name: "random_page_cost",
      value: RANDOM_PAGE_COST[storage],
      reason: spinning
        ? "The default: on a turning disk a random page costs several times a sequential one, and the cache hides part of it."
        : `On ${STORAGE_NAMES[storage]} a random page costs hardly more than the next one; the default of 4 keeps the planner from indexes that would pay.`,
      ...documented("planner", "random_page_cost", machine),
      restart: false,
    },
    {
      name: "effective_io_concurrency",
      value: String(IO_CONCURRENCY[storage]),
      reason: spinning
        ? "A turning disk serves few requests at once."
        : `Here hundreds of requests are served at once; bitmap scans ${major >= 18 ? "and sequential ones " : ""}read ahead by this many.`,
      ...documented("io", "effective_io_concurrency", machine),
      restart: false,
    },
    ...(major >= 18 ? [ioWorkers(cpus, machine)] : []),
    {
      name: "max_wal_size",
      value: `${walGib}GB`,
      reason: `A checkpoint comes when this much WAL was written or checkpoint_timeout has passed; ${walGib}GB leaves the time to decide on ${WORKLOAD_NAMES[workload]}. The disk of pg_wal must hold it, and a while more.`,
      ...documented("checkpoints", "max_wal_size", machine),
      restart: false,
    },
    {
      name: "min_wal_size",
      value: walGib === 1 ? "256MB" : "1GB",
      reason: "Segments below this size are used again in place of being made anew when writing picks up.",
      ...documented("checkpoints", "min_wal_size", machine),
      restart: false,
    },
    {
      name: "checkpoint_timeout",
      value: "15min",
      reason:
        "The default of 5min writes the same hot pages three times as often, each time with a full image in the WAL. A restart after a crash replays at most what two checkpoints cover.",
      ...documented("checkpoints", "checkpoint_timeout", machine),
      restart: false,
    },
    {
      name: "checkpoint_completion_target",
      value: "0.9",
      reason: `Spreads a checkpoint's writes over nine tenths of the time until the next one${major >= 14 ? "; the default since 14" : "; the default before 14 was 0.5"}.`,
      ...documented("checkpoints", "checkpoint_completion_target", machine),
      restart: false,
    },
    {
      name: "wal_compression",
      // 15 made it a list of methods; `on` is read as pglz, the one that every build has.
      value: major >= 15 ? "pglz" : "on",
      reason: "Full page images shrink for a little CPU time: less WAL to write, archive and send.",
      ...documented("wal", "wal_compression", machine),
      restart: false,
    },
  ];
}

function ioWorkers(cpus: number, machine: TuningInput["machine"]): Recommendation {
  const workers = Math.min(32, Math.max(3, Math.ceil(cpus / 4)));
  return {
    name: "io_workers",
    value: String(workers),
    reason: `A quarter of ${cpus} CPUs, at least the default of 3: the processes that read ahead (io_method = worker).`,
    ...documented("io", "io_workers", machine),
    restart: false,
  };
}
