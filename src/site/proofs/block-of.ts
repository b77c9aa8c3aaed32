import type { Code } from "mdast";
import type { PlainBlock } from "../../core/proof/fingerprint-blocks.ts";

/** A fenced block of the tree, as its fingerprint needs it. */
export function blockOf({ lang, meta, value }: Code): PlainBlock {
  return { language: lang ?? "", meta: meta ?? "", code: value };
}
