import type { PhrasingContent, RootContent } from "mdast";
import type { Json } from "../../../core/canonical-json.ts";
import { isRecord } from "../../../core/is-record.ts";
import type { SiteContext } from "../../site-context.ts";
import { text } from "../nodes.ts";
import { chooseArchive } from "./choose-archive.ts";
import { code, long, shown, tableFigure } from "./table-figure.ts";

type Attributes = Readonly<Record<string, string>>;

const FIELDS: readonly (readonly [title: string, field: string, none?: string])[] = [
  ["Form", "kind"],
  ["Compression", "compression"],
  ["Size", "bytes"],
  ["Uncompressed", "raw_bytes"],
  ["Collections", "collections"],
  ["Documents", "documents"],
  ["Server that was dumped", "server_version", "this form does not state it"],
  ["mongodump", "tool_version", "this form does not state it"],
  ["Status of its bytes", "status"],
  ["Last full verification", "verified_at", "never found to be as the manifest says"],
];

/** Renders what one archive is: form, sizes, digests, and whether it is as its manifest says. */
export function renderArchive(attributes: Attributes, context: SiteContext): RootContent {
  const { value, file, snapshot } = chooseArchive("archive", attributes, context);
  const digest = (name: string) => code(String(value[name] ?? ""));
  const rows: (readonly [string, PhrasingContent])[] = [
    ["File", code(file)],
    ...FIELDS.map(([title, field, none]) => [title, shown(value[field], field, none)] as const),
    ["In manifest.json", shown(value.in_manifest ?? false, "in_manifest")],
    ["SHA-256", digest("sha256")],
    ["SHA-256 uncompressed", digest("raw_sha256")],
  ];
  const cells = rows.map(([title, cell]) => [text(title), long(cell)]);
  return tableFigure(
    { view: "archive", title: "The archive", head: ["What", "Value"], rows: cells, snapshots: [snapshot] },
    context,
  );
}

/** Renders what is wrong with an archive, in its bytes and against its manifest; a sentence where nothing is. */
export function renderArchiveProblems(attributes: Attributes, context: SiteContext): RootContent {
  const { value, snapshot } = chooseArchive("archive-problems", attributes, context);
  const verify = records(value.verify_problems);
  const known = new Set(verify.map(({ code: id, offset }) => `${id} ${offset}`));
  const own = records(value.problems).filter(({ code: id, offset }) => !known.has(`${id} ${offset}`));
  const rows = [...own, ...verify].map((one) => [
    code(String(one.code)),
    shown(one.offset, "offset"),
    long(text(String(one.message))),
  ]);
  const none = [
    [
      text("none"),
      text(""),
      text(
        value.in_manifest === true
          ? "Its bytes are sound, and as the manifest says."
          : "Its bytes are sound; no manifest vouches for them.",
      ),
    ],
  ];
  const figure = { view: "archive-problems", head: ["Problem", "At byte", "What"], snapshots: [snapshot] };
  return tableFigure(
    {
      ...figure,
      title: rows.length === 0 ? "No problems" : "Problems",
      rows: rows.length === 0 ? none : rows,
      numeric: [1],
    },
    context,
  );
}

/** The records of a list that a fact holds. */
export function records(value: Json | undefined): Readonly<Record<string, Json>>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
