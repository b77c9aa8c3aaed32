import { fileURLToPath } from "node:url";
import type { BlockContentMap, PhrasingContentMap } from "mdast";
import type { MdastPluginEntry, MdastVisitorContext } from "satteri";
import { UserError } from "../core/errors.ts";
import { satteriProofs } from "./proofs/satteri-proofs.ts";
import type { SiteContext } from "./site-context.ts";
import { type DirectiveNode, replaceDirective } from "./transform/index.ts";

type Attributes = Readonly<Record<string, string | null | undefined>> | null | undefined;
type Directive = Readonly<BlockContentMap["leafDirective"] | PhrasingContentMap["textDirective"]>;

/**
 * The adapter for Sätteri, Astro's own Markdown engine: replaces our directives, and says below each block what was proven of
 * it. A mistake is thrown with the page's file and line.
 */
export function satteriPlugin(context: SiteContext): MdastPluginEntry {
  return [replaceDirectives(context), satteriProofs(context)];
}

function replaceDirectives(context: SiteContext): MdastPluginEntry {
  return ({ fileURL }) => {
    const visit = (node: Directive, page: MdastVisitorContext) =>
      replace(
        { type: node.type, name: node.name, label: page.textContent(node), attributes: plain(node.attributes) },
        node.position?.start.line,
        fileURL,
        context,
      );
    return { name: "plumbline-directives", options: { position: true }, textDirective: visit, leafDirective: visit };
  };
}

function replace(directive: DirectiveNode, line: number | undefined, file: URL | undefined, context: SiteContext) {
  try {
    return replaceDirective(directive, context);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`${file ? fileURLToPath(file) : "page"}:${line ?? 1}: ${error.message}`, error.hint, {
      cause: error,
    });
  }
}

function plain(attributes: Attributes): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes ?? {}).map(([key, value]) => [key, value ?? ""]));
}
