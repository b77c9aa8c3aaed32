import type * as z from "zod";
import type { Fact, Provenance } from "./fact.ts";

/** The outside world, as far as a source may know it. */
export interface Outside {
  /** The folder that relative paths of options start from. */
  root: string;
  env: Readonly<Record<string, string | undefined>>;
  /** Now, as the run understands it: `--now`, SOURCE_DATE_EPOCH or the clock. */
  now: Date;
  /** The machine's own clock, which `--now` does not move; the real one by default. */
  clock?(): Date;
  signal: AbortSignal;
  /** Says what is going on, for stderr; never holds a secret. */
  progress(message: string): void;
  /** Where somebody looks: told how many bytes have been read of how many, by sources that know. */
  onBytes?: ((bytesRead: number, totalBytes: number) => void) | undefined;
}

/** What a source brings home: facts without order, where from, and what it could not read. */
export interface Collected {
  origin: string;
  facts: readonly Fact[];
  /** As in {@link Provenance}: SHA-256 of the one file that was read. */
  digest?: string;
  unreadable?: Provenance["unreadable"];
}

/** Collects a snapshot from one target. Throws a `UserError` where nothing can be collected at all. */
export interface Source<Options> {
  id: string;
  summary: string;
  options: z.ZodType<Options>;
  collect(options: Options, outside: Outside): Promise<Collected>;
  /** What the source would run, readable by the person who owns the server; for `--print-sql`. */
  describe?(options: Options): string;
}
