import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import * as z from "zod";
import { UserError } from "../../core/errors.ts";
import type { Source } from "../../core/source.ts";
import { readStatedFacts } from "./read-stated-facts.ts";

const manualOptions = z.strictObject({
  file: z.string().min(1).describe("The YAML file with the facts, relative to the project's root."),
});
export type ManualOptions = z.infer<typeof manualOptions>;

/** Beyond this a file is data, not something a person wrote. */
const MOST_BYTES = 2_000_000;

/**
 * Reads what no machine can see: a cost, an agreed retention, a decision. Throws a `UserError` that names the line of
 * everything wrong; a fact without its source, its date or its limit is none.
 */
export const manualSource: Source<ManualOptions> = {
  id: "manual",
  summary: "Reads facts that people state: each with value, unit, source, date and how long it holds.",
  options: manualOptions,
  async collect({ file }, { root, now, progress }) {
    const path = resolve(root, file);
    const found = await stat(path).catch(() => undefined);
    if (!found?.isFile()) {
      const what = found ? `${file}, which is no file` : `absence of ${file}`;
      throw new UserError(`Unexpected ${what}, expected YAML with facts`, "Write it, or correct `file`.");
    }
    if (found.size > MOST_BYTES) {
      throw new UserError(
        `Unexpected size of ${file}: ${found.size} bytes, expected at most ${MOST_BYTES}`,
        "Split it over several targets.",
      );
    }
    const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
      throw new UserError(`Unreadable ${file}: ${error.code}`, "Give this user the right to read it.");
    });
    const facts = readStatedFacts(text, file, now);
    progress(`read ${facts.length} stated facts from ${file}`);
    return { origin: file.replaceAll("\\", "/"), facts, digest: createHash("sha256").update(text).digest("hex") };
  },
};
