import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { UserError } from "../../core/errors.ts";
import { type CatOptions, catCollection } from "../../sources/archives/cat-collection.ts";
import { placeOf } from "../../sources/archives/place.ts";
import { type GlobalOptions, readSetting } from "../global-options.ts";
import { printable } from "./printable.ts";
import { readCount } from "./read-count.ts";

export interface CatCommandOptions extends GlobalOptions {
  relaxed?: boolean;
  copy?: boolean;
  limit?: string;
  skip?: string;
  filter?: string[];
  fields?: string[];
}

/**
 * Writes the documents of one collection, one line each. Damage that was met on the way goes to stderr and makes it 1;
 * what was intact is written all the same. A reader that has seen enough (`| head`) ends it in peace.
 */
export async function cat(file: string, collection: string | undefined, options: CatCommandOptions): Promise<number> {
  const { console } = readSetting(options);
  const stop = new AbortController();
  const out = options.output === undefined ? process.stdout : createWriteStream(options.output);
  let failed: NodeJS.ErrnoException | undefined;
  out.on("error", (error) => {
    failed ??= error;
    stop.abort();
  });
  const write = async (text: string): Promise<void> => {
    if (!out.write(text)) await once(out, "drain", { signal: stop.signal });
  };
  try {
    const chosen = { ...catOptions(collection, options), signal: stop.signal };
    const { documents, problems } = await catCollection(placeOf(process.cwd(), file), write, chosen);
    if (out !== process.stdout) await new Promise<void>((done) => out.end(() => done()));
    for (const { code, message, offset } of problems) {
      process.stderr.write(`${code} at byte ${offset}: ${printable(message)}\n`);
    }
    console.detail(`${documents} documents`);
    return problems.length === 0 ? 0 : 1;
  } catch (error) {
    if (failed === undefined) throw error;
    if (failed.code === "EPIPE") return 0;
    throw new UserError(`Cannot write: ${failed.message}`, "Name a file in a folder that this user may write to.");
  }
}

function catOptions(collection: string | undefined, options: CatCommandOptions): CatOptions {
  if (options.copy && options.relaxed) {
    throw new UserError(
      "Unexpected --relaxed beside --copy, expected one of them",
      "COPY keeps every type: drop --relaxed.",
    );
  }
  return {
    format: options.copy ? "copy" : options.relaxed ? "relaxed" : "canonical",
    ...(collection !== undefined && { collection }),
    ...(options.limit !== undefined && { limit: readCount(options.limit, "--limit") }),
    ...(options.skip !== undefined && { skip: readCount(options.skip, "--skip") }),
    ...(options.filter && { filter: options.filter }),
    ...(options.fields && { fields: options.fields.flatMap((one) => one.split(",")) }),
  };
}
