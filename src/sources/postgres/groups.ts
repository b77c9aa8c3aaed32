import { createHash } from "node:crypto";
import { type Fact, factIdPart } from "../../core/fact.ts";
import type { Group, Row } from "./group.ts";
import { redactStatement } from "./redact-statement.ts";
import { isSensitiveSetting, REDACTED, redactText } from "./redact-text.ts";

const server: Group = { name: "server", toFacts: singleRow("server") };
/** The state of pg_stat_statements itself: `statements.reset_at`. */
const statements: Group = { name: "statements", extension: "pg_stat_statements", toFacts: singleRow("statements") };

const setting: Group = {
  name: "setting",
  gaps: (_, { mayReadSettings }) =>
    mayReadSettings ? [] : ["settings that only pg_read_all_settings may see are hidden: grant the role pg_monitor"],
  toFacts: (rows) =>
    rows.map(({ name, ...row }) => {
      const sensitive = isSensitiveSetting(String(name)) && row.value !== "" && row.value !== "(disabled)";
      const hidden = { value: REDACTED, raw_setting: REDACTED };
      return {
        id: `setting.${factIdPart(String(name))}`,
        value: sensitive ? { ...row, ...hidden } : redactFields(row),
      };
    }),
};

const database = named("database", ["name"]);
const extension = named("extension", ["name"]);
const schema = named("schema", ["name"]);
const table = named("table", ["schema", "name"]);
const index = named("index", ["schema", "name"]);

/** Known by its text, database and role: the server's own query id changes with every dump and restore. */
const statement: Group = {
  name: "statement",
  extension: "pg_stat_statements",
  values: ({ statements }) => [statements],
  gaps: (rows) => {
    const hidden = rows.filter(isHidden).length;
    return hidden === 0 ? [] : [`${hidden} of ${rows.length} are hidden from this role: grant it pg_monitor`];
  },
  toFacts: (rows) => {
    const facts = new Map<string, Fact>();
    for (const row of rows.filter((each) => !isHidden(each))) {
      const value = { ...row, query: redactStatement(String(row.query)) };
      const key = JSON.stringify([row.database, row.role, value.query]);
      const id = `statement.${createHash("sha256").update(key).digest("hex").slice(0, 16)}`;
      // Statements that differ only in what was redacted, or in the objects behind equal names: the first has most time.
      if (!facts.has(id)) facts.set(id, { id, value });
    }
    return [...facts.values()];
  },
};

/** The server's own stand-in for the text of another role's statement. */
function isHidden({ query }: Row): boolean {
  return query === "<insufficient privilege>" || query === null;
}

/** Each field of the one row is a fact of its own: `server.version`. */
function singleRow(group: string): Group["toFacts"] {
  return ([row]) =>
    Object.entries(row ?? {}).map(([name, value]) => ({
      id: `${group}.${name}`,
      value,
      ...(name.endsWith("_bytes") ? { unit: "bytes" } : {}),
    }));
}

function named(name: string, key: readonly string[]): Group {
  return {
    name,
    toFacts: (rows) =>
      rows.map((row) => ({
        id: [name, ...key.map((field) => factIdPart(String(row[field])))].join("."),
        value: redactFields(row),
      })),
  };
}

function redactFields(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([field, value]) => [field, typeof value === "string" ? redactText(value) : value]),
  );
}

/** Every group, in the order in which they are read. */
export const groups: readonly Group[] = [
  server,
  setting,
  database,
  extension,
  schema,
  table,
  index,
  statement,
  statements,
];
