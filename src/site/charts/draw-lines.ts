import { dot, lineY, plot, text } from "@observablehq/plot";
import { parseHTML } from "linkedom";

/** One line of a chart; a value that is undefined is a gap in it. */
export interface Line {
  name: string;
  points: readonly { at: string; value: number | undefined }[];
}

/** An element or text of a drawing, as much of the DOM as is read from it. */
export interface DrawnNode {
  nodeType: number;
  localName?: string;
  nodeValue: string | null;
  attributes?: Iterable<{ name: string; value: string }>;
  childNodes: Iterable<DrawnNode>;
}

/** Lines are told apart by their dashes, not by colour alone, and by their names at the end. */
const DASHES = ["", "6 3", "2 3", "8 3 2 3"];

/**
 * Draws lines over time with Observable Plot, as SVG in the colours of the text around it: dark on light and light on dark
 * without a script. Times are UTC; the same lines give the same drawing.
 */
export function drawLines(lines: readonly Line[], { unit, width = 640 }: { unit: string; width?: number }): DrawnNode {
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const times = [...new Set(lines.flatMap(({ points }) => points.map(({ at }) => at)))].sort();
  const marks = lines.flatMap(({ name, points }, index) => {
    const data = points.map(({ at, value }) => ({ at: new Date(at), value: value ?? Number.NaN }));
    const known = data.filter(({ value }) => !Number.isNaN(value));
    const dash = DASHES[index % DASHES.length];
    return [
      lineY(data, { x: "at", y: "value", stroke: "currentColor", strokeDasharray: dash || "none", strokeWidth: 1.5 }),
      dot(known, { x: "at", y: "value", r: 2.5, fill: "currentColor", stroke: "none" }),
      ...(lines.length > 1
        ? [text(known.slice(-1), { x: "at", y: "value", text: () => name, textAnchor: "end", dy: -8 })]
        : []),
    ];
  });
  return plot({
    document: document as unknown as Document,
    className: "plumbline-chart",
    width,
    height: Math.round(width * 0.36),
    marginLeft: 64,
    marginRight: 40,
    x: { type: "utc", label: null, ticks: someOf(times).map((at) => new Date(at)), tickFormat: timeFormat(times) },
    y: { grid: true, zero: true, nice: true, label: unit, ticks: 5 },
    marks,
  }) as unknown as DrawnNode;
}

/** The times that get a label: counted back from the last, none so near to the next that the labels would touch. */
function someOf(times: readonly string[]): string[] {
  const [first = "", last = ""] = [times.at(0), times.at(-1)];
  const apart = (Date.parse(last) - Date.parse(first)) / 6;
  const kept: string[] = [];
  for (const time of [...times].reverse()) {
    const next = kept.at(-1);
    if (next === undefined || Date.parse(next) - Date.parse(time) >= apart) kept.push(time);
  }
  return kept;
}

function timeFormat(times: readonly string[]): (time: Date) => string {
  const [first, last] = [times.at(0), times.at(-1)];
  const days = first && last ? (Date.parse(last) - Date.parse(first)) / 86_400_000 : 0;
  return (time) => (days >= 2 ? time.toISOString().slice(0, 10) : time.toISOString().slice(5, 16).replace("T", " "));
}
