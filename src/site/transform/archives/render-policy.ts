import type { RootContent } from "mdast";
import type { ArchiveRecord } from "../../../core/archives/records.ts";
import { UserError } from "../../../core/errors.ts";
import type { SiteContext } from "../../site-context.ts";
import { text } from "../nodes.ts";
import { chooseArchives } from "./choose-archive.ts";
import { long, tableFigure } from "./table-figure.ts";

/** Renders the policies of archives: who keeps them, until when, on what ground, and who may read them. */
export function renderArchivePolicy(attributes: Readonly<Record<string, string>>, context: SiteContext): RootContent {
  const archives = chooseArchives("archive-policy", attributes, context);
  if (archives.length === 0)
    throw new UserError(
      "Unexpected view `archive-policy`, expected archives that were pulled",
      "Run `plumbline pull archives`.",
    );
  const snapshots = [...new Set(archives.flatMap(({ stated }) => (stated ? [stated.snapshot] : [])))];
  const head = [
    "Archive",
    "Kept until",
    "Legal basis",
    "Location",
    "Owner",
    "Encryption",
    "Who may read it",
    "Decided",
  ];
  const one = {
    view: "archive-policy",
    title: "Retention policy",
    snapshots,
  };
  const [only, second] = archives;
  if (only && !second) {
    const cells = cellsOf(only);
    const rows = cells.slice(1).map((cell, index) => [text(head[index + 1] ?? ""), long(cell)]);
    return tableFigure({ ...one, head: ["What", "Decision"], rows }, context);
  }
  return tableFigure(
    {
      ...one,
      title: "Retention policies",
      head,
      // Names and dates stay on one line.
      rows: archives.map((each) => cellsOf(each).map((cell, index) => (index < 2 ? cell : long(cell)))),
    },
    context,
  );
}

function cellsOf({ file, stated }: ArchiveRecord) {
  const policy = stated?.policy;
  const said = stated?.fact.stated;
  if (!policy || !said) {
    const none = stated ? `incomplete: ${stated.problems.join("; ")}` : "nothing is decided";
    return [nameCell(file), text(none), ...Array.from({ length: 6 }, () => text("not stated"))];
  }
  return [
    nameCell(file),
    text(policy.keep_until),
    text(policy.legal_basis),
    text(policy.location),
    text(policy.owner),
    text(policy.encryption),
    text(policy.readers.join(", ")),
    text(`${said.asOf.slice(0, 10)}, ${said.source}`),
  ];
}

function nameCell(file: string) {
  return { type: "inlineCode", value: file } as const;
}
