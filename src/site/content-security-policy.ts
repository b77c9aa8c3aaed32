import { createHash } from "node:crypto";
import type { Element, Nodes } from "hast";
import { htmlToHast } from "satteri";

/**
 * Puts a Content-Security-Policy at the beginning of a rendered page: nothing from another origin, and no inline script
 * but those that stand in the page now, by their hashes (https://www.w3.org/TR/CSP3/). Style attributes are allowed: the
 * code renderer sets its colours with them. `wasm-unsafe-eval` is what the search needs.
 */
export function withContentSecurityPolicy(html: string): string {
  const hashes = inlineScripts(htmlToHast(html)).map(
    (script) => `'sha256-${createHash("sha256").update(script).digest("base64")}'`,
  );
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'wasm-unsafe-eval' ${[...new Set(hashes)].join(" ")}`.trimEnd(),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
  ].join("; ");
  return html.replace(
    /<head[^>]*>/,
    (head) => `${head}<meta http-equiv="Content-Security-Policy" content="${policy}">`,
  );
}

function inlineScripts(node: Nodes): string[] {
  if (!("children" in node)) return [];
  return node.children.flatMap((child) => (isInlineScript(child) ? [textOf(child)] : inlineScripts(child)));
}

function isInlineScript(node: Nodes): node is Element {
  return node.type === "element" && node.tagName === "script" && node.properties.src === undefined;
}

function textOf(node: Element): string {
  return node.children.map((child) => (child.type === "text" ? child.value : "")).join("");
}
