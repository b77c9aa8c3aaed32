/** What a worker is told once, when it starts. `looks` are the checks that have looks, with options as of the day. */
export interface WorkerSetup {
  looks: readonly { id: string; options: unknown }[];
}

/** One page or file to be looked at. */
export interface Job {
  file: string;
  kind: "page" | "file";
  bytes?: Uint8Array;
  problem?: string;
  hint?: string;
  /** Positions in the setup's `looks`. */
  wanted: readonly number[];
  head: boolean;
  body: boolean;
}

/** Everything as JSON text: it is stored as it comes, and only read where somebody asks. */
export interface JobAnswer {
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
