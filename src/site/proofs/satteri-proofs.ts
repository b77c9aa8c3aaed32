import type { Nodes } from "mdast";
import type { MdastPluginEntry } from "satteri";
import type { SiteContext } from "../site-context.ts";
import { blockOf } from "./block-of.ts";
import { fencesIn } from "./fences-in.ts";
import { frontMatterOf } from "./front-matter-of.ts";
import { renderProofs } from "./render-proofs.ts";

/** The adapter for Sätteri: puts its badge below each block that can be proven, and the table at the page's end. */
export function satteriProofs(context: SiteContext): MdastPluginEntry {
  return ({ source }) =>
    /^\s*(?:`{3}|~{3})/m.test(source) && {
      name: "plumbline-proofs",
      after: (root, page) => {
        const fences = fencesIn(root as Nodes);
        const { badges, table } = renderProofs(fences.map(blockOf), frontMatterOf(page.data), context);
        for (const [index, node] of fences.entries()) {
          const badge = badges[index];
          if (badge) page.insertAfter(node, badge);
        }
        if (table) page.appendChild(root, table);
      },
    };
}
