import type { RootContent } from "mdast";
import { collectionsOf } from "../../../core/archives/records.ts";
import type { Json } from "../../../core/canonical-json.ts";
import { isRecord } from "../../../core/is-record.ts";
import type { SiteContext } from "../../site-context.ts";
import { element, text } from "../nodes.ts";
import { chooseArchive } from "./choose-archive.ts";
import { records } from "./render-archive.ts";
import { code, long, shown, tableFigure } from "./table-figure.ts";

type Attributes = Readonly<Record<string, string>>;

/** Renders the indexes that each collection had. */
export function renderArchiveIndexes(attributes: Attributes, context: SiteContext): RootContent {
  const archive = chooseArchive("archive-indexes", attributes, context);
  const rows = collectionsOf(archive).flatMap((one) =>
    records(one.indexes).map((index) => [
      code(nameOf(one)),
      code(String(index.name)),
      long(code(keysText(index.keys))),
      long(code(optionsText(index.options))),
    ]),
  );
  const head = ["Collection", "Index", "Keys", "Options"];
  return tableFigure({ view: "archive-indexes", title: "Indexes", head, rows, snapshots: [archive.snapshot] }, context);
}

/** Renders the field inventory of every collection: which fields its documents have, how often, of which types. */
export function renderArchiveFields(attributes: Attributes, context: SiteContext): RootContent {
  const archive = chooseArchive("archive-fields", attributes, context);
  const figures = collectionsOf(archive).map((one): RootContent => {
    const fields = records(one.fields);
    const total = typeof one.fields_total === "number" ? one.fields_total : fields.length;
    const cut = total > fields.length ? `, the first ${fields.length} of ${total}` : "";
    const rows = fields.map((field) => [
      long(code(String(field.path))),
      long(text(typesText(field.types))),
      shown(field.documents, "documents"),
      shown(field.presence, "presence_ratio"),
      text(field.minLength === null ? "" : `${field.minLength} to ${field.maxLength}`),
    ]);
    return tableFigure(
      {
        view: "archive-fields",
        title: `Fields of ${nameOf(one)}${cut}`,
        head: ["Field", "Types, and how many values of each", "Documents", "Share", "Length"],
        numeric: [2, 3, 4],
        rows,
        snapshots: [archive.snapshot],
      },
      context,
    );
  });
  return element("div", { className: "plumbline-figures" }, figures);
}

/** A collection as commands name it: `database.collection`; a lone collection file does not say its database. */
export function nameOf({ database, collection }: Readonly<Record<string, Json>>): string {
  return database === "" ? String(collection) : `${database}.${collection}`;
}

function keysText(keys: Json | undefined): string {
  return records(keys)
    .map(({ field, direction }) => `${field}: ${JSON.stringify(direction)}`)
    .join(", ");
}

function optionsText(options: Json | undefined): string {
  const all = isRecord(options) ? Object.entries(options) : [];
  return all.map(([name, value]) => `${name}: ${JSON.stringify(value)}`).join(", ") || "none";
}

function typesText(types: Json | undefined): string {
  const all = isRecord(types) ? Object.entries(types) : [];
  return all.map(([name, count]) => `${name} ${count}`).join(", ");
}
