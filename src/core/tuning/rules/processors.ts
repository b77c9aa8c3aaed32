import { documented, type Recommendation, type TuningInput } from "../recommendation.ts";

/** Connections and parallel workers. */
export function processorRules({ machine }: TuningInput): Recommendation[] {
  const { cpus, connections, workload, major } = machine;
  const perGather =
    cpus === 1 ? 0 : Math.min(Math.floor(cpus / 2), workload === "oltp" ? 2 : workload === "mixed" ? 4 : 16);
  const perMaintenance = Math.max(1, Math.min(4, Math.floor(cpus / 2)));
  const workers = Math.max(8, cpus);
  return [
    {
      name: "max_connections",
      value: String(connections),
      reason: `As asked. ${major >= 16 ? "superuser_reserved_connections and reserved_connections keep" : "superuser_reserved_connections keeps"} three of them for whoever mends things; more sessions belong into a pool.`,
      ...documented("connection", "max_connections", machine),
      restart: true,
    },
    {
      name: "max_worker_processes",
      value: String(workers),
      reason: `${cpus > 8 ? "One for each CPU" : "The default, which is enough for the CPUs there are"}: parallel queries, replication and extensions share them. A standby needs at least as many as its primary.`,
      ...documented("workers", "max_worker_processes", machine),
      restart: true,
    },
    {
      name: "max_parallel_workers",
      value: String(cpus),
      reason: `${cpus} CPUs: more workers at once would only wait for each other.`,
      ...documented("workers", "max_parallel_workers", machine),
      restart: false,
    },
    {
      name: "max_parallel_workers_per_gather",
      value: String(perGather),
      reason:
        perGather === 0
          ? "With one CPU a parallel worker takes the time of its own leader."
          : `At most half of ${cpus} CPUs for one statement, ${workload === "oltp" ? "and two where many short ones run side by side" : workload === "mixed" ? "and four where short ones run beside it" : "as few large ones run at once"}. Each worker may take work_mem for itself.`,
      ...documented("workers", "max_parallel_workers_per_gather", machine),
      restart: false,
    },
    {
      name: "max_parallel_maintenance_workers",
      value: String(cpus === 1 ? 0 : perMaintenance),
      reason: "Half of the CPUs and at most four for building one index; they share its maintenance_work_mem.",
      ...documented("workers", "max_parallel_maintenance_workers", machine),
      restart: false,
    },
  ];
}
