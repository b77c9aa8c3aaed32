import leven from "leven";
import type { RootContent, Table, TableCell } from "mdast";
import * as z from "zod";
import type { Json } from "../../core/canonical-json.ts";
import { UserError } from "../../core/errors.ts";
import type { Snapshot } from "../../core/fact.ts";
import { nearest } from "../../core/nearest.ts";
import { type FormattedValue, formatValue } from "../format-value.ts";
import type { SiteContext } from "../site-context.ts";
import { views } from "../views/index.ts";
import type { Column, View } from "../views/view.ts";
import { caption } from "./caption.ts";
import { element, phrasing, text } from "./nodes.ts";
import { ownViews } from "./own-views.ts";

const attributesSchema = z.strictObject({
  name: z.string(),
  target: z.string().optional(),
  source: z.string().optional(),
  /** `field=value`: rows whose field has this value, percent-encoded as in fact ids. */
  where: z.string().regex(/^\w+=/, "expected `field=value`").optional(),
  limit: z.coerce.number().int().min(1).optional(),
});

/** Renders `::view{name=… target=… limit=…}` as a table with its origin and age. Throws a `UserError` on an unknown one. */
export function renderView(attributes: Readonly<Record<string, string>>, context: SiteContext): RootContent {
  const ownView = ownViews[attributes.name ?? ""];
  if (ownView) return ownView(attributes, context);
  const parsed = attributesSchema.safeParse(attributes);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new UserError(
      `Unexpected view: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`.trim(),
      'Write it like ::view{name="tables" target="demo" limit=10}.',
    );
  }
  const { name } = parsed.data;
  const view = views.find((each) => each.name === name);
  if (!view) {
    const best = nearest(name, [...views.map((each) => each.name), ...Object.keys(ownViews)], leven);
    throw new UserError(`Unexpected view \`${name}\``, best ? `Did you mean \`${best}\`?` : "");
  }
  return figure(view, snapshotFor(view, parsed.data, context), parsed.data, context);
}

function snapshotFor(
  view: View,
  wanted: { source?: string | undefined; target?: string | undefined },
  context: SiteContext,
): Snapshot {
  const source = wanted.source ?? view.source;
  const targets = context.facts
    .targets()
    .filter((each) => each.source === source)
    .map((each) => each.target);
  const target = wanted.target ?? (targets.length === 1 ? targets[0] : undefined);
  const snapshot = target === undefined ? undefined : context.facts.latest(source, target);
  if (snapshot) return snapshot;
  throw new UserError(
    `Unexpected target \`${target ?? ""}\` of view \`${view.name}\`, expected one of: ${targets.join(", ") || "none was pulled"}`,
    "Name the target, or run `plumbline pull`.",
  );
}

type Chosen = Pick<z.output<typeof attributesSchema>, "where" | "limit">;

function figure(view: View, snapshot: Snapshot, { where, limit }: Chosen, context: SiteContext): RootContent {
  const all = view.rows(snapshot).filter((row) => where === undefined || isWanted(row, where));
  const rows = all.slice(0, limit);
  const table: Table = {
    type: "table",
    align: view.columns.map((column) => (rows.some((row) => formatCell(column, row).numeric) ? "right" : "left")),
    children: [
      { type: "tableRow", children: view.columns.map((column) => cell(text(column.title))) },
      ...rows.map((row) => ({
        type: "tableRow" as const,
        children: view.columns.map((column) => valueCell(column, row)),
      })),
    ],
  };
  const shown = rows.length < all.length ? `${rows.length} of ${all.length}` : `${all.length}`;
  const missing = (snapshot.provenance.unreadable ?? []).filter(({ group }) => isOf(view, group));
  return element("figure", { className: "plumbline-view", "data-view": view.name }, [
    element("figcaption", {}, [...caption(view.title, shown, snapshot, context)]),
    element("div", { className: "plumbline-scroll", tabindex: "0", role: "region", "aria-label": view.title }, [table]),
    ...missing.map(({ group, reason }) =>
      element("p", { className: "plumbline-note" }, [text(`Not readable: ${group}: ${reason}`)]),
    ),
  ]);
}

function isOf({ group }: View, name: string): boolean {
  return [group].flat().some((each) => name === each || name.startsWith(`${each}.`));
}

function isWanted(row: Readonly<Record<string, Json>>, where: string): boolean {
  const [field = "", ...value] = where.split("=");
  return String(row[field]) === decodeURIComponent(value.join("="));
}

function valueCell(column: Column, row: Readonly<Record<string, Json>>): TableCell {
  const value = row[column.field];
  const shown = value === null && column.none !== undefined ? column.none : formatCell(column, row).text;
  const content =
    column.code && typeof value === "string" ? ({ type: "inlineCode", value: shown } as const) : text(shown);
  // Sätteri passes no properties of a cell through, so the class stands on an element inside it.
  return cell(column.long ? phrasing("span", { className: "plumbline-long" }, [content]) : content);
}

/** A fact that is a single value is formatted by its own name and unit, not by those of the column. */
function formatCell({ field }: Column, row: Readonly<Record<string, Json>>): FormattedValue {
  const single = field === "value" && typeof row.name === "string";
  const unit = single && typeof row.unit === "string" ? row.unit : undefined;
  return formatValue(row[field], single ? String(row.name) : field, unit);
}

function cell(content: TableCell["children"][number]): TableCell {
  return { type: "tableCell", children: [content] };
}
