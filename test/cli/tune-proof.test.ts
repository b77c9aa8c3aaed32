import { describe, expect, test } from "vitest";
import { proveSettings } from "../../src/cli/prove-settings.ts";
import { makeSnapshot } from "../../src/core/fact.ts";
import {
  compareSettings,
  type Machine,
  observeTarget,
  type Recommendation,
  recommend,
} from "../../src/core/tuning/index.ts";
import { embeddedMajors } from "../../src/sandbox/index.ts";

const MACHINE: Machine = {
  ramBytes: 16 * 1024 ** 3,
  cpus: 8,
  storage: "ssd",
  connections: 100,
  workload: "mixed",
  major: 16,
};
const GIB = 1024 ** 3;

const settingsFor = (machine: Partial<Machine>): Recommendation[] =>
  recommend({ machine: { ...MACHINE, ...machine }, observed: undefined }).flatMap(({ settings }) => settings);
const chosen = (settings: readonly Recommendation[], name: string) =>
  settings.find((each) => each.name === name)?.value;

describe("a real server of each major starts with what is recommended and has those values", () => {
  const small = { ramBytes: 512 * 1024 ** 2, cpus: 1, storage: "hdd", connections: 20, workload: "oltp" } as const;
  const large = { ramBytes: 1024 * GIB, cpus: 128, storage: "nvme", connections: 500, workload: "analytics" } as const;
  test.each(embeddedMajors().map((major, index) => ({ major, machine: [small, {}, large][index % 3] ?? {} })))(
    "$major",
    async ({ major, machine }) => {
      const settings = settingsFor({ ...machine, major });
      const proof = await proveSettings(settings, major, 2 * GIB);
      expect(proof).toMatchObject({ status: "proven", version: expect.stringMatching(new RegExp(`^${major}\\.`)) });
      const buffers = chosen(settings, "shared_buffers") ?? "";
      // An eighth of 2 GiB is what the proof may take; what was made smaller is told.
      expect(proof).toMatchObject({
        scaled: buffers.endsWith("GB") ? [{ name: "shared_buffers", wanted: buffers, tried: "256MB" }] : [],
      });
    },
  );
});

test("a value that the server understands otherwise is refused", async () => {
  const settings = settingsFor({}).map((each) => (each.name === "wal_compression" ? { ...each, value: "on" } : each));
  expect(await proveSettings(settings, 16, 2 * GIB)).toMatchObject({
    status: "refused",
    problems: ["wal_compression: asked for on, the server has pglz"],
  });
});

test("a value that no server accepts is an error in the server's own words", async () => {
  const settings = settingsFor({}).map((each) =>
    each.name === "effective_cache_size" ? { ...each, value: "25% of RAM" } : each,
  );
  await expect(proveSettings(settings, 16, 2 * GIB)).rejects.toMatchObject({
    hint: expect.stringMatching(/invalid value for parameter "effective_cache_size"/),
  });
});

test("the memory stays within what there is, with every connection at work", () => {
  for (const connections of [10, 100, 1000]) {
    const settings = settingsFor({ connections, workload: "analytics" });
    const bytes = (name: string) => sizeOf(chosen(settings, name) ?? "");
    // Three sorts or hashes a connection, a hash taking twice work_mem since 15.
    const most = bytes("shared_buffers") + bytes("maintenance_work_mem") + connections * 3 * 2 * bytes("work_mem");
    expect(most).toBeLessThanOrEqual(MACHINE.ramBytes);
  }
  expect(() => settingsFor({ connections: 5000 })).toThrow("expected at least 1MB of work_mem each");
});

test("a target tells workload, connections and what spills", () => {
  const spilling = { calls: 10, total_exec_ms: 60_000, mean_exec_ms: 6000, temp_blocks_written: 10 * 8192 };
  const short = { calls: 1000, total_exec_ms: 1000, mean_exec_ms: 1, temp_blocks_written: 0 };
  const snapshot = makeSnapshot(
    {
      source: "postgres",
      target: "demo",
      origin: "x",
      tool: { name: "x", version: "1" },
      observedAt: "2026-11-24T02:05:00Z",
    },
    [
      { id: "server.major", value: 17 },
      { id: "setting.max_connections", value: { value: "40" } },
      { id: "setting.shared_buffers", value: { value: "128MB" } },
      { id: "setting.effective_cache_size", value: { value: "12288MB" } },
      { id: "setting.shared_preload_libraries", value: { value: "auto_explain, pg_stat_statements" } },
      { id: "statement.1", value: spilling },
      { id: "statement.2", value: short },
    ],
  );
  const observed = observeTarget(snapshot);
  expect(observed).toMatchObject({
    major: 17,
    maxConnections: 40,
    workload: "analytics",
    largestSpillBytes: 64 * 1024 ** 2,
  });
  const groups = recommend({ machine: { ...MACHINE, connections: 40, workload: "oltp" }, observed });
  const work = groups.flatMap(({ settings }) => settings).find(({ name }) => name === "work_mem");
  expect(work).toMatchObject({
    value: "46MB",
    reason: expect.stringContaining("64MB of temporary files a call, which is more than fits"),
  });
  const states = new Map(compareSettings(groups, snapshot).map(({ name, state }) => [name, state]));
  expect(states.get("shared_buffers")).toBe("lower");
  expect(states.get("effective_cache_size")).toBe("same");
  expect(states.get("shared_preload_libraries")).toBe("same");
  expect(states.get("random_page_cost")).toBe("not in the snapshot");
});

function sizeOf(text: string): number {
  return Number.parseInt(text, 10) * (text.endsWith("GB") ? GIB : 1024 ** 2);
}
