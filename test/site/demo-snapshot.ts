import { type Fact, makeSnapshot, type Provenance, type Snapshot } from "../../src/core/fact.ts";

/** A snapshot of `postgres/demo`, observed 2026-11-24 02:05 UTC, with these facts; `unreadable` is what it lacks. */
export function demoSnapshot(facts: readonly Fact[], unreadable?: Provenance["unreadable"]): Snapshot {
  return makeSnapshot(
    {
      source: "postgres",
      target: "demo",
      origin: "postgresql://[local]/app",
      tool: { name: "plumbline", version: "1" },
      observedAt: "2026-11-24T02:05:00Z",
      ...(unreadable && { unreadable }),
    },
    [...facts],
  );
}
