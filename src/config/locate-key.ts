import { stripTypeScriptTypes } from "node:module";
import { type Expression, type ObjectExpression, type Program, parse } from "acorn";

/**
 * Finds the 1-based line at which a key of the exported configuration object stands, for error messages. Understands
 * `export default {…}`, `export default defineConfig({…})` and plain JSON; undefined where the key is computed elsewhere.
 */
export function locateKey(text: string, path: readonly PropertyKey[]): number | undefined {
  let node: Expression | undefined = exportedObject(text);
  let line: number | undefined;
  for (const key of path) {
    if (node?.type === "ArrayExpression" && typeof key === "number") {
      const element: ArrayElement = node.elements[key];
      if (!element || element.type === "SpreadElement") return line;
      node = element;
      line = node.loc?.start.line;
      continue;
    }
    const property = node?.type === "ObjectExpression" ? propertyOf(node, String(key)) : undefined;
    if (!property) return line;
    node = property.value;
    line = property.loc?.start.line;
  }
  return line;
}

type ArrayElement = Extract<Expression, { type: "ArrayExpression" }>["elements"][number] | undefined;

function exportedObject(text: string): Expression | undefined {
  const json = text.trimStart().startsWith("{");
  const program = parseQuietly(json ? `export default ${text}` : text, json);
  for (const statement of program?.body ?? []) {
    if (statement.type !== "ExportDefaultDeclaration") continue;
    const value = statement.declaration;
    if (value.type === "ObjectExpression") return value;
    if (value.type === "CallExpression" && value.arguments[0]?.type === "ObjectExpression") return value.arguments[0];
  }
  return undefined;
}

function parseQuietly(text: string, json: boolean): Program | undefined {
  try {
    // Stripping leaves every line where it was.
    const source = json ? text : stripTypeScriptTypes(text);
    return parse(source, { ecmaVersion: "latest", sourceType: "module", locations: true });
  } catch {
    // The loader has reported the syntax error already; a missing line number is no second error.
    return undefined;
  }
}

function propertyOf(node: ObjectExpression, key: string) {
  for (const property of node.properties) {
    if (property.type !== "Property" || property.computed) continue;
    if (property.key.type === "Identifier" && property.key.name === key) return property;
    if (property.key.type === "Literal" && property.key.value === key) return property;
  }
  return undefined;
}
