import * as z from "zod";
import type { Collected } from "../../../src/core/source.ts";
import { postgresLogSource } from "../../../src/sources/postgres-log/index.ts";
import { postgresLogOptions } from "../../../src/sources/postgres-log/options.ts";

/** What `plumbline pull postgres-log` would collect from a folder. */
export function collectFrom(
  folder: string,
  options: Partial<z.input<typeof postgresLogOptions>> = {},
): Promise<Collected> {
  return postgresLogSource.collect(postgresLogOptions.parse({ folder, ...options }), {
    root: "/",
    env: {},
    now: new Date("2026-11-24T02:05:00Z"),
    signal: new AbortController().signal,
    progress: () => {},
  });
}

/** A fact's value, as a record. */
export function factValue(collected: Collected, id: string): Record<string, unknown> {
  const fact = collected.facts.find((each) => each.id === id);
  if (!fact) throw new Error(`No fact ${id}; there are ${collected.facts.map((each) => each.id).join(", ")}`);
  return z.record(z.string(), z.unknown()).parse(fact.value);
}
