import * as z from "zod";
import { factIdPart } from "../../../core/fact.ts";
import type { Group } from "../group.ts";
import { redactText } from "../redact-text.ts";

const columnSchema = z.strictObject({
  name: z.string(),
  type: z.string(),
  nullable: z.boolean(),
  comment: z.string().nullable(),
});

/** One fact a table with its columns in their order: `columns.sales.orders`. Defaults are left out: they may hold literals. */
export const columns: Group = {
  name: "columns",
  toFacts: (rows) =>
    rows.map(({ schema, table, columns: text }) => ({
      id: `columns.${factIdPart(String(schema))}.${factIdPart(String(table))}`,
      value: {
        schema: schema ?? null,
        table: table ?? null,
        columns: z
          .array(columnSchema)
          .parse(JSON.parse(String(text)))
          .map((column) => ({ ...column, comment: column.comment === null ? null : redactText(column.comment) })),
      },
    })),
};
