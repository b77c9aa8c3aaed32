import * as z from "zod";

/** What the configuration says of modules, as far as coverage asks. */
export const moduleOptions = z.object({
  name: z.string(),
  schema: z.string(),
  page: z.string().optional(),
});
export type Module = z.output<typeof moduleOptions>;

/** The page of a module, as a path below content/docs: what the configuration says, else `modules/<name>`. */
export function pageOfModule({ name, page }: Module): string {
  return page ?? `modules/${slugOf(name)}`;
}

/** A pattern such as `reference/schemas/{schema}` for one module. */
export function fillIn(pattern: string, module: Module): string {
  return pattern.replaceAll("{name}", slugOf(module.name)).replaceAll("{schema}", () => module.schema);
}

/** The file that a page would be. */
export function fileOfPage(slug: string): string {
  return `content/docs/${slug}.md`;
}

function slugOf(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-");
}
