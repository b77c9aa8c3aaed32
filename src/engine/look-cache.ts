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
  /** Whether `LookCache.body` has its body, or `body` is it. */
  hasBody?: boolean;
  body?: string;
  /** By check id: the digest of the options, and the look. */
  looks: Map<string, { options: string; look: string }>;
}

export interface LookCache {
  get(file: string): Entry | undefined;
  /** A page's body, read only where it is asked for: few runs need them, and they are most of what is kept. */
  body(file: string, digest: string): string | undefined;
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
 * rest, then one line a file, its fields separated by tabs, which JSON text never holds. A look that another check of the
 * file has too is `=` and that check's id.
 */
export function openLookCache(folder: string | undefined, tool: string): LookCache {
  if (folder === undefined) return { get: () => undefined, body: () => undefined, write: async () => {} };
  const part = (kind: "looks" | "bodies") => {
    const read: (ReadonlyMap<string, string> | undefined)[] = [];
    return (index: number) => {
      read[index] ??= readPart(join(folder, `${index}.${kind}`), tool);
      return read[index];
    };
  };
  const looks = part("looks");
  const bodies = part("bodies");
  const bodyLine = (file: string, digest: string) => {
    const line = bodies(partOf(file)).get(file);
    return line?.split("\t", 2)[1] === digest ? line : undefined;
  };
  return {
    get: (file) => {
      const line = looks(partOf(file)).get(file);
      return line === undefined ? undefined : entryOf(line);
    },
    body: (file, digest) => bodyLine(file, digest)?.split("\t")[2],
    async write(entries, isNew) {
      const files = Array.from({ length: PARTS }, (): string[] => []);
      for (const file of entries.keys()) files[partOf(file)]?.push(file);
      const writeOne = async (index: number, names: readonly string[]) => {
        if (names.length === looks(index).size && names.every((file) => !isNew(file))) return;
        const linesOf = (line: (file: string, entry: Entry) => string | undefined) =>
          names.flatMap((file) => {
            const entry = entries.get(file);
            return (entry && line(file, entry)) ?? [];
          });
        const seen = linesOf((file, entry) => (isNew(file) ? lineOf(file, entry) : looks(index).get(file)));
        const made = linesOf((file, { digest, hasBody, body }) => {
          if (body !== undefined) return [JSON.stringify(file), digest, body].join("\t");
          return hasBody ? bodyLine(file, digest) : undefined;
        });
        mkdirSync(folder, { recursive: true });
        await writePart(join(folder, `${index}.bodies`), tool, made);
        await writePart(join(folder, `${index}.looks`), tool, seen);
      };
      try {
        // One after the other: the text of all parts at once is several times what a run needs otherwise.
        for (const [index, names] of files.entries()) await writeOne(index, names);
      } catch {
        // What could not be kept is found again.
      }
    },
  };
}

function headOf(tool: string, rest: string): string {
  return `plumbline-looks 4 ${tool} ${hash("sha256", rest, "base64url")}`;
}

async function writePart(path: string, tool: string, lines: readonly string[]): Promise<void> {
  const rest = lines.join("\n");
  await writeFileAtomic(path, `${headOf(tool, rest)}\n${rest}`, { fsync: false });
}

function readPart(path: string, tool: string): ReadonlyMap<string, string> {
  try {
    const text = existsSync(path) ? readFileSync(path, "utf8") : "";
    const end = text.indexOf("\n");
    const rest = text.slice(end + 1);
    if (end < 0 || text.slice(0, end) !== headOf(tool, rest) || rest === "") return new Map();
    return new Map(rest.split("\n").map((line) => [JSON.parse(line.slice(0, line.indexOf("\t"))), line]));
  } catch {
    return new Map();
  }
}

function lineOf(file: string, { digest, stamp = "", head = "", hasBody, body, looks }: Entry): string {
  const seen = new Map<string, string>();
  const fields = [...looks].flatMap(([id, { options, look }]) => {
    const same = seen.get(look);
    if (same === undefined) seen.set(look, `=${id}`);
    return [id, options, same ?? look];
  });
  const hasOne = hasBody || body !== undefined ? "body" : "";
  return [JSON.stringify(file), digest, stamp, head, hasOne, ...fields].join("\t");
}

function entryOf(line: string): Entry {
  const [, digest = "", stamp = "", head = "", body = "", ...fields] = line.split("\t");
  const looks: Entry["looks"] = new Map();
  for (let at = 0; at + 2 < fields.length; at += 3) {
    const look = fields[at + 2] ?? "";
    const same = look.startsWith("=") ? looks.get(look.slice(1))?.look : undefined;
    looks.set(fields[at] ?? "", { options: fields[at + 1] ?? "", look: same ?? look });
  }
  const known = { ...(stamp === "" ? {} : { stamp }), ...(head === "" ? {} : { head }), hasBody: body !== "" };
  return { digest, ...known, looks };
}

/** The same part for the same file, in every run. */
function partOf(file: string): number {
  let sum = 0;
  for (let at = 0; at < file.length; at += 1) sum = (sum * 31 + file.charCodeAt(at)) >>> 0;
  return sum % PARTS;
}
