/** What a proof needs of a server: a database with these schemas, a role, and whether blocks share what they change. */
export interface ProofSetting {
  /** Schemas to load, by the names of their files below the schema folder; sorted. */
  fixtures: readonly string[];
  /** Extensions that the page created before this block; sorted. */
  extensions: readonly string[];
  role: "owner" | "superuser";
  /** `run` and roll back, `plan` only (names and types are looked up), `parse` only. */
  mode: "run" | "plan" | "parse";
  /** Blocks with the same key share one database, in order, and keep what they change; undefined: rolled back. */
  page?: string | undefined;
}

/** One statement as it is sent, and where it begins in the block's code. */
export interface ProofStatement {
  text: string;
  /** Stores the row's columns as variables of that prefix, as psql's `\gset` does. */
  gset?: string | undefined;
  /** The server refuses it inside a transaction block, or it ends one. */
  alone: boolean;
  /** Needs more than a proof may do, such as `ALTER SYSTEM`: the server parses it and does not run it. */
  parseOnly: boolean;
  /** Installs an extension that proofs may have; run by the server's owner. */
  extension?: string | undefined;
}

export interface ProofJob {
  setting: ProofSetting;
  statements: readonly ProofStatement[];
  /** Values of psql variables (`:name`) that are known before the block runs. */
  variables: Readonly<Record<string, string>>;
}

/** What the server answered to the last statement that was run. */
export type ProofAnswer =
  | {
      ok: true;
      /** Of the last statement that gives rows; undefined where none does. */
      rows?: { columns: string[]; values: (string | null)[][] } | undefined;
      /** True where a statement was parsed and not run, because it would reach beyond the proof. */
      isParsed?: true | undefined;
    }
  | {
      ok: false;
      /** Which statement, counted from 0. */
      statement: number;
      sqlstate: string;
      message: string;
      hint?: string | undefined;
      /** UTF-16 offset in the statement's text; undefined where the server gives none. */
      offset?: number | undefined;
      /** Names close to the one that is missing, as this server's catalogue has them. */
      candidates?: string[] | undefined;
    };

/** A line of a configuration file that the server does not accept as it stands. */
export interface ConfProblem {
  /** 1-based, of the block's code. */
  line: number;
  name: string;
  value: string;
  kind: "unknown" | "invalid" | "syntax";
  message: string;
  hint?: string | undefined;
  /** For an unknown name: those that this server knows. */
  candidates?: string[] | undefined;
}

export interface ConfAnswer {
  problems: ConfProblem[];
  /** Settings that take effect only after a restart, by name. */
  restart: string[];
  /** Settings that no session may set for itself, by name. */
  serverWide: string[];
  /** Settings to which the block gives another value than the server's default. */
  changed: string[];
}

/** The files of a server's configuration that can be proven. */
export type ServerFile = "postgresql.conf" | "pg_hba.conf" | "pg_ident.conf";

/** The files of other programs, each proven by its own. */
export type ProgramFile = "pgbouncer.ini" | "pgbackrest.conf";

export type ConfFile = ServerFile | ProgramFile;

/** What a program says of its own configuration. */
export interface ProgramAnswer {
  /** As it names itself, such as `PgBouncer 1.18.0`. */
  by: string;
  problems: ConfProblem[];
}

/** Disposable servers on which blocks are proven. Nothing else speaks to a server on a block's behalf. */
export interface Prover {
  /** The majors that can be had here, of those asked for. */
  majors: readonly number[];
  /** Names the server's binary exactly; part of every cache key. Does not start it. */
  identity(major: number): string;
  prove(major: number, job: ProofJob): Promise<ProofAnswer>;
  conf(major: number, file: ServerFile, code: string): Promise<ConfAnswer>;
  /** Undefined where the program is not installed here. */
  program(file: ProgramFile, code: string): Promise<ProgramAnswer | undefined>;
  /** The text of a fixture; undefined where there is none of that name. */
  fixture(name: string): Promise<string | undefined>;
  close(): Promise<void>;
}
