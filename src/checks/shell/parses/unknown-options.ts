import leven from "leven";
import { nearest } from "../../../core/nearest.ts";
import type { ShellCommand } from "../../../proofs/shell/shell-command.ts";
import type { ProgramOptions } from "./program-options.ts";

/** An option that a program does not have, and the one that was meant. */
export interface UnknownOption {
  at: number;
  option: string;
  meant?: string | undefined;
}

/** The long options, and short options standing alone, that the program's help does not name. */
export function unknownOptions({ words }: ShellCommand, known: ProgramOptions | undefined): UnknownOption[] {
  if (!known) return [];
  const end = words.findIndex(({ text }) => text === "--");
  return words.slice(0, end < 0 ? undefined : end).flatMap(({ text, at }) => {
    const long = /^--(?<name>[a-zA-Z][\w-]*)(?==|$)/.exec(text)?.groups?.name;
    if (long !== undefined) {
      // getopt_long takes any beginning that is unique.
      if (known.long.has(long) || [...known.long].filter((name) => name.startsWith(long)).length === 1) return [];
      // `--no-…` of pgBackRest, and settings of the server (`--work-mem=…`, `--repo1-path`), have forms of their own.
      if (known.long.has(long.replace(/^no-/, "")) || known.long.has(long.replace(/\d+/, ""))) return [];
      const meant = nearest(long, known.long, leven);
      return [{ at, option: `--${long}`, meant: meant && `--${meant}` }];
    }
    const short = /^-(?<letter>[A-Za-z0-9])$/.exec(text)?.groups?.letter;
    if (short === undefined || known.short.size === 0 || known.short.has(short)) return [];
    return [{ at, option: `-${short}` }];
  });
}
