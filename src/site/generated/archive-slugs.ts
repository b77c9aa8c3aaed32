import type { ArchiveRecord } from "../../core/archives/records.ts";

const MOST = 80;

/**
 * The addresses of archives' pages, by `target/file`: `migration/archives/<target>/<name>`, the name in lower case without
 * the endings that say a form; a number tells apart what would be equal.
 */
export function archiveSlugs(records: readonly ArchiveRecord[]): Map<string, string> {
  const taken = new Set<string>();
  return new Map(
    records.map(({ name, target, file }) => {
      const plain = file
        .toLowerCase()
        .replace(/(?:\.(?:archive|bson|gz))+$/, "")
        .replace(/[^a-z0-9]+/g, "-")
        .replace(/^-+|-+$/g, "")
        .slice(0, MOST);
      const base = `migration/archives/${target}/${plain || "archive"}`;
      let slug = base;
      for (let count = 2; taken.has(slug); count += 1) slug = `${base}-${count}`;
      taken.add(slug);
      return [name, slug];
    }),
  );
}
