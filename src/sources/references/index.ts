import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import picomatch from "picomatch";
import { glob } from "tinyglobby";
import { compareCodeUnits } from "../../core/canonical-json.ts";
import { messageOf, UserError } from "../../core/errors.ts";
import { type Fact, factIdPart } from "../../core/fact.ts";
import { MOST_FILE_BYTES } from "../../core/look-at.ts";
import type { Source } from "../../core/source.ts";
import { asOf } from "../../terms/as-of.ts";
import { type LoadedRetired, loadRetired } from "../../terms/load-retired.ts";
import { type Reference, referencesInNames, referencesInText } from "./count-references.ts";
import { KINDS } from "./kind-of.ts";
import { type ReferencesOptions, referencesOptions } from "./options.ts";

/** Files of no module. */
const SHARED = "shared";

/** Counts what a code tree still says of a retired technology: per module and kind, zeros included, because they were counted. */
export const referencesSource: Source<ReferencesOptions> = {
  id: "references",
  summary: "what a code tree still refers to of a retired technology",
  options: referencesOptions,
  async collect(options, { root, now, signal, progress }) {
    const folder = resolve(root, options.folder);
    if (!existsSync(folder)) {
      throw new UserError(
        `Missing folder ${options.folder}`,
        "Name the code tree under `folder`, relative to the configuration.",
      );
    }
    const found = await glob("**", { cwd: folder, ignore: options.ignore, dot: true, followSymbolicLinks: false });
    const files = found.map((file) => file.replaceAll("\\", "/")).sort(compareCodeUnits);
    if (files.length === 0) throw new UserError(`No file below ${options.folder}`, "Check `folder` and `ignore`.");
    const retired = asOf({ retired: options.retired, modules: [], ignore: [] }, now).retired.map(loadRetired);
    const references = referencesInNames(files, retired);
    const unreadable: { group: string; reason: string }[] = [];
    for (const file of files) {
      signal.throwIfAborted();
      const text = await textOf(join(folder, file));
      if (typeof text !== "string") unreadable.push({ group: `file.${factIdPart(file)}`, reason: text.reason });
      else references.push(...(await referencesInText(file, text, retired)));
    }
    progress(`counted ${references.length} references in ${files.length} files`);
    return { origin: options.folder, facts: factsOf(options, files, references, retired), unreadable };
  },
};

async function textOf(path: string): Promise<string | { reason: string }> {
  try {
    const text = await readFile(path, "utf8");
    // What is binary holds no reference that a person wrote.
    if (text.includes("\0")) return "";
    return text.length > MOST_FILE_BYTES ? { reason: `larger than ${MOST_FILE_BYTES} characters` } : text;
  } catch (error) {
    return { reason: messageOf(error).replace(/ '.*$/, "") };
  }
}

function factsOf(
  { modules }: ReferencesOptions,
  files: readonly string[],
  references: readonly Reference[],
  retired: readonly LoadedRetired[],
): Fact[] {
  const matching = modules.map(({ name, paths }) => ({ name, matches: picomatch(paths, { dot: true }) }));
  const moduleOf = (file: string) => matching.find(({ matches }) => matches(file))?.name ?? SHARED;
  const open = Map.groupBy(
    references.filter(({ allowed }) => allowed === undefined),
    ({ file }) => moduleOf(file),
  );
  const perModule = [...modules.map(({ name }) => name), SHARED].map((name): Fact => {
    const own = open.get(name) ?? [];
    const counts = KINDS.map((kind): [string, number] => [kind, own.filter((each) => each.kind === kind).length]);
    const value = { module: name, ...Object.fromEntries(counts), total: own.length };
    return { id: `module.${factIdPart(name)}`, value, unit: "references" };
  });
  const total = [...open.values()].reduce((sum, list) => sum + list.length, 0);
  return [
    ...perModule,
    { id: "tree.references", value: total, unit: "references" },
    { id: "tree.allowed", value: references.length - total, unit: "references" },
    { id: "tree.files", value: files.length, unit: "files" },
    { id: "tree.retired", value: retired.map(({ id }) => id) },
  ];
}
