import { type Fact, factIdPart } from "../../../core/fact.ts";
import type { Group, Row } from "../group.ts";
import { redactText } from "../redact-text.ts";

type Rest = Omit<Group, "name" | "toFacts">;

/** One fact a row, named by these fields: `table.sales.orders`. Rows that share their name are numbered from the second on. */
export function named(name: string, key: readonly string[], rest: Rest = {}): Group {
  return {
    ...rest,
    name,
    toFacts: (rows) => {
      const seen = new Map<string, number>();
      return rows.map((row) => {
        const id = [name, ...key.map((field) => factIdPart(String(row[field])))].join(".");
        const count = (seen.get(id) ?? 0) + 1;
        seen.set(id, count);
        return { id: count === 1 ? id : `${id}.${count}`, value: redactFields(row) };
      });
    },
  };
}

/** One fact a row, numbered in the query's order: `lock.1`. For what has no name that lasts. */
export function numbered(name: string, rest: Rest = {}): Group {
  return {
    ...rest,
    name,
    toFacts: (rows) => rows.map((row, index) => ({ id: `${name}.${index + 1}`, value: redactFields(row) })),
  };
}

/** Each field of the one row is a fact of its own: `server.version`. No row gives no fact. */
export function singles(name: string, rest: Rest = {}): Group {
  return {
    ...rest,
    name,
    toFacts: ([row]): Fact[] =>
      Object.entries(redactFields(row ?? {})).map(([field, value]) => ({
        id: `${name}.${field}`,
        value,
        ...(field.endsWith("_bytes") ? { unit: "bytes" } : field.endsWith("_ms") ? { unit: "ms" } : {}),
      })),
  };
}

/** The row without credentials. Names stay as they are: they are how the fact is found. */
export function redactFields(row: Row): Row {
  let redacted: Record<string, Row[string]> | undefined;
  for (const [field, value] of Object.entries(row)) {
    if (typeof value !== "string") continue;
    const text = redactText(value);
    if (text === value) continue;
    redacted ??= { ...row };
    redacted[field] = text;
  }
  return redacted ?? row;
}
