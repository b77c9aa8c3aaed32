import type { InputBytes } from "./input.ts";

/** What a worker is told once, when it starts. `looks` are the checks that have looks, with options as of the day. */
export interface WorkerSetup {
  root: string;
  looks: readonly { id: string; options: unknown }[];
}

/** One page or file to be looked at. */
export interface Job {
  file: string;
  kind: "page" | "file";
  /** What the file holds, where it has been read already; else the worker reads it. */
  read?: InputBytes;
  text?: string;
  /** Positions in the setup's `looks`. */
  wanted: readonly number[];
  head: boolean;
  body: boolean;
}

/** Everything as JSON text: it is stored as it comes, and only read where somebody asks. */
export interface JobAnswer {
  /** Of the content. */
  digest: string;
  stamp?: string | undefined;
  head?: string;
  body?: string;
  /** By position in the setup's `looks`. */
  looks: Readonly<Record<number, string>>;
  failures: Readonly<Record<number, Failure>>;
}

/** Why a look could not be made; `isBug` where no user can mend it. */
export interface Failure {
  message: string;
  hint: string;
  isBug: boolean;
  stack?: string;
}
