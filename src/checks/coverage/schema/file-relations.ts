import type { Node, RangeVar } from "libpg-query";
import type { Draft } from "../../../core/finding.ts";
import { textLines } from "../../../core/text-lines.ts";
import type { Relation } from "./relation.ts";

/**
 * The schemas and tables that a file of SQL makes, as PostgreSQL's own parser reads it; what it drops again is gone. Names
 * without a schema lie in `public`. Gives `broken` where the parser refuses the file.
 */
export async function fileRelations(file: string, text: string): Promise<{ relations: Relation[]; broken?: Draft }> {
  // The parser is WebAssembly of a megabyte: only a run that has schema files loads it.
  const { hasSqlDetails, parse } = await import("libpg-query");
  const lines = textLines(text);
  try {
    const { stmts = [] } = await parse(text);
    const made = new Map<string, Relation>();
    const offset = byteOffsets(text);
    for (const { stmt, stmt_location: at = 0 } of stmts) {
      if (stmt) apply(stmt, made, (bytes) => lines.place(file, offset(bytes ?? at), offset(bytes ?? at)));
    }
    return { relations: [...made.values()] };
  } catch (error) {
    if (!hasSqlDetails(error)) throw error;
    // The parser counts code points.
    const at = [...text].slice(0, Math.max(0, error.sqlDetails?.cursorPosition ?? 0)).join("").length;
    return {
      relations: [],
      broken: {
        ...lines.place(file, at, at),
        message: `Unexpected SQL: ${error.message}, expected statements that PostgreSQL reads`,
        hint: "Mend the statement; commands of psql, such as \\connect, have no place in a schema file.",
        text: error.message,
      },
    };
  }
}

type PlaceAt = (bytes: number | undefined) => NonNullable<Relation["place"]>;

function apply(stmt: Node, made: Map<string, Relation>, placeAt: PlaceAt): void {
  const add = (schema: string, table: string | undefined, at: number | undefined) =>
    void made.set(keyOf(schema, table), { schema, table, comment: "", place: placeAt(at) });
  const addTable = (at: RangeVar | undefined) => at?.relname && add(at.schemaname ?? "public", at.relname, at.location);
  if ("CreateSchemaStmt" in stmt && stmt.CreateSchemaStmt.schemaname)
    add(stmt.CreateSchemaStmt.schemaname, undefined, undefined);
  // A partition belongs to its table.
  if ("CreateStmt" in stmt && !stmt.CreateStmt.partbound) addTable(stmt.CreateStmt.relation);
  if ("CreateTableAsStmt" in stmt) addTable(stmt.CreateTableAsStmt.into?.rel);
  if ("CommentStmt" in stmt) {
    const { object, comment = "" } = stmt.CommentStmt;
    const [schema, table] = namesIn(object);
    const described = made.get(keyOf(schema, table)) ?? made.get(keyOf("public", schema));
    if (described && stmt.CommentStmt.objtype !== "OBJECT_COLUMN") described.comment = comment.trim();
  }
  if ("DropStmt" in stmt) {
    for (const object of stmt.DropStmt.objects ?? []) {
      const [schema, table] = namesIn(object);
      if (!made.delete(keyOf(schema, table))) made.delete(keyOf("public", schema));
    }
  }
}

function namesIn(node: Node | undefined): [string, string | undefined] {
  const items = node && "List" in node ? (node.List.items ?? []) : node ? [node] : [];
  const names = items.flatMap((item) => ("String" in item && item.String.sval ? [item.String.sval] : []));
  return [names[0] ?? "", names[1]];
}

function keyOf(schema: string, table: string | undefined): string {
  return JSON.stringify([schema, table]);
}

/** The parser's places are bytes of UTF-8; ours are UTF-16 units. */
function byteOffsets(text: string): (bytes: number) => number {
  const utf8 = Buffer.from(text, "utf8");
  return utf8.length === text.length ? (bytes) => bytes : (bytes) => utf8.subarray(0, bytes).toString("utf8").length;
}
