import type { Data, Emphasis, Paragraph, PhrasingContent, RootContent } from "mdast";

type Properties = Readonly<Record<string, string>>;
type ElementData = Data & { hName: string; hProperties: Record<string, string> };

/** An element of the page. mdast-util-to-hast and Sätteri both read `data.hName` and `data.hProperties`. */
export function element(name: string, properties: Properties, children: readonly RootContent[]): RootContent {
  const data = elementData(name, properties);
  // A paragraph is the one parent that every processor passes through with `data`; its own meaning is overridden.
  const paragraph: Paragraph & { data: ElementData } = {
    type: "paragraph",
    data,
    children: children as PhrasingContent[],
  };
  return paragraph;
}

/** The same among text: inside a table cell or a sentence. */
export function phrasing(name: string, properties: Properties, children: PhrasingContent[]): PhrasingContent {
  const emphasis: Emphasis & { data: ElementData } = {
    type: "emphasis",
    data: elementData(name, properties),
    children,
  };
  return emphasis;
}

/** Text, whatever it contains: never read as Markdown, HTML or an expression again. */
export function text(value: string): PhrasingContent {
  return { type: "text", value };
}

function elementData(name: string, properties: Properties): ElementData {
  return { hName: name, hProperties: { ...properties } };
}
