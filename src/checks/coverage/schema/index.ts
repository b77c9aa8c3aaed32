import picomatch from "picomatch";
import * as z from "zod";
import { compareCodeUnits } from "../../../core/canonical-json.ts";
import type { Check, Project } from "../../../core/check.ts";
import type { Draft } from "../../../core/finding.ts";
import { globSchema } from "../../../core/glob.ts";
import { wholeFile } from "../../../core/whole-file.ts";
import { gatherMentions } from "../gather-mentions.ts";
import { type Item, limits, measure } from "../measure.ts";
import { type Mentioned, mentioned } from "../mentioned.ts";
import { fileOfPage, fillIn, type Module, moduleOptions, pageOfModule } from "../modules.ts";
import { fileRelations } from "./file-relations.ts";
import { nameOf, type Relation } from "./relation.ts";
import { snapshotRelations } from "./snapshot-relations.ts";

const options = z.strictObject({
  files: z
    .array(globSchema)
    .default(["content/schemas/**/*.sql"])
    .describe("Globs of the SQL files that make the schemas."),
  page: z
    .string()
    .min(1)
    .default("reference/schemas/{schema}")
    .describe("The page on which the tables of a module stand by their bare names, beside the module's own."),
  described: z
    .boolean()
    .default(true)
    .describe("Whether a table also needs words: a comment in the catalogue, or a written page that names it."),
  ignore: z
    .array(z.strictObject({ name: z.string().min(1), reason: z.string().trim().min(1) }))
    .default([])
    .describe("Schemas, or tables as `schema.table`, that need no page, each with the reason."),
  ...limits,
  modules: z.array(moduleOptions).default([]).describe("Given by the configuration's `modules`."),
});
type SchemaOptions = z.output<typeof options>;

/** The views that show the tables of a schema. */
const TABLE_VIEWS = ["tables", "relations", "columns"];

/** Every schema and table, of the live database or of the schema files, has its place on a page. */
export const coverageSchema: Check<SchemaOptions> = {
  id: "coverage/schema",
  summary:
    "every schema and table, of the newest snapshots and of the schema files, has its place on a page and words that say what it is",
  why: "A table that no page knows is one that nobody restores, tunes or cleans. The list comes from the database itself, so a migration cannot forget the documentation.",
  fix: "Give the table a comment (`COMMENT ON TABLE …`) and pull again; give the schema to a module, whose reference page then lists it; or name `schema.table` as code on a page.",
  severity: "error",
  needs: [],
  options,
  look: { page: (page) => ({ findings: [], gathered: gatherMentions(page) }) },
  async run(project, chosen, looks) {
    const { relations, broken } = await allRelations(project, chosen.files);
    const ignored = new Set(chosen.ignore.map(({ name }) => name));
    const asked = relations.filter((each) => !ignored.has(each.schema) && !ignored.has(nameOf(each)));
    if (asked.length === 0 && broken.length === 0) {
      return {
        examined: 0,
        findings: [],
        skipped: `there is no snapshot of a database, and no ${chosen.files.join(", ")}`,
      };
    }
    const found = mentioned(project.pages, looks);
    const { findings, ...result } = measure(
      asked.map((relation) => itemOf(relation, found, chosen)),
      chosen,
    );
    return { ...result, findings: [...broken, ...findings] };
  },
};

/** One entry for each name, the file's place and the snapshot's comment together. */
async function allRelations({ files, readText, facts }: Project, patterns: readonly string[]) {
  const isSchema = picomatch([...patterns]);
  const read = await Promise.all(
    files.filter((file) => isSchema(file)).map(async (file) => fileRelations(file, await readText(file))),
  );
  const byName = new Map<string, Relation>();
  for (const relation of [...read.flatMap(({ relations }) => relations), ...snapshotRelations(facts)]) {
    const before = byName.get(nameOf(relation));
    byName.set(nameOf(relation), { ...before, ...relation, comment: before?.comment || relation.comment });
  }
  const relations = [...byName.values()].sort((a, b) => compareCodeUnits(nameOf(a), nameOf(b)));
  return { relations, broken: read.flatMap(({ broken }): Draft[] => (broken ? [broken] : [])) };
}

function itemOf(relation: Relation, found: Mentioned, chosen: SchemaOptions): Item {
  const name = nameOf(relation);
  const kind = relation.table === undefined ? "schema" : "table";
  const module = chosen.modules.find(({ schema }) => schema === relation.schema);
  const own = module ? [pageOfModule(module), fillIn(chosen.page, module)] : [];
  const naming = namingPages(relation, found, own);
  const isShown = naming.length > 0 || isInView(relation, found);
  const isDescribed =
    !chosen.described || relation.comment !== "" || naming.some(({ frontMatter }) => frontMatter.generated !== true);
  const expected = isShown ? "a comment or a written page that says what it holds" : "one that says what it holds";
  return {
    kind,
    name,
    covered: isShown && isDescribed,
    place: relation.place ?? wholeFile(fileOfPage(fillIn(chosen.page, module ?? moduleFor(relation.schema)))),
    message: `Unexpected ${kind} \`${name}\` ${isShown ? "without words" : "on no page"}, expected ${expected}`,
    hint: hintFor(kind, name, isShown),
    evidence: { ...relation.seen, ...(module ? { module: module.name } : {}) },
  };
}

function hintFor(kind: string, name: string, isShown: boolean): string {
  const comment = `COMMENT ON ${kind.toUpperCase()} ${name} IS '…'`;
  if (isShown)
    return `Describe it where it is made, ${comment}, and pull again; or name \`${name}\` on a written page.`;
  return kind === "schema"
    ? `Give \`${name}\` to a module in the configuration, or name it as code on a page.`
    : `Name \`${name}\` as code on a page, or give its schema to a module, whose reference page lists it.`;
}

function namingPages({ schema, table }: Relation, found: Mentioned, own: readonly string[]) {
  const qualified = found.pagesNaming(nameOf({ schema, table }));
  if (table === undefined) return qualified;
  const bare = found.pagesNaming(table).filter(({ slug }) => slug !== undefined && own.includes(slug));
  return [...qualified, ...bare];
}

function isInView({ schema, table, seen }: Relation, found: Mentioned): boolean {
  if (!seen) return false;
  const row = table === undefined ? { name: schema } : { schema, name: table };
  return (table === undefined ? ["schemas"] : TABLE_VIEWS).some((view) => found.shows(seen, view, row));
}

function moduleFor(schema: string): Module {
  return { name: schema, schema };
}
