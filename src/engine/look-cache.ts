import { hash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";

/** What is known of one page or file with this content; all of it JSON text. */
export interface Entry {
  /** Of the content. */
  digest: string;
  /** Of the file when this content was read; see `readStamp`. */
  stamp?: string | undefined;
  head?: string;
  body?: string;
  /** By check id: the digest of the options, and the look. */
  looks: Map<string, { options: string; look: string }>;
}

export interface LookCache {
  get(file: string): Entry | undefined;
  /**
   * Replaces everything by what this run knows; only parts that differ are written. `isNew` is false for entries that are
   * as they were read. Failing to write is no failure of the run.
   */
  write(entries: ReadonlyMap<string, Entry>, isNew: (file: string) => boolean): Promise<void>;
}

const PARTS = 16;

/**
 * Looks of earlier runs, in a folder. A part counts only where it is whole and was written by the same tool (`tool` tells
 * versions, rules and Node apart); anything else is as if it were not there. Format: a head line with the digest of the
 * rest, then one line a file, its fields separated by tabs, which JSON text never holds.
 */
export function openLookCache(folder: string | undefined, tool: string): LookCache {
  if (folder === undefined) return { get: () => undefined, write: async () => {} };
  const parts = Array.from({ length: PARTS }, (_, index) => readPart(join(folder, `${index}.txt`), tool));
  return {
    get: (file) => {
      const line = parts[partOf(file)]?.lines.get(file);
      return line === undefined ? undefined : entryOf(line);
    },
    async write(entries, isNew) {
      const files = Array.from({ length: PARTS }, (): string[] => []);
      for (const file of entries.keys()) files[partOf(file)]?.push(file);
      const isSame = (index: number, names: readonly string[]) =>
        names.length === (parts[index]?.lines.size ?? 0) && names.every((file) => !isNew(file));
      await Promise.all(
        files.map(async (names, index) => {
          if (isSame(index, names)) return;
          const lines = names.map((file) => {
            const entry = isNew(file) ? entries.get(file) : undefined;
            return entry ? lineOf(file, entry) : (parts[index]?.lines.get(file) ?? "");
          });
          const rest = lines.filter((line) => line !== "").join("\n");
          mkdirSync(folder, { recursive: true });
          await writeFileAtomic(join(folder, `${index}.txt`), `${headOf(tool, rest)}\n${rest}`, { fsync: false });
        }),
      ).catch(() => {});
    },
  };
}

function headOf(tool: string, rest: string): string {
  return `plumbline-looks 2 ${tool} ${hash("sha256", rest, "base64url")}`;
}

function readPart(path: string, tool: string): { lines: Map<string, string> } | undefined {
  if (!existsSync(path)) return undefined;
  try {
    const text = readFileSync(path, "utf8");
    const end = text.indexOf("\n");
    const [head, rest] = [text.slice(0, end), text.slice(end + 1)];
    if (end < 0 || head !== headOf(tool, rest)) return undefined;
    const lines = rest === "" ? [] : rest.split("\n");
    return { lines: new Map(lines.map((line) => [JSON.parse(line.slice(0, line.indexOf("\t"))), line])) };
  } catch {
    return undefined;
  }
}

function lineOf(file: string, { digest, stamp = "", head = "", body = "", looks }: Entry): string {
  const fields = [...looks].flatMap(([id, { options, look }]) => [id, options, look]);
  return [JSON.stringify(file), digest, stamp, head, body, ...fields].join("\t");
}

function entryOf(line: string): Entry {
  const [, digest = "", stamp = "", head = "", body = "", ...fields] = line.split("\t");
  const looks: Entry["looks"] = new Map();
  for (let at = 0; at + 2 < fields.length; at += 3) {
    looks.set(fields[at] ?? "", { options: fields[at + 1] ?? "", look: fields[at + 2] ?? "" });
  }
  return {
    digest,
    ...(stamp === "" ? {} : { stamp }),
    ...(head === "" ? {} : { head }),
    ...(body === "" ? {} : { body }),
    looks,
  };
}

/** The same part for the same file, in every run. */
function partOf(file: string): number {
  let sum = 0;
  for (let at = 0; at < file.length; at += 1) sum = (sum * 31 + file.charCodeAt(at)) >>> 0;
  return sum % PARTS;
}
