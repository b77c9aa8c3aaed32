import { type CatOptions, catCollection } from "../../../src/sources/archives/cat-collection.ts";

/** What `archive cat` writes of an archive, line by line, with its count and the codes of the damage that it met. */
export async function catLines(
  path: string,
  options: CatOptions,
): Promise<{ lines: string[]; documents: number; codes: string[] }> {
  const texts: string[] = [];
  const { documents, problems } = await catCollection(path, (text) => void texts.push(text), options);
  return { lines: texts.join("").split("\n").slice(0, -1), documents, codes: problems.map(({ code }) => code) };
}
