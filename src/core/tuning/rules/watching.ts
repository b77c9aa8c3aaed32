import { documented, type Recommendation, type TuningInput } from "../recommendation.ts";

/** What a later look at the server rests on: without these the next decision is a guess again. */
export function watchingRules({ machine }: TuningInput): Recommendation[] {
  const { workload } = machine;
  return [
    {
      name: "shared_preload_libraries",
      value: "pg_stat_statements",
      reason: "Counts every statement; baselines and intervals rest on it. Add it to what is loaded already.",
      ...documented("preload", "shared_preload_libraries", machine),
      restart: true,
    },
    {
      name: "track_io_timing",
      value: "on",
      reason:
        "Says how long reads and writes take. Measure its cost first with pg_test_timing; on current hardware it is small.",
      ...documented("tracking", "track_io_timing", machine),
      restart: false,
    },
    {
      name: "log_checkpoints",
      value: "on",
      reason: "Tells whether checkpoints come by time, as they should, or because max_wal_size is too small.",
      ...documented("logging", "log_checkpoints", machine),
      restart: false,
    },
    {
      name: "log_lock_waits",
      value: "on",
      reason: "A wait of more than deadlock_timeout is written down with who holds the lock.",
      ...documented("logging", "log_lock_waits", machine),
      restart: false,
    },
    {
      name: "log_temp_files",
      value: "10MB",
      reason: "Names the statements that work_mem is too small for.",
      ...documented("logging", "log_temp_files", machine),
      restart: false,
    },
    ...(workload === "analytics" ? [statisticsTarget(machine)] : []),
  ];
}

function statisticsTarget(machine: TuningInput["machine"]): Recommendation {
  return {
    name: "default_statistics_target",
    value: "500",
    reason: "Large statements pay for a better estimate: five times as many common values and histogram bounds.",
    ...documented("statistics", "default_statistics_target", machine),
    restart: false,
  };
}
