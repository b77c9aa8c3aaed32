import * as z from "zod";
import type { Collected } from "../../../src/core/source.ts";
import type { SandboxServer } from "../../../src/sandbox/index.ts";
import { postgresSource } from "../../../src/sources/postgres/index.ts";
import { postgresOptions } from "../../../src/sources/postgres/options.ts";

interface From {
  database?: string;
  user?: string;
  options?: z.input<typeof postgresOptions>;
  env?: Record<string, string>;
  signal?: AbortSignal;
  clock?: () => Date;
}

/** What `plumbline pull postgres` would collect from a sandbox. */
export function collectFrom(server: SandboxServer, from: From = {}): Promise<Collected> {
  const { host, port, user, database } = server.connection(from.database, from.user);
  const env = { PGHOST: host, PGPORT: String(port), PGUSER: user, PGDATABASE: database };
  return collectWith({ ...env, ...from.env }, from);
}

/** What it would collect with this environment. */
export function collectWith(
  env: Record<string, string>,
  { options = {}, signal, clock }: From = {},
): Promise<Collected> {
  return postgresSource.collect(postgresOptions.parse(options), {
    root: "/",
    env,
    now: new Date("2026-11-24T02:05:00Z"),
    signal: signal ?? new AbortController().signal,
    progress: () => {},
    ...(clock ? { clock } : {}),
  });
}

/** A fact's value, as a record. */
export function recordOf(collected: Collected, id: string): Record<string, unknown> {
  const fact = collected.facts.find((each) => each.id === id);
  if (!fact) throw new Error(`No fact ${id}`);
  return z.record(z.string(), z.unknown()).parse(fact.value);
}

/** The reasons of what could not be read, by group. */
export function gapsOf({ unreadable = [] }: Collected): Record<string, string> {
  return Object.fromEntries(unreadable.map(({ group, reason }) => [group, reason]));
}
