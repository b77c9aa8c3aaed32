import type { ExpressiveCodePlugin } from "@astrojs/starlight/expressive-code";
import type { Nodes } from "hast";
import { textToCopy } from "../../proofs/typed/text-to-copy.ts";

/** What stands for a line's end in the copy button's attribute (Expressive Code's frames plugin). */
const LINE_END = "\x7F";

/** Makes the copy button of a block give exactly what is proven: no prompts, no results, and every comment. */
export function copyWhatIsProven(): ExpressiveCodePlugin {
  return {
    name: "plumbline-copy",
    hooks: {
      postprocessRenderedBlock: ({ codeBlock: { language, meta, code }, renderData }) => {
        setCode(renderData.blockAst, textToCopy({ language, meta, code }).replaceAll("\n", LINE_END));
      },
    },
  };
}

function setCode(node: Nodes, text: string): void {
  if (node.type === "element" && node.tagName === "button" && "data-code" in node.properties) {
    node.properties["data-code"] = text;
  } else if (node.type === "element" && node.properties.dataCode !== undefined) {
    node.properties.dataCode = text;
  }
  if ("children" in node) for (const child of node.children) setCode(child, text);
}
