import type { Expression, ObjectExpression } from "oxc-parser";
import { loadByNeed } from "../core/load-by-need.ts";

const oxc = loadByNeed<typeof import("oxc-parser")>("oxc-parser", import.meta.url);

/**
 * Finds the 1-based line at which a key of the exported configuration object stands, for error messages. Understands
 * `export default {…}`, `export default defineConfig({…})` and plain JSON; undefined where the key is computed elsewhere.
 */
export function locateKey(text: string, path: readonly PropertyKey[]): number | undefined {
  const source = text.trimStart().startsWith("{") ? `export default ${text}` : text;
  const lineOf = (offset: number) => source.slice(0, offset).split("\n").length;
  let node = exportedObject(source);
  let line: number | undefined;
  for (const key of path) {
    const found = typeof key === "number" ? elementOf(node, key) : propertyOf(node, String(key));
    if (!found) return line;
    line = lineOf(found.start);
    node = found.value;
  }
  return line;
}

interface Found {
  start: number;
  value: Expression;
}

function exportedObject(source: string): Expression | undefined {
  for (const statement of oxc().parseSync("plumbline.config.ts", source).program.body) {
    if (statement.type !== "ExportDefaultDeclaration") continue;
    const value = statement.declaration;
    if (value.type === "ObjectExpression") return value;
    if (value.type === "CallExpression" && value.arguments[0]?.type === "ObjectExpression") return value.arguments[0];
  }
  return undefined;
}

function elementOf(node: Expression | undefined, index: number): Found | undefined {
  if (node?.type !== "ArrayExpression") return undefined;
  const element = node.elements[index];
  return element && element.type !== "SpreadElement" ? { start: element.start, value: element } : undefined;
}

function propertyOf(node: Expression | undefined, key: string): Found | undefined {
  if (node?.type !== "ObjectExpression") return undefined;
  for (const property of node.properties) {
    if (property.type === "Property" && !property.computed && nameOf(property.key) === key) {
      return { start: property.start, value: property.value };
    }
  }
  return undefined;
}

function nameOf(key: Extract<ObjectExpression["properties"][number], { type: "Property" }>["key"]): string | undefined {
  if (key.type === "Identifier") return key.name;
  return key.type === "Literal" ? String(key.value) : undefined;
}
