import { createHash } from "node:crypto";
import pg from "pg";
import { UserError } from "../../core/errors.ts";
import { type SandboxServer, startSandbox } from "../index.ts";
import { PROOF_GRANTS, PROOF_ROLES } from "./proof-roles.ts";
import { openSession, type Session } from "./session.ts";

/** One server on which blocks are proven, one after the other. */
export interface ProofServer {
  major: number;
  version: string;
  sandbox: SandboxServer;
  /** The owner of the server, in a database; for what the proof itself does, never for a block's own words. */
  admin(database: string): Promise<pg.Client>;
  /** A database with these schemas and extensions that jobs share, since they roll back. */
  shared(content: DatabaseContent): Promise<string>;
  /** A copy of it that one job or page has to itself; the same key gives the same one. */
  own(content: DatabaseContent, key: string): Promise<string>;
  /** The session of a role in a shared database: kept from job to job, each of which leaves it as it was. */
  session(database: string, role: "owner" | "superuser", idleMs: number): Promise<Session>;
  /** The next job gets a new session. */
  forget(role: "owner" | "superuser"): void;
  drop(database: string): Promise<void>;
  stop(): Promise<void>;
}

export interface DatabaseContent {
  fixtures: readonly { name: string; sql: string }[];
  extensions: readonly string[];
}

const GIB = 1024 ** 3;
/** What every database is a copy of: one database less to make, and to be seen by blocks that list them. */
const TEMPLATE = "template1";

/** Bounds that a block cannot lift: memory of each process, temporary files, processes. */
const SETTINGS = {
  shared_buffers: "16MB",
  max_connections: "24",
  max_wal_senders: "2",
  max_worker_processes: "4",
  max_prepared_transactions: "2",
  temp_file_limit: "256MB",
  jit: "off",
  autovacuum: "off",
  shared_preload_libraries: "pg_stat_statements,auto_explain",
};

/** Starts the server of a major, with the roles and the template of its databases. */
export async function startProofServer(major: number): Promise<ProofServer> {
  const sandbox = await startSandbox({ major, settings: SETTINGS, memoryBytes: 2 * GIB });
  const made = new Map<string, Promise<string>>();
  const connect = async (database: string) => {
    const client = new pg.Client({ ...sandbox.connection(database), application_name: "plumbline proof" });
    client.on("error", () => {});
    await client.connect();
    return client;
  };
  let root: Promise<pg.Client> | undefined;
  const admin = async (database: string): Promise<pg.Client> => {
    if (database !== "postgres") return connect(database);
    root ??= connect("postgres");
    return root;
  };
  const onRoot = async (text: string) => void (await (await admin("postgres")).query(text));
  const once = (key: string, make: () => Promise<string>) => {
    const database = made.get(key) ?? make();
    made.set(key, database);
    return database;
  };
  const template = () =>
    once(TEMPLATE, async () => {
      await onRoot(PROOF_ROLES);
      await within(
        await connect(TEMPLATE),
        `CREATE EXTENSION pg_stat_statements; ${PROOF_GRANTS}
        GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO proof_superuser; GRANT CREATE ON SCHEMA public TO proof_owner`,
      );
      return TEMPLATE;
    });
  const copy = async (from: string, name: string) => {
    await onRoot(`CREATE DATABASE ${name} TEMPLATE ${from} OWNER proof_owner`);
    return name;
  };
  const filled = async (content: DatabaseContent) => {
    const from = await template();
    if (content.fixtures.length === 0 && content.extensions.length === 0) return from;
    const name = `fx_${keyOf(content)}`;
    return once(name, async () => fill(connect, await copy(from, name), content));
  };
  const sessions = new Map<string, Promise<Session>>();
  return {
    major,
    version: sandbox.version,
    sandbox,
    admin,
    session: async (database, role, idleMs) => {
      const kept = await sessions.get(role);
      // Ended from outside, by a block or by the server.
      if (kept?.database === database && !kept.isOver()) return kept;
      // One a role: roles may not hold more connections than a block needs.
      await kept?.client.end().catch(() => {});
      const made = openSession(sandbox, database, role, idleMs);
      sessions.set(role, made);
      return made;
    },
    forget: (role) => void sessions.delete(role),
    shared: async (content) => {
      const from = await filled(content);
      return once(`shared_${keyOf(content)}`, () => copy(from, `shared_${keyOf(content)}`));
    },
    own: async (content, key) => {
      const from = await filled(content);
      return once(`own_${digest(key)}`, () => copy(from, `own_${digest(key)}`));
    },
    drop: async (database) => {
      made.delete(database);
      await onRoot(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${database}' AND pid <> pg_backend_pid()`,
      );
      await onRoot(`DROP DATABASE IF EXISTS ${database}`);
    },
    stop: async () => {
      await Promise.all([...sessions.values()].map(async (each) => (await each).client.end().catch(() => {})));
      await (await root?.catch(() => undefined))?.end().catch(() => {});
      await sandbox.stop();
    },
  };
}

async function fill(
  connect: (database: string) => Promise<pg.Client>,
  database: string,
  { fixtures, extensions }: DatabaseContent,
): Promise<string> {
  for (const name of extensions) {
    await within(
      await connect(database),
      `CREATE EXTENSION IF NOT EXISTS "${name}" CASCADE; GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO proof_superuser`,
    );
  }
  const client = await connect(database);
  try {
    await client.query("SET ROLE proof_owner");
    for (const { name, sql } of fixtures) {
      await client.query(sql).catch((error: unknown) => {
        throw new UserError(
          `Unexpected error in the fixture \`${name}\`: ${error instanceof Error ? error.message : String(error)}`,
          "Mend the schema's file; its statements run as its owner.",
          { cause: error },
        );
      });
    }
  } finally {
    await client.end();
  }
  return database;
}

async function within(client: pg.Client, text: string): Promise<void> {
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}

function keyOf({ fixtures, extensions }: DatabaseContent): string {
  return digest(JSON.stringify([fixtures, extensions]));
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
