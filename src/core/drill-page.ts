import type { Page } from "./page.ts";

/** Whether a page says that it is a drill. */
export function isDrill({ frontMatter }: Pick<Page, "frontMatter">): boolean {
  return frontMatter.drill !== undefined && frontMatter.drill !== false;
}

/** The drill's name, by which its snapshots go: what its front matter says, else the last part of the page's address. */
export function drillName({ slug }: Pick<Page, "slug">, given: string | undefined): string {
  return given ?? slug?.split("/").at(-1) ?? "drill";
}
