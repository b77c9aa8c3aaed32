import { factIdPart } from "../../core/fact.ts";
import type { GeneratedModule, PageMaker } from "../../core/generated-page.ts";
import { targetWith } from "./target-with.ts";

/** A reference page for the schema of each module: its tables and columns, as the first database that has it shows them. */
export const schemaPages: PageMaker = {
  id: "schema-pages",
  pages: ({ facts, modules }) =>
    modules.flatMap((module) => {
      const target = targetWith(facts, module.schema);
      return target === undefined ? [] : [pageOf(module, target)];
    }),
};

function pageOf({ name, schema }: GeneratedModule, target: string) {
  const value = factIdPart(schema);
  const view = (view: string, where: string) => `::view{name="${view}" target="${target}" where="${where}=${value}"}`;
  return {
    slug: `reference/schemas/${value.toLowerCase()}`,
    title: `Schema ${schema}`,
    description: `Tables and columns of ${name}, as the database holds them.`,
    body: [
      view("schemas", "name"),
      "## Tables",
      view("relations", "schema"),
      "## Columns",
      view("columns", "schema"),
    ].join("\n\n"),
  };
}
