type FrontMatter = Readonly<Record<string, unknown>>;

/** The front matter in a processor's data, where Astro puts it (`astro.frontmatter`) or remark plugins do (`frontmatter`). */
export function frontMatterOf(data: object | undefined): FrontMatter {
  const { astro, frontmatter } = (data ?? {}) as { astro?: { frontmatter?: FrontMatter }; frontmatter?: FrontMatter };
  return astro?.frontmatter ?? frontmatter ?? {};
}
