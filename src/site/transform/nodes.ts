import type { Data, Paragraph, PhrasingContent, RootContent } from "mdast";

/** An element of the page. mdast-util-to-hast and Sätteri both read `data.hName` and `data.hProperties`. */
export function element(
  name: string,
  properties: Readonly<Record<string, string>>,
  children: readonly (RootContent | PhrasingContent)[],
): RootContent {
  const data: Data & { hName: string; hProperties: Record<string, string> } = {
    hName: name,
    hProperties: { ...properties },
  };
  // A paragraph is the one parent that every processor passes through with `data`; its own meaning is overridden.
  const paragraph: Paragraph & { data: typeof data } = {
    type: "paragraph",
    data,
    children: children as PhrasingContent[],
  };
  return paragraph;
}

/** Text, whatever it contains: never read as Markdown, HTML or an expression again. */
export function text(value: string): PhrasingContent {
  return { type: "text", value };
}
