import type { Check, Look, Looks, Project, TextFile } from "./check.ts";
import { messageOf } from "./errors.ts";

/** Files beyond this size are data, not something a person wrote. */
export const MOST_FILE_BYTES = 2_000_000;
export const TOO_LARGE = "too large";
export const BINARY = "binary";

/** The looks of a check that has none to make. */
export const NO_LOOKS: Looks = { pages: [], files: new Map() };

/** Looks at every page and every wanted file here and now; the engine does the same in worker threads. */
export async function lookAt<Options>(check: Check<Options>, project: Project, options: Options): Promise<Looks> {
  const { look } = check;
  if (!look) return NO_LOOKS;
  const current = look.asOf?.(options, project.now) ?? options;
  const pages: Look[] = [];
  for (const page of look.page ? project.pages : []) {
    project.signal.throwIfAborted();
    pages.push((await look.page?.(page, current)) ?? { findings: [] });
  }
  const files = new Map<string, Look>();
  for (const file of project.files.filter((each) => look.wants?.(each, current))) {
    project.signal.throwIfAborted();
    const text = await project.readText(file).catch((error: unknown) => ({ unread: messageOf(error) }));
    files.set(
      file,
      typeof text === "string" ? await lookAtText(look, { file, text }, current) : unreadLook(text.unread),
    );
  }
  return { pages, files };
}

/** The look at a file's text; what is binary or too large is not looked at, and says so. */
export async function lookAtText<Options>(
  look: NonNullable<Check<Options>["look"]>,
  file: TextFile,
  options: Options,
): Promise<Look> {
  if (file.text.length > MOST_FILE_BYTES) return unreadLook(TOO_LARGE);
  if (file.text.includes("\0")) return unreadLook(BINARY);
  return (await look.file?.(file, options)) ?? { findings: [] };
}

function unreadLook(unread: string): Look {
  return { findings: [], unread };
}
