import { setFlagsFromString } from "node:v8";
import type { ParseResult } from "libpg-query";
import { loadByNeed } from "../../core/load-by-need.ts";
import type { ProofStatement } from "../../core/proof/prover.ts";

/** A statement and where its text begins in the text that was split, in UTF-16 units. */
export interface SplitStatement extends ProofStatement {
  start: number;
}

const grammar = loadByNeed<typeof import("libpg-query")>("libpg-query", import.meta.url);

/** Extensions that can do nothing but read and measure their own database; the server's owner installs them for a proof. */
const EXTENSIONS = [
  "amcheck",
  "bloom",
  "btree_gin",
  "btree_gist",
  "citext",
  "cube",
  "earthdistance",
  "fuzzystrmatch",
  "hstore",
  "intarray",
  "isn",
  "ltree",
  "pageinspect",
  "pg_buffercache",
  "pg_freespacemap",
  "pg_prewarm",
  "pg_stat_statements",
  "pg_trgm",
  "pg_visibility",
  "pg_walinspect",
  "pgcrypto",
  "pgrowlocks",
  "pgstattuple",
  "seg",
  "tablefunc",
  "tsm_system_rows",
  "unaccent",
  "uuid-ossp",
];

/** What would reach beyond the proof's database: the server parses it, and nothing runs it. */
const PARSE_ONLY = [
  "AlterSystemStmt",
  "CheckPointStmt",
  "CreateRoleStmt",
  "AlterRoleStmt",
  "AlterRoleSetStmt",
  "DropRoleStmt",
  "GrantRoleStmt",
  "CreatedbStmt",
  "DropdbStmt",
  "AlterDatabaseStmt",
  "AlterDatabaseSetStmt",
  "AlterDatabaseRefreshCollStmt",
  "CreateTableSpaceStmt",
  "DropTableSpaceStmt",
  "CreateSubscriptionStmt",
  "AlterSubscriptionStmt",
  "DropSubscriptionStmt",
  "LoadStmt",
  "CreateFdwStmt",
  "CreateForeignServerStmt",
  "CreateUserMappingStmt",
  "CreatePLangStmt",
  "CreateEventTrigStmt",
];

/**
 * Loads the parser; once, before `splitStatements`. V8 would compile the grammar a second time, optimised, in the
 * background: 3 s of processor time that the servers need, for texts that take 0.05 ms each without it.
 */
export async function loadParser(): Promise<void> {
  setFlagsFromString("--no-wasm-dynamic-tiering");
  setFlagsFromString("--no-wasm-tier-up");
  await grammar().loadModule();
}

/**
 * Splits by PostgreSQL's own grammar (libpg-query). A text that it cannot parse stays one statement: the server that is
 * asked says where it is wrong, in a database of its own, for nobody knows whether it would end its transaction.
 */
export function splitStatements(text: string, mask: string = text): SplitStatement[] {
  const parsed = tryParse(mask);
  if (!parsed) return text.trim() === "" ? [] : [{ ...PLAIN, alone: true, text, start: 0 }];
  const bytes = Buffer.from(mask);
  const offsetOf = (byte: number) => bytes.subarray(0, byte).toString("utf8").length;
  return (parsed.stmts ?? []).map((raw) => {
    const from = raw.stmt_location ?? 0;
    const start = offsetOf(from);
    const end = raw.stmt_len ? offsetOf(from + raw.stmt_len) : text.length;
    const lead = /^(?:\s|--[^\n]*(?:\n|$))*/.exec(text.slice(start, end))?.[0].length ?? 0;
    const [kind = "", node] = Object.entries(raw.stmt ?? {})[0] ?? [];
    return { ...classify(kind, node as Node), text: text.slice(start + lead, end), start: start + lead };
  });
}

type Node = Readonly<Record<string, unknown>> & { options?: { DefElem?: { defname?: string } }[] };

const PLAIN = { alone: false, parseOnly: false };

function classify(kind: string, node: Node): Omit<SplitStatement, "text" | "start"> {
  if (kind === "CreateExtensionStmt") {
    const name = String(node.extname);
    return EXTENSIONS.includes(name) ? { ...PLAIN, extension: name } : PLAIN;
  }
  const isShared = ["OBJECT_DATABASE", "OBJECT_ROLE", "OBJECT_TABLESPACE"].includes(
    String(node.renameType ?? node.objectType),
  );
  if (PARSE_ONLY.includes(kind) || (isShared && kind !== "CommentStmt")) return { ...PLAIN, parseOnly: true };
  // psql sends the data of COPY … FROM STDIN; a page has none to send.
  if (kind === "CopyStmt" && node.filename === undefined && node.is_program === undefined) {
    return { ...PLAIN, parseOnly: true };
  }
  const isConcurrent = node.concurrent === true || hasOption(node, "concurrently");
  const isAlone =
    ["VacuumStmt", "TransactionStmt", "DiscardStmt", "AlterEnumStmt"].includes(kind) ||
    (kind === "ReindexStmt" &&
      ["REINDEX_OBJECT_DATABASE", "REINDEX_OBJECT_SYSTEM", "REINDEX_OBJECT_SCHEMA"].includes(String(node.kind))) ||
    (kind === "ClusterStmt" && node.relation === undefined) ||
    (kind === "VariableSetStmt" && /^transaction/i.test(String(node.name))) ||
    isConcurrent;
  return { ...PLAIN, alone: isAlone };
}

function hasOption(node: Node, name: string): boolean {
  const lists = [node.options, node.params].filter(Array.isArray) as { DefElem?: { defname?: string } }[][];
  return lists.flat().some((option) => option.DefElem?.defname === name);
}

function tryParse(text: string): ParseResult | undefined {
  try {
    return grammar().parseSync(text);
  } catch {
    return undefined;
  }
}
