import type * as z from "zod";
import type { FactReader } from "./fact-reader.ts";
import type { Coverage, Draft, Outcome, Severity } from "./finding.ts";
import type { KnownFinding, KnownUse } from "./known-findings.ts";
import type { Metric } from "./metrics/metric.ts";
import type { Allowance, Page } from "./page.ts";
import type { BlockProof } from "./proof/block-proof.ts";
import type { Prover } from "./proof/prover.ts";

/** What a check wants of the world beside pages: the built site, the network, a sandbox server. */
export const NEEDS = ["site", "network", "sandbox"] as const;
export type Need = (typeof NEEDS)[number];

/** A file of the project that is not a page: alerts, configuration, schemas, code. */
export interface TextFile {
  file: string;
  text: string;
}

/** What every check is given beside its own options. */
export interface Project {
  root: string;
  pages: readonly Page[];
  /** Every file in scope that is not a page, paths sorted; `text` is read on demand. */
  files: readonly string[];
  readText(file: string): Promise<string>;
  facts: FactReader;
  /** Age after which a fact is stale, in milliseconds, for a source and target. */
  freshFor(source: string, target: string): number;
  /** The folder of the built site; undefined where there is none. */
  site: string | undefined;
  /** Disposable servers for proofs; undefined where there are none. */
  prover?: Prover | undefined;
  now: Date;
  signal: AbortSignal;
  /** The configuration's file, repo-relative, and the line at which a key of it stands; undefined where there is none. */
  configuration?: { file: string; lineOf(path: readonly PropertyKey[]): number | undefined } | undefined;
  /** The checks of this run, by id: what one of them says, another need not say again. */
  running?: readonly string[];
  /** For checks that run last: every allowance of every page, and what it was good for in this run. */
  allowanceUses?: readonly AllowanceUse[];
  /** The entries of plumbline.known.json; the engine applies them. */
  known?: readonly KnownFinding[];
  /** For checks that run last: every entry of plumbline.known.json, and what it was good for in this run. */
  knownUses?: readonly KnownUse[];
  /** For checks that run last: how the others ended. */
  outcomes?: readonly Outcome[];
}

/** An allowance with the number of findings that it covered; `ran` is false where its check did not run. */
export interface AllowanceUse {
  page: Page;
  allowance: Allowance;
  findings: number;
  ran: boolean;
}

export interface CheckResult {
  /** How many things were looked at; a check that examined nothing where there was something is never green. */
  examined: number;
  findings: readonly Draft[];
  /** What a reader of the outcome should know, such as a part left out and why. */
  note?: string;
  /** For checks that measure: how much of what there is has its place. Read by the success metrics. */
  coverage?: Coverage;
  /** For checks that prove blocks: the verdict on each, whether it holds or not. */
  proofs?: readonly BlockProof[];
  /** For the check that measures the success metrics: every one, whether it holds or not. */
  metrics?: readonly Metric[];
  /** Given instead of a verdict when the check cannot say anything. */
  skipped?: string;
}

/** What a check says of one page or file by itself. Goes through JSON: between threads, and into the cache. */
export interface Look {
  findings: readonly Draft[];
  /** What `run` wants to know of it later, such as its links and anchors. */
  gathered?: unknown;
  /** Why the file was not looked at, where it was not. */
  unread?: string;
}

/** Every look of one check: at the pages in their order, at the files by path. */
export interface Looks {
  pages: readonly Look[];
  files: ReadonlyMap<string, Look>;
}

/**
 * The part of a check that needs one page or file at a time and nothing else of the world. It runs in worker threads, and
 * its result is remembered for as long as content, options and tool stay the same: no clock, no disk, no other page.
 */
export interface Looking<Options> {
  /** The options as they hold on a day, where dates in them end; what is given to `page` and `file`. */
  asOf?(options: Options, now: Date): Options;
  page?(page: Page, options: Options): Look | Promise<Look>;
  /** For files that are no page; only those that `wants` says are read. */
  file?(file: TextFile, options: Options): Look | Promise<Look>;
  wants?(file: string, options: Options): boolean;
}

/** One rule of truth. `id` is `family/name`, and its documentation lies at `reference/checks/<family>-<name>`. */
export interface Check<Options> {
  id: string;
  summary: string;
  why: string;
  /** How to mend what it finds, and how to allow it. */
  fix: string;
  severity: Severity;
  needs: readonly Need[];
  options: z.ZodType<Options>;
  /** Runs when the others are done, because it looks at what they found. */
  last?: true;
  /** What it finds in a file depends on that file alone: a run for changed files is not asked about the others. */
  isPerFile?: true;
  /** What it says of each page or file by itself; `run` is given the results. */
  look?: Looking<Options>;
  run(project: Project, options: Options, looks: Looks): Promise<CheckResult>;
  /** A page's text with everything mended that needs no person to decide, for `--fix`; the same text where there is nothing. */
  mend?(page: Page, options: Options): Promise<string>;
}
