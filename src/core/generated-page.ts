import type { FactReader } from "./fact-reader.ts";

/** A page that nobody wrote: facts made it. It holds words and directives only; values enter through the directives. */
export interface GeneratedPage {
  /** Its address below the site's root: `migration/archives/mongodb-authority`. */
  slug: string;
  title: string;
  description: string;
  /** Markdown without front matter. Names from outside stand in it only as {@link factIdPart} writes them. */
  body: string;
}

/** What pages can be made from. */
export interface GeneratedFrom {
  facts: FactReader;
  modules: readonly GeneratedModule[];
}

/** A module of the platform, as the configuration names it. */
export interface GeneratedModule {
  name: string;
  schema: string;
  status: "converted" | "pending";
  /** Archives that its schema replaced, as globs of `target/file`. */
  archives?: readonly string[];
}

/** Makes the pages of one kind; pure, in an order that depends on the facts alone. */
export interface PageMaker {
  id: string;
  pages(from: GeneratedFrom): readonly GeneratedPage[];
}

/** The file that a generated page would be, had someone written it. One that exists there replaces the generated page. */
export function generatedFile({ slug }: GeneratedPage): string {
  return `content/docs/${slug}.md`;
}

/** The page's whole text, front matter included. */
export function generatedText({ title, description, body }: GeneratedPage): string {
  // JSON strings are YAML strings, whatever a title holds.
  return `---\ntitle: ${JSON.stringify(title)}\ndescription: ${JSON.stringify(description)}\ngenerated: true\n---\n\n${body.trim()}\n`;
}
