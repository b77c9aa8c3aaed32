import leven from "leven";
import type { RootContent, TableCell } from "mdast";
import { UserError } from "../../core/errors.ts";
import { type FactReference, parseFactReference } from "../../core/fact-reference.ts";
import { nearest } from "../../core/nearest.ts";
import { buildTrend, type Trend, type TrendPoint } from "../../facts/index.ts";
import { drawLines } from "../charts/draw-lines.ts";
import { drawingToNodes } from "../charts/drawing-to-nodes.ts";
import { formatTime, formatValue } from "../format-value.ts";
import type { SiteContext } from "../site-context.ts";
import { caption } from "./caption.ts";
import { element, text } from "./nodes.ts";
import { requireAttributes } from "./require-attributes.ts";

const ATTRIBUTES = ["name", "source", "target", "fact", "title"];

/**
 * Renders `::view{name="trend" target=… fact="database.app#size_bytes" title=…}`: how a number moved over the snapshots, as
 * a chart, a sentence and a table. Throws a `UserError` on a fact or field that the newest snapshot does not have.
 */
export function renderTrend(attributes: Readonly<Record<string, string>>, context: SiteContext): RootContent {
  requireAttributes("trend", attributes, ATTRIBUTES);
  const reference = readReference(attributes);
  const snapshot = context.facts.latest(reference.source, reference.target);
  if (!snapshot) {
    throw new UserError(
      `Unexpected target \`${reference.target}\` of view \`trend\`, expected one that was pulled`,
      "Name the target, or run `plumbline pull`.",
    );
  }
  const ids = snapshot.facts.map(({ id }) => id);
  if (!ids.includes(reference.id)) {
    const meant = nearest(reference.id, ids, leven);
    throw new UserError(
      `Unexpected fact \`${reference.id}\` of view \`trend\`, expected one that was pulled`,
      meant ? `Did you mean \`${meant}\`?` : "Run `plumbline pull`.",
    );
  }
  const trend = buildTrend(context.facts, reference);
  const title = attributes.title || `${reference.id} ${reference.field ?? ""}`.trim();
  const known = trend.points.filter(({ value }) => value !== undefined);
  return element("figure", { className: "plumbline-view", "data-view": "trend" }, [
    element("figcaption", {}, [
      ...caption(`${title}${kindText(trend)}`, `${trend.points.length} points`, snapshot, context),
    ]),
    ...(known.length >= 2 ? chart(trend, reference, title) : []),
    element("p", {}, [text(sentence(trend, reference))]),
    ...(trend.points.length > 0 ? [table(trend, reference, title)] : []),
  ]);
}

function readReference({
  source = "postgres",
  target = "",
  fact = "",
}: Readonly<Record<string, string>>): FactReference {
  const reference = parseFactReference(`${source}/${target}/${fact}`);
  if (reference) return reference;
  throw new UserError(
    `Unexpected fact \`${fact}\` of view \`trend\`, expected an id, and the field of an object`,
    'Write it like ::view{name="trend" target="demo" fact="database.app#size_bytes"}.',
  );
}

function kindText({ kind }: Trend): string {
  return kind === "value" ? "" : kind === "mean" ? ", mean of each interval" : ", per day";
}

function chart(trend: Trend, reference: FactReference, title: string): RootContent[] {
  const scale = axisScale(trend, reference);
  const points = trend.points.map(({ at, value }) => ({ at, value: value === undefined ? value : value / scale.size }));
  const drawing = drawLines([{ name: title, points }], { unit: scale.unit });
  const label = `${title}: ${sentence(trend, reference)}`;
  return [
    element("div", { className: "plumbline-trend" }, drawingToNodes(drawing, { role: "img", "aria-label": label })),
  ];
}

/** What the chart says, for those who do not see it: from where to where, between what, with the gaps. */
function sentence(trend: Trend, reference: FactReference): string {
  const known = trend.points.filter((point): point is TrendPoint & { value: number } => point.value !== undefined);
  const [first, last] = [known.at(0), known.at(-1)];
  if (!first || !last) return trend.points.length < 2 ? "A trend needs more snapshots." : "No interval can be shown.";
  const values = known.map(({ value }) => value);
  const shown = (value: number) => shownValue(value, trend, reference);
  const gaps = trend.points.length - known.length;
  return [
    first === last
      ? `${shown(first.value)} at ${formatTime(first.at)}.`
      : `From ${shown(first.value)} at ${formatTime(first.at)} to ${shown(last.value)} at ${formatTime(last.at)}; between ${shown(Math.min(...values))} and ${shown(Math.max(...values))}.`,
    gaps === 0 ? "" : ` ${gaps} ${gaps === 1 ? "point is a gap" : "points are gaps"}: the table says why.`,
  ].join("");
}

function table(trend: Trend, reference: FactReference, title: string): RootContent {
  const cells = (values: readonly string[]) => ({
    type: "tableRow" as const,
    children: values.map((value): TableCell => ({ type: "tableCell", children: [text(value)] })),
  });
  const rows = trend.points.map(({ at, value, note }) =>
    cells([formatTime(at), value === undefined ? "–" : shownValue(value, trend, reference), note ?? ""]),
  );
  return element("details", {}, [
    element("summary", {}, [text("The numbers")]),
    element(
      "div",
      { className: "plumbline-scroll", tabindex: "0", role: "region", "aria-label": `${title}, numbers` },
      [{ type: "table", align: ["left", "right", "left"], children: [cells(["As of", "Value", "Note"]), ...rows] }],
    ),
  ]);
}

function shownValue(value: number, { kind, unit }: Trend, { field, id }: FactReference): string {
  return `${formatValue(kind === "per day" ? Math.round(value) : value, field ?? id, unit).text}${kind === "per day" ? " a day" : ""}`;
}

/** Bytes are drawn in the largest binary unit that the largest value fills; everything else as it is. */
function axisScale({ kind, unit, points }: Trend, { field, id }: FactReference): { size: number; unit: string } {
  const per = kind === "per day" ? " a day" : "";
  const name = field ?? id;
  if (unit !== "bytes" && !/(^|_)bytes$/.test(name)) return { size: 1, unit: `${unit ?? unitOf(name)}${per}`.trim() };
  const largest = Math.max(0, ...points.map(({ value }) => value ?? 0));
  const power = Math.min(4, Math.max(0, Math.floor(Math.log2(Math.max(1, largest)) / 10)));
  return { size: 1024 ** power, unit: `${["B", "KiB", "MiB", "GiB", "TiB"][power]}${per}` };
}

function unitOf(name: string): string {
  return /_ms$/.test(name) ? "ms" : name.replaceAll("_", " ");
}
