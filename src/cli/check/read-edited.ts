import { relative, resolve, sep } from "node:path";
import { text } from "node:stream/consumers";
import { UserError } from "../../core/errors.ts";

/** What an editor holds of a file and has not saved. */
export interface EditedFile {
  /** Repo-relative, with `/`. */
  file: string;
  text: string;
}

/** Reads a file's text from a stream for the path that `--stdin-filename` names. Throws a `UserError` outside of the root. */
export async function readEdited(root: string, name: string, stream: NodeJS.ReadableStream): Promise<EditedFile> {
  const file = relative(root, resolve(root, name)).split(sep).join("/");
  if (file === "" || file === ".." || file.startsWith("../")) {
    throw new UserError(`Unexpected file \`${name}\`, expected one below ${root}`, "Give --root the project's folder.");
  }
  return { file, text: await text(stream) };
}
