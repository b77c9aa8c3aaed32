import type { PhrasingContent, RootContent } from "mdast";
import type { Json } from "../../../core/canonical-json.ts";
import type { Snapshot } from "../../../core/fact.ts";
import { formatValue } from "../../format-value.ts";
import type { SiteContext } from "../../site-context.ts";
import { caption } from "../caption.ts";
import { element, phrasing, text } from "../nodes.ts";

export interface Figure {
  view: string;
  title: string;
  head: readonly string[];
  rows: readonly (readonly PhrasingContent[])[];
  /** Columns whose numbers are flush right, by index. */
  numeric?: readonly number[];
  /** What it is from: the caption names each, with its age. */
  snapshots: readonly Snapshot[];
}

/** A table with what it is from, in the look of every view. */
export function tableFigure(
  { view, title, head, rows, numeric, snapshots }: Figure,
  context: SiteContext,
): RootContent {
  const line = (cells: readonly PhrasingContent[]) => ({
    type: "tableRow" as const,
    children: cells.map((cell) => ({ type: "tableCell" as const, children: [cell] })),
  });
  const count = String(rows.length);
  return element("figure", { className: "plumbline-view", "data-view": view }, [
    element("figcaption", {}, [
      element("strong", {}, [text(`${title} (${count})`)]),
      // The title stands once, whatever number of snapshots there are.
      ...snapshots.flatMap((one) => caption(title, count, one, context).slice(1)),
    ]),
    element("div", { className: "plumbline-scroll", tabindex: "0", role: "region", "aria-label": title }, [
      {
        type: "table",
        align: head.map((_, index) => (numeric?.includes(index) ? "right" : "left")),
        children: [line(head.map(text)), ...rows.map(line)],
      },
    ]),
  ]);
}

/** A value as text, by the name that gives its unit; null where nothing is stated is not the same as unreadable. */
export function shown(value: Json | undefined, name: string, none = "none"): PhrasingContent {
  return text(value === null ? none : formatValue(value, name).text);
}

export function code(value: string): PhrasingContent {
  return { type: "inlineCode", value };
}

/** Text that people wrote, which wraps. */
export function long(...content: PhrasingContent[]): PhrasingContent {
  return phrasing("span", { className: "plumbline-long" }, content);
}
