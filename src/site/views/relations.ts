import { recordsOf, type View } from "./view.ts";

/** What the tables are for: names in order, with their comments. Partitions are counted with their table. */
export const relationsView: View = {
  name: "relations",
  title: "Tables and what they hold",
  source: "postgres",
  group: "table",
  columns: [
    { title: "Table", field: "name", code: true },
    { title: "What it holds", field: "comment", long: true },
    { title: "Kind", field: "kind" },
    { title: "Live rows", field: "live_rows" },
    { title: "Size", field: "total_bytes" },
  ],
  rows: (snapshot) => {
    const all = recordsOf(snapshot, "table");
    const partitions = Map.groupBy(all, ({ schema, partition_of }) => JSON.stringify([schema, partition_of]));
    return all
      .filter(({ partition_of }) => !partition_of)
      .map((table) => {
        const parts = partitions.get(JSON.stringify([table.schema, table.name])) ?? [];
        return { ...table, ...sums([table, ...parts], parts.length > 0) };
      });
  },
};

/** Sizes and rows of a table and its partitions; missing evidence stays missing. */
function sums(parts: readonly Readonly<Record<string, unknown>>[], isParted: boolean): Record<string, number | null> {
  if (!isParted) return {};
  const sum = (field: string) => {
    const values = parts.map((part) => part[field]);
    return values.every((value) => typeof value === "number")
      ? values.reduce((total, value) => total + value, 0)
      : null;
  };
  return { live_rows: sum("live_rows"), total_bytes: sum("total_bytes") };
}
