import type { RootContent } from "mdast";
import type { SiteContext } from "../site-context.ts";
import { renderFact } from "./render-fact.ts";
import { renderView } from "./render-view.ts";

/** A directive as every Markdown processor can give it. */
export interface DirectiveNode {
  type: "textDirective" | "leafDirective";
  name: string;
  /** The text between the square brackets. */
  label: string;
  attributes: Readonly<Record<string, string>>;
}

/**
 * What stands on the page in place of a directive; undefined where it is not one of ours. Pure: the same directive and
 * facts give the same tree. Throws a `UserError` on an unknown fact, view or attribute.
 */
export function replaceDirective(directive: DirectiveNode, context: SiteContext): RootContent | undefined {
  if (directive.type === "textDirective" && directive.name === "fact") return renderFact(directive.label, context);
  if (directive.type === "leafDirective" && directive.name === "view") return renderView(directive.attributes, context);
  return undefined;
}
