import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { messageOf, UserError } from "../../core/errors.ts";

const run = promisify(execFile);

/**
 * The files below the root that differ from a revision (`true`: from the last commit), with those git does not know yet
 * and those that are gone; repo-relative to the root. Throws a `UserError` outside of a repository or on no revision.
 */
export async function changedFiles(root: string, revision: string | true): Promise<ReadonlySet<string>> {
  const base = revision === true ? "HEAD" : revision;
  const git = async (...args: string[]) => {
    const { stdout } = await run("git", ["-C", root, ...args], { maxBuffer: 256 * 1024 * 1024 });
    return stdout.split("\0").filter((file) => file !== "");
  };
  try {
    await git("rev-parse", "--verify", "--quiet", "--end-of-options", `${base}^{commit}`);
  } catch (error) {
    throw new UserError(
      `Unexpected revision \`${base}\`, expected a commit of the repository at ${root}`,
      "Give --changed a branch, tag or commit, for example --changed origin/main.",
      { cause: messageOf(error) },
    );
  }
  const differing = await git("diff", "--name-only", "--no-renames", "--relative", "-z", base, "--");
  const unknown = await git("ls-files", "--others", "--exclude-standard", "-z");
  return new Set([...differing, ...unknown]);
}
