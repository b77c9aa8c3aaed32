import { open, stat } from "node:fs/promises";
import { join } from "node:path";
import { glob } from "tinyglobby";
import { compareCodeUnits } from "../../core/canonical-json.ts";
import { UserError } from "../../core/errors.ts";

export interface LogFile {
  /** Below the folder, with `/`. */
  file: string;
  path: string;
  size: number;
  gzip: boolean;
  /** Each line is a record by itself, so that the file can be read in parts. */
  isJson: boolean;
}

/** Lists the logs of a folder in code-unit order; links are not followed. Throws a `UserError` where there is none. */
export async function listLogs(folder: string, pattern: string | readonly string[]): Promise<LogFile[]> {
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory()) {
    const what = found ? "file" : "missing folder";
    throw new UserError(
      `Unexpected ${what} \`${folder}\`, expected a folder with logs`,
      "Name the server's `log_directory`.",
    );
  }
  const files = await glob([...(typeof pattern === "string" ? [pattern] : pattern)], {
    cwd: folder,
    dot: false,
    expandDirectories: false,
    followSymbolicLinks: false,
  });
  if (files.length === 0) {
    throw new UserError(
      `Unexpected folder \`${folder}\` without a log, expected files that match \`pattern\``,
      "Turn `logging_collector` on, or name other files.",
    );
  }
  return Promise.all(files.sort(compareCodeUnits).map((file) => describe(folder, file)));
}

async function describe(folder: string, file: string): Promise<LogFile> {
  const path = join(folder, file);
  const handle = await open(path, "r").catch(() => undefined);
  if (!handle) return { file, path, size: 0, gzip: false, isJson: false };
  try {
    const { size } = await handle.stat();
    const head = Buffer.alloc(2);
    await handle.read(head, 0, 2, 0);
    return { file, path, size, gzip: head[0] === 0x1f && head[1] === 0x8b, isJson: head[0] === 123 };
  } finally {
    await handle.close();
  }
}
