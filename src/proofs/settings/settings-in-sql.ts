import type { GatheredBlock } from "../../core/proof/gather-blocks.ts";
import { prepareBlock } from "../sql/prepare-block.ts";
import { knownValue, type StatedSetting } from "./stated-setting.ts";

const ALTER_SYSTEM =
  /^(?<lead>ALTER\s+SYSTEM\s+(?:SET|RESET)\s+)(?<name>[\w.]+|"[^"]+")(?:\s*(?:=|\bTO\b)\s*(?<value>[\s\S]*))?$/i;
const VALUES = /'((?:[^']|'')*)'|([\w.+-]+|[^\s,]+)/g;

/** The settings of the `ALTER SYSTEM` statements of a block; `vars` are the values of its placeholders. Needs `loadParser`. */
export function settingsInSql(block: GatheredBlock, vars: Readonly<Record<string, string>>): StatedSetting[] {
  const { statements, origin } = prepareBlock(block, vars);
  return statements.flatMap(({ text }, index) => {
    const { lead = "", name, value } = ALTER_SYSTEM.exec(text)?.groups ?? {};
    if (name === undefined || name.toUpperCase() === "ALL") return [];
    const bare = name.replace(/^"|"$/g, "");
    return [{ block, name: bare, at: origin(index, lead.length), value: writtenValue(value) }];
  });
}

/** A literal, a number or a word, or several: what the server writes into postgresql.auto.conf. */
function writtenValue(text: string | undefined): string | undefined {
  const plain = text?.replace(/--[^\n]*$/gm, "").trim();
  if (plain === undefined || /^DEFAULT$/i.test(plain)) return undefined;
  const parts = [...plain.matchAll(VALUES)].map(([, quoted, bare]) => quoted?.replaceAll("''", "'") ?? bare ?? "");
  return parts.some((part) => knownValue(part) === undefined) ? undefined : parts.join(", ");
}
