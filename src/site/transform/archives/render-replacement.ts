import type { RootContent } from "mdast";
import { collectionsOf } from "../../../core/archives/records.ts";
import type { Json } from "../../../core/canonical-json.ts";
import { UserError } from "../../../core/errors.ts";
import { factIdPart, type Snapshot } from "../../../core/fact.ts";
import { isRecord } from "../../../core/is-record.ts";
import type { SiteContext } from "../../site-context.ts";
import { text } from "../nodes.ts";
import { chooseArchive } from "./choose-archive.ts";
import { shown, tableFigure } from "./table-figure.ts";

type Attributes = Readonly<Record<string, string>>;

/**
 * Renders an archive beside the PostgreSQL schema that replaced it. What is compared: the BSON of its collections, without
 * indexes, and what the schema takes on disk with its indexes; the heap alone stands beside it.
 */
export function renderArchiveReplacement(attributes: Attributes, context: SiteContext): RootContent {
  const name = "archive-replacement";
  const archive = chooseArchive(name, attributes, context, ["schema", "database"]);
  const { schema = "", database = "" } = attributes;
  const snapshot = context.facts.latest("postgres", database);
  const fact = snapshot?.facts.find(({ id }) => id === `schema.${factIdPart(decodeURIComponent(schema))}`);
  if (!snapshot || !fact) {
    throw new UserError(
      `Unexpected schema \`${database}/${schema}\` of view \`${name}\`, expected one that was pulled`,
      `Write it like ::view{name="${name}" … schema="authority" database="demo"}.`,
    );
  }
  const total = numberOf(fact.value, "total_bytes");
  const tables = tablesOf(snapshot, decodeURIComponent(schema));
  const raw = collectionsOf(archive).reduce((sum, one) => sum + (numberOf(one, "bytes") ?? 0), 0);
  const ratio = total === null || raw === 0 ? null : total / raw;
  const sum = (field: string) => tables.reduce<number>((all, one) => all + (numberOf(one, field) ?? 0), 0);
  const rows = [
    ["Size on disk", shown(archive.value.bytes ?? null, "bytes"), shown(total, "total_bytes", "not readable")],
    ["Data without indexes", shown(raw, "bytes"), shown(sum("heap_bytes"), "heap_bytes")],
    ["Indexes", text("not in the archive"), shown(sum("index_bytes"), "index_bytes")],
    [
      "Collections, tables",
      shown(archive.value.collections ?? null, "n"),
      shown(numberOf(fact.value, "tables"), "n", "not readable"),
    ],
    ["Documents, rows", shown(archive.value.documents ?? null, "n"), shown(sum("live_rows"), "n")],
    ["Schema on disk, as a share of the BSON", text(""), shown(ratio, "size_ratio", "nothing to compare")],
  ] as const;
  return tableFigure(
    {
      view: name,
      title: "The archive, and the schema that replaced it",
      head: ["What", "In the archive", `In schema ${decodeURIComponent(schema)}`],
      numeric: [1, 2],
      rows: rows.map(([what, before, after]) => [text(what), before, after]),
      snapshots: [archive.snapshot, snapshot],
    },
    context,
  );
}

function tablesOf({ facts }: Snapshot, schema: string): Json[] {
  const prefix = `table.${factIdPart(schema)}.`;
  return facts.filter(({ id }) => id.startsWith(prefix)).map(({ value }) => value);
}

function numberOf(value: Json, field: string): number | null {
  const found = isRecord(value) ? value[field] : null;
  return typeof found === "number" ? found : null;
}
