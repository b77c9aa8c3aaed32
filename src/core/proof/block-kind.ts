import type { Block } from "../page.ts";
import { confFile } from "./conf-file.ts";

/** What can be proven of a block: SQL runs, a configuration is accepted, a shell script parses. */
export type BlockKind = "sql" | "conf" | "shell";

const LANGUAGES: Readonly<Record<BlockKind, readonly string[]>> = {
  sql: ["sql", "pgsql", "postgresql", "postgres", "psql"],
  shell: ["bash", "sh", "shell", "console", "shellsession", "zsh"],
  conf: ["ini", "conf", "properties"],
};

/** Which kind of proof a block's language asks for; undefined where nothing on it can be proven. */
export function blockKind({ language, meta }: Pick<Block, "language" | "meta">): BlockKind | undefined {
  const name = language.toLowerCase();
  if (LANGUAGES.sql.includes(name)) return "sql";
  if (LANGUAGES.shell.includes(name)) return "shell";
  if (["text", "txt", ""].includes(name) && confFile(meta)) return "conf";
  // The language alone does not tell whose configuration it is; its title names the file.
  return LANGUAGES.conf.includes(name) && /(?:^|\s)title=/.test(meta) ? "conf" : undefined;
}
