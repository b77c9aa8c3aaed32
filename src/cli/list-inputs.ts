import { existsSync } from "node:fs";
import { glob } from "tinyglobby";
import type { Config } from "../config/index.ts";
import { findPages } from "../content/index.ts";
import { compareCodeUnits } from "../core/canonical-json.ts";
import { UserError } from "../core/errors.ts";
import type { FactReader } from "../core/fact-reader.ts";
import { generatedFile, generatedText } from "../core/generated-page.ts";
import type { Input } from "../engine/index.ts";
import type { EditedFile } from "./check/read-edited.ts";
import { findLinkedFiles } from "./find-linked-files.ts";

const IGNORED = ["**/node_modules/**", "**/.git/**", "**/dist/**", "**/.astro/**", "**/.plumbline/**"];

export interface Inputs {
  pages: Input[];
  files: Input[];
}

/**
 * What checks look at: the pages of `content/docs` and those that facts make, everything else below `content`, and what
 * the configuration names beside it; without a configuration, everything below the root. What an editor has not saved
 * stands for its file. Throws a `UserError` where there is no page at all.
 */
export async function listInputs(
  root: string,
  config: Config,
  { configured, facts, edited }: { configured: boolean; facts: FactReader; edited?: EditedFile | undefined },
): Promise<Inputs> {
  if (!existsSync(root)) throw new UserError(`Missing folder ${root}`, "Give --root a folder that exists.");
  const patterns = configured ? ["content/docs/**/*.{md,mdx}"] : ["**/*.{md,mdx}"];
  const written = new Set(await findPages(root, patterns));
  const isPage = edited && /\.mdx?$/.test(edited.file) && (!configured || edited.file.startsWith("content/docs/"));
  if (isPage) written.add(edited.file);
  if (written.size === 0) {
    const where = configured ? "content/docs" : "the folder";
    throw new UserError(
      `No page below ${where}, expected at least one`,
      "Write a first page, for example content/docs/index.md.",
    );
  }
  const code = config.modules.flatMap((module) => module.code);
  const found = await glob(configured ? ["content/**", ...config.files, ...code] : ["**"], {
    cwd: root,
    ignore: [...IGNORED, ...patterns],
    dot: true,
    followSymbolicLinks: false,
  });
  const linked = configured ? findLinkedFiles(root) : [];
  const files = new Set([...found.map((file) => file.replaceAll("\\", "/")), ...linked]);
  if (edited && !isPage) files.add(edited.file);
  const inputs = (names: Iterable<string>) => [...names].sort(compareCodeUnits).map((file) => inputOf(file, edited));
  return {
    pages: [...inputs(written), ...(configured ? await madePages(written, facts, config) : [])],
    files: inputs(files),
  };
}

function inputOf(file: string, edited: EditedFile | undefined): Input {
  return edited?.file === file ? { file, text: edited.text, remember: false } : { file };
}

/** The pages that facts make; a written page replaces a generated one. */
async function madePages(written: ReadonlySet<string>, facts: FactReader, { modules }: Config): Promise<Input[]> {
  if (facts.targets().length === 0 && modules.length === 0) return [];
  const { generatedPages } = await import("../site/generated/index.ts");
  return generatedPages({ facts, modules })
    .filter((page) => !written.has(generatedFile(page)))
    .map((page) => ({ file: generatedFile(page), text: generatedText(page) }));
}
