import type { Document } from "bson";
import { UserError } from "../../core/errors.ts";
import type { ReadOptions } from "./archive-file.ts";
import { decodeName, readDirectoryLayout } from "./directory-layout.ts";
import { parseFilter, pickFields } from "./document-filter.ts";
import { below, lookAtPlace } from "./place.ts";
import { type Problem, quoteName } from "./problem.ts";
import { createProblemLog, type OnDocument, type ProblemLog } from "./raw-reader.ts";
import { readAnyForm } from "./read-any-form.ts";
import { type DocumentFormat, decodeDocument, renderExactly } from "./render-document.ts";
import { streamFile } from "./stream-file.ts";
import { createCrcSummer } from "./sum-crc64.ts";
import { shownNamespace } from "./tally.ts";

export interface CatOptions extends ReadOptions {
  /** `database.collection`, or the collection where it has no database; may be left out where there is only one. */
  collection?: string;
  /** Default: canonical Extended JSON lines. */
  format?: DocumentFormat;
  limit?: number;
  skip?: number;
  /** `field=value`, all of which must hold ({@link parseFilter}). */
  filter?: readonly string[];
  /** Dotted paths to keep; default: all. */
  fields?: readonly string[];
}

/** How many documents were written, and the damage that was met on the way. */
export interface CatResult {
  documents: number;
  problems: readonly Problem[];
}

/** Ends the reading where enough has been written. */
class Enough extends Error {}

/**
 * Writes the documents of one collection of an archive, one line each, in the archive's order and in constant memory.
 * `write` may return a promise to be waited for. Reading stops at the limit; what lies behind it is then not checked.
 * Throws a `UserError` where the archive cannot be read, holds no such collection, or several and none is named.
 */
export async function catCollection(
  path: string,
  write: (text: string) => void | Promise<void>,
  options: CatOptions = {},
): Promise<CatResult> {
  const file = await dataFile(path, options.collection, options.access);
  const problems = createProblemLog();
  const lines = selectLines(file.collection, options, problems);
  const reader = readAnyForm(file.path, problems, await createCrcSummer(), { onDocument: lines.onDocument });
  const flush = async (): Promise<void> => {
    const text = lines.take();
    if (text !== "") await write(text);
  };
  try {
    const { complete, failure } = await streamFile(file.path, reader.push, problems, {
      ...options,
      afterChunk: flush,
      inside: reader.inside,
    });
    if (failure) throw failure;
    const { collections } = reader.end(complete);
    if (lines.chosen() === undefined && collections.length > 0) assertKnown(collections, file.collection, path);
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
  await flush();
  return { documents: lines.count(), problems: problems.list() };
}

interface Lines {
  onDocument: OnDocument;
  /** What has been rendered since the last call. */
  take(): string;
  count(): number;
  /** The collection that is being written, once one was met. */
  chosen(): string | undefined;
}

function selectLines(wanted: string | undefined, options: CatOptions, problems: ProblemLog): Lines {
  const { format = "canonical", limit = Number.POSITIVE_INFINITY, skip = 0, fields = [] } = options;
  const pick = (document: Document) => (fields.length > 0 ? pickFields(document, fields) : document);
  const filters = (options.filter ?? []).map(parseFilter);
  let chosen: string | undefined;
  let skipped = 0;
  let count = 0;
  let text: string[] = [];
  return {
    onDocument({ database, collection }, bytes, start, end, offset) {
      const name = fullName(database, collection);
      if (wanted === undefined && chosen !== undefined && chosen !== name) throw ambiguous([chosen, name]);
      if (wanted !== undefined && wanted !== name) return;
      chosen = name;
      if (count >= limit) throw new Enough();
      const own = bytes.subarray(start, end);
      const document = decodeDocument(own);
      if (document instanceof Error) {
        const from = shownNamespace(database, collection);
        problems.add("bson-invalid", `Unexpected document of ${from} (${document.message}), expected BSON`, offset);
        return;
      }
      if (!filters.every((matches) => matches(document))) return;
      skipped += 1;
      if (skipped <= skip) return;
      text.push(renderExactly(document, own, format, pick));
      count += 1;
    },
    take() {
      const joined = text.join("");
      text = [];
      return joined;
    },
    count: () => count,
    chosen: () => chosen,
  };
}

/** The one file to read; in a directory dump, that of the collection, which then needs no more choosing. */
async function dataFile(
  path: string,
  wanted: string | undefined,
  access: ReadOptions["access"],
): Promise<{ path: string; collection: string | undefined }> {
  const found = await lookAtPlace(path, access);
  if (!found?.folder) return { path, collection: wanted };
  const layout = await readDirectoryLayout(path, access);
  if (!layout)
    throw new UserError(`Unexpected directory \`${path}\`, expected a dump`, "Name a file or a dump's folder.");
  const named = layout.collections.flatMap(({ database, stem, data }) =>
    data === undefined ? [] : [{ data, names: [fullName(database, decodeName(stem)), fullName(database, stem)] }],
  );
  const matching = wanted === undefined ? named : named.filter(({ names }) => names.includes(wanted));
  const [one] = matching;
  if (!one)
    throw unknown(
      wanted ?? "",
      named.map(({ names: [name = ""] }) => name),
      path,
    );
  if (matching.length > 1) throw ambiguous(matching.map(({ names: [name = ""] }) => name));
  return { path: below(path, one.data), collection: undefined };
}

function assertKnown(
  collections: readonly { database: string; collection: string }[],
  wanted: string | undefined,
  path: string,
): void {
  const names = collections.map(({ database, collection }) => fullName(database, collection));
  if (wanted !== undefined && !names.includes(wanted)) throw unknown(wanted, names, path);
  if (wanted === undefined && names.length > 1) throw ambiguous(names);
}

function fullName(database: string, collection: string): string {
  return database === "" ? collection : `${database}.${collection}`;
}

function unknown(wanted: string, names: readonly string[], path: string): UserError {
  const message = `Unexpected collection ${shownNamespace("", wanted)}, expected one of \`${path}\``;
  return new UserError(message, `It holds ${listed(names)}.`);
}

function ambiguous(names: readonly string[]): UserError {
  return new UserError("Unexpected second collection, expected to know which one", `Name one: ${listed(names)}.`);
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 10).map(quoteName).join(", ");
  return names.length > 10 ? `${shown} and ${names.length - 10} more` : shown;
}
