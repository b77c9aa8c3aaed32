import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";

/** What ShellCheck says of a script: 1-based places, columns in characters, end exclusive. */
export interface ShellcheckComment {
  script: number;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  level: "error" | "warning" | "info" | "style";
  code: number;
  message: string;
}

/**
 * True of a script as a whole, not of a part of a page: a variable that another block sets or reads, a file that is not
 * here, and `cd … || exit`, which in a block that is pasted ends the reader's session.
 */
const OF_WHOLE_SCRIPTS = ["SC1090", "SC1091", "SC2034", "SC2154", "SC2164"];
const MOST_AT_ONCE = 400;
const PATIENCE_MS = 60_000;
const MOST_BYTES = 64 * 1024 * 1024;

const outputSchema = z.object({
  comments: z.array(
    z.object({
      file: z.string(),
      line: z.int(),
      column: z.int(),
      endLine: z.int(),
      endColumn: z.int(),
      level: z.enum(["error", "warning", "info", "style"]),
      code: z.int(),
      message: z.string(),
    }),
  ),
});

/** Asks ShellCheck (shellcheck.net, format `json1`) about scripts, all of them bash; reads no file but them. */
export async function runShellcheck(
  program: string,
  scripts: readonly string[],
  exclude: readonly string[],
): Promise<ShellcheckComment[]> {
  const folder = await mkdtemp(join(tmpdir(), "plumbline-shell-"));
  try {
    await Promise.all(scripts.map((text, index) => writeFile(join(folder, `${index}.sh`), `${text}\n`)));
    const comments: ShellcheckComment[] = [];
    for (let from = 0; from < scripts.length; from += MOST_AT_ONCE) {
      const files = scripts.slice(from, from + MOST_AT_ONCE).map((_, index) => `${from + index}.sh`);
      const output = await lint(program, folder, files, [...OF_WHOLE_SCRIPTS, ...exclude]);
      for (const { file, ...comment } of outputSchema.parse(JSON.parse(output)).comments)
        comments.push({ script: Number.parseInt(file, 10), ...comment });
    }
    return comments;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function lint(program: string, cwd: string, files: readonly string[], exclude: readonly string[]): Promise<string> {
  const args = ["--norc", "--format=json1", "--shell=bash", "--severity=warning", `--exclude=${exclude.join(",")}`];
  const options = {
    cwd,
    timeout: PATIENCE_MS,
    maxBuffer: MOST_BYTES,
    env: { PATH: "/usr/bin:/bin", LC_ALL: "C.UTF-8" },
  };
  return new Promise((resolve, reject) => {
    execFile(program, [...args, ...files], options, (error, stdout) => {
      // 1 says that there are comments (shellcheck(1), RETURN VALUES).
      if (error && error.code !== 1) reject(error);
      else resolve(stdout);
    });
  });
}
