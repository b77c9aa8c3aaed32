import type { Project } from "../../../core/check.ts";
import { wholeFile } from "../../../core/whole-file.ts";
import type { Item } from "../measure.ts";
import { fileOfPage, fillIn, pageOfModule } from "../modules.ts";
import type { PagesOptions } from "./options.ts";

/** The documents that the configuration asks for, and the pages of each module. */
export function documentItems({ pages }: Project, { modules, perModule, requiredPages }: PagesOptions): Item[] {
  const slugs = new Set(pages.map(({ slug }) => slug));
  const item = (kind: string, name: string, wanted: string, message: string): Item => {
    const slug = wanted.replace(/^\/+|\/+$/g, "").replace(/\.mdx?$/, "");
    return {
      kind,
      name,
      covered: slugs.has(slug),
      place: wholeFile(fileOfPage(slug)),
      message,
      hint: `Write ${fileOfPage(slug)}, or correct the path in the configuration.`,
    };
  };
  return [
    ...requiredPages.map((slug) =>
      item("document", slug, slug, `Missing page \`${slug}\`, expected because \`requiredPages\` names it`),
    ),
    ...modules.flatMap((module) =>
      [pageOfModule(module), ...perModule.map((pattern) => fillIn(pattern, module))].map((slug, index) =>
        item(
          "module",
          index === 0 ? module.name : `${module.name} ${slug}`,
          slug,
          `Missing page \`${slug}\` of module \`${module.name}\`, expected one of each module`,
        ),
      ),
    ),
  ];
}
