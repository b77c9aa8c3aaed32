import leven from "leven";
import { type ArchiveRecord, archiveRecords } from "../../../core/archives/records.ts";
import { UserError } from "../../../core/errors.ts";
import { factIdPart } from "../../../core/fact.ts";
import { nearest } from "../../../core/nearest.ts";
import type { SiteContext } from "../../site-context.ts";
import { requireAttributes } from "../require-attributes.ts";

type Attributes = Readonly<Record<string, string>>;

/** The archives that a view names by `target` and `where="file=…"`; without them all. Throws a `UserError` where there is none. */
export function chooseArchives(
  view: string,
  attributes: Attributes,
  context: SiteContext,
  more: readonly string[] = [],
): ArchiveRecord[] {
  requireAttributes(view, attributes, ["name", "target", "where", ...more]);
  const all = archiveRecords(context.facts);
  const { target, where } = attributes;
  const wanted = where === undefined ? undefined : factIdPart(decoded(where.replace(/^file=/, "")));
  const chosen = all.filter(
    (one) =>
      (target === undefined || one.target === target) && (wanted === undefined || factIdPart(one.file) === wanted),
  );
  if (chosen.length > 0 || (where === undefined && target === undefined)) return chosen;
  const given = [target, wanted].filter((part) => part !== undefined).join("/");
  const meant = nearest(
    given,
    all.map((one) => `${one.target}/${factIdPart(one.file)}`),
    leven,
  );
  throw new UserError(
    `Unexpected archive \`${given}\` of view \`${view}\`, expected one that was pulled`,
    meant ? `Did you mean \`${meant}\`?` : "Run `plumbline pull archives`.",
  );
}

/** The one archive that a view is about. */
export function chooseArchive(
  view: string,
  attributes: Attributes,
  context: SiteContext,
  more: readonly string[] = [],
): ArchiveRecord {
  const [archive, second] = chooseArchives(view, attributes, context, more);
  if (archive && !second) return archive;
  throw new UserError(
    `Unexpected view \`${view}\` of ${second ? "several archives" : "no archive"}, expected one`,
    `Write it like ::view{name="${view}" target="mongodb" where="file=authority%2Earchive"}.`,
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
