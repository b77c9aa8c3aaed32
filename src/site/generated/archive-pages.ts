import picomatch from "picomatch";
import { type ArchiveRecord, archiveRecords } from "../../core/archives/records.ts";
import { factIdPart } from "../../core/fact.ts";
import type { GeneratedFrom, GeneratedPage, PageMaker } from "../../core/generated-page.ts";
import { archiveSlugs } from "./archive-slugs.ts";
import { targetWith } from "./target-with.ts";

/** A page for every archive: what it is and holds, what replaced it, who keeps it, and the commands that read it. */
export const archivePages: PageMaker = {
  id: "archive-pages",
  pages: (from) => {
    const records = archiveRecords(from.facts);
    const slugs = archiveSlugs(records);
    return records.map((record) => pageOf(record, slugs.get(record.name) ?? "", from));
  },
};

function pageOf(record: ArchiveRecord, slug: string, from: GeneratedFrom): GeneratedPage {
  const { target, file } = record;
  const view = (name: string, more = "") =>
    `::view{name="${name}" target="${target}" where="file=${factIdPart(file)}"${more}}`;
  return {
    slug,
    title: `Archive ${file.replace(/[\p{Cc}\p{Cf}]/gu, "�").slice(0, 120)}`,
    description: "What the archive is, what it holds, who keeps it until when, and how to verify and read it.",
    body: [
      view("archive"),
      "## Problems",
      view("archive-problems"),
      "## Policy, and what is due",
      view("archive-policy"),
      view("archive-schedule"),
      "## Verify and read it",
      "Give these commands at the root of this site's repository. No MongoDB is needed, and nothing is restored.",
      view("archive-commands"),
      "## Collections",
      view("collections"),
      "## What replaced it",
      ...replacements(record, from, view),
      "## Indexes",
      view("archive-indexes"),
      "## Fields",
      view("archive-fields"),
    ].join("\n\n"),
  };
}

function replacements(
  { name }: ArchiveRecord,
  { facts, modules }: GeneratedFrom,
  view: (name: string, more: string) => string,
): string[] {
  const found = modules.flatMap(({ schema, archives = [] }) => {
    const database = archives.some((pattern) => picomatch.isMatch(name, pattern))
      ? targetWith(facts, schema)
      : undefined;
    return database === undefined
      ? []
      : [view("archive-replacement", ` schema="${factIdPart(schema)}" database="${database}"`)];
  });
  return found.length > 0 ? found : ["No module of the configuration names this archive under `archives`."];
}
