import type { GatheredBlock } from "../../core/proof/gather-blocks.ts";
import { findCommands } from "../shell/find-commands.ts";
import type { ShellCommand, ShellWord } from "../shell/shell-command.ts";
import { typedShell } from "../typed/typed-shell.ts";
import { knownValue, type StatedSetting } from "./stated-setting.ts";

/** Options whose value is `name=value` (the programs' reference pages). */
const SETTING: Readonly<Record<string, readonly string[]>> = {
  postgres: ["-c"],
  postmaster: ["-c"],
  initdb: ["-c", "--set"],
  pg_createcluster: ["-o", "--pgoption"],
};

/** Options whose value is a command line of the server: `pg_ctl -o "-c work_mem=64MB"`. */
const SERVER_OPTIONS: Readonly<Record<string, readonly string[]>> = {
  pg_ctl: ["-o", "--options"],
  pg_upgrade: ["-o", "-O", "--old-options", "--new-options"],
};

/** The settings that a shell block hands to the server on a command line, or to a session in `PGOPTIONS`. */
export function settingsInShell(block: GatheredBlock): StatedSetting[] {
  const { commands, assignments } = findCommands(typedShell(block.code));
  const server = commands.flatMap((command) => settingsOf(command));
  const session = assignments
    .filter(({ name }) => name === "PGOPTIONS")
    .flatMap(({ value }) => settingsOf({ name: "postgres", words: wordsIn(value) }))
    .map((setting) => ({ ...setting, isOfSession: true }));
  return [...server, ...session].map((setting) => ({ block, ...setting }));
}

type Found = Omit<StatedSetting, "block">;

function settingsOf({ name, words }: Pick<ShellCommand, "name" | "words">): Found[] {
  const given = valuesOf(words, SETTING[name] ?? []).flatMap(settingOf);
  const long = name === "postgres" || name === "postmaster" ? words.flatMap(longSetting) : [];
  const nested = valuesOf(words, SERVER_OPTIONS[name] ?? []).flatMap((word) => {
    return settingsOf({ name: "postgres", words: wordsIn(word) });
  });
  return [...given, ...long, ...nested];
}

/** What follows one of these options: the next word, or the rest of its own. */
function valuesOf(words: readonly ShellWord[], options: readonly string[]): ShellWord[] {
  return words.flatMap((word, index) => {
    if (options.includes(words[index - 1]?.text ?? "")) return [word];
    const joined = options.find((option) => word.text.startsWith(option.startsWith("--") ? `${option}=` : option));
    if (joined === undefined || word.text === joined) return [];
    const length = joined.length + (joined.startsWith("--") ? 1 : 0);
    return [{ text: word.text.slice(length), raw: word.raw.slice(length), at: word.at + length }];
  });
}

function settingOf({ text, at, raw }: ShellWord): Found[] {
  const { name, value = "" } = /^(?<name>[A-Za-z_][\w.-]*)=(?<value>[\s\S]*)$/.exec(text)?.groups ?? {};
  if (name === undefined) return [];
  const isOpen = !raw.startsWith("'") && knownValue(raw) === undefined;
  // The server reads `-` in a name as `_`.
  return [
    {
      name: name.replaceAll("-", "_"),
      at: at + Math.max(0, raw.indexOf(name)),
      value: isOpen ? undefined : knownValue(value),
    },
  ];
}

function longSetting({ text, at, raw }: ShellWord): Found[] {
  return text.startsWith("--") ? settingOf({ text: text.slice(2), raw: raw.slice(2), at: at + 2 }) : [];
}

/** Words of a command line within a word; quotes within it are the inner shell's. */
function wordsIn({ text, at, raw }: ShellWord): ShellWord[] {
  const begins = at + Math.max(0, raw.indexOf(text));
  return [...text.matchAll(/(?:'[^']*'|"[^"]*"|\\.|[^\s'"\\])+/g)].map((match) => {
    const inner = match[0].replace(/'([^']*)'|"([^"]*)"|\\(.)/g, (_, single, double, escaped) => {
      return single ?? double ?? escaped;
    });
    return { text: inner, raw: match[0], at: begins + match.index };
  });
}
