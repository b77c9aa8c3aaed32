import type { RootContent } from "mdast";
import { collectionsOf } from "../../../core/archives/records.ts";
import type { SiteContext } from "../../site-context.ts";
import { element, text } from "../nodes.ts";
import { chooseArchive } from "./choose-archive.ts";
import { nameOf } from "./render-contents.ts";

type Attributes = Readonly<Record<string, string>>;

/** Renders the exact commands that verify and read one archive, for a shell at the project's root. */
export function renderArchiveCommands(attributes: Attributes, context: SiteContext): RootContent {
  const archive = chooseArchive("archive-commands", attributes, context);
  const { origin } = archive.snapshot.provenance;
  const path = quoted(`${origin.replace(/\/$/, "")}/${archive.file}`);
  const [first] = collectionsOf(archive).filter((one) => one.documents !== 0);
  const named = first && first.database !== "" ? ` ${quoted(nameOf(first))}` : "";
  // Behind a prefix no name is a keyword or begins with a digit; PostgreSQL cuts names at 63 bytes.
  const table = `archived_${String(first?.collection ?? "documents").replace(/\W/g, "_")}`.toLowerCase().slice(0, 63);
  const lines = [
    ["Every byte against the manifest", `npx plumbline archive verify ${path}`],
    ...(/^\w+:\/\//.test(origin)
      ? []
      : [["The same without Plumbline, with coreutils", `(cd ${quoted(origin)} && sha256sum --check SHA256SUMS)`]]),
    ["What it holds, and whether it is sound", `npx plumbline archive inspect ${path}`],
    ["The first documents of a collection", `npx plumbline archive cat ${path}${named} --limit 3`],
    [
      "One document, by the value of a field",
      `npx plumbline archive cat ${path}${named} --relaxed --filter FIELD=VALUE`,
    ],
    [
      "Into a table of one JSONB column",
      `psql -c 'CREATE TABLE ${table} (document jsonb)'\nnpx plumbline archive cat ${path}${named} --copy | psql -c 'COPY ${table} FROM STDIN'`,
    ],
  ] as const;
  return element(
    "div",
    { className: "plumbline-figures", "data-view": "archive-commands" },
    lines.flatMap(([what, value]) => [
      element("p", {}, [text(`${what}:`)]),
      { type: "code", lang: "bash", value } satisfies RootContent,
    ]),
  );
}

/** A word of bash whatever it holds; control characters as escapes, so that they are seen. */
function quoted(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word) && !word.startsWith("-")) return word;
  if (!/[\p{Cc}\p{Cf}]/u.test(word)) return `'${word.replaceAll("'", "'\\''")}'`;
  const escaped = word
    .replace(/[\\']/g, "\\$&")
    .replace(/[\p{Cc}\p{Cf}]/gu, (one) => `\\U${(one.codePointAt(0) ?? 0).toString(16).padStart(8, "0")}`);
  return `$'${escaped}'`;
}
