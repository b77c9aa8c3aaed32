import type { ShellCommand, ShellWord } from "./shell-command.ts";

/** Options of `run` and `exec` that take no value (Docker's and Podman's command line references); all others take one. */
const FLAGS =
  /^(?:-[ditPqT]+|--(?:detach|interactive|tty|rm|init|privileged|read-only|publish-all|no-deps|no-tty|no-healthcheck|quiet|build|remove-orphans|service-ports))$|=/;
const IMAGE = /(?:^|\/)(?:postgres(?:ql)?|postgis|pgvector|timescaledb(?:-ha)?)(?:[:@].*)?$/;

/** The words of the command that a container is asked to run: of `docker run` and `exec`, `docker compose exec`, `kubectl exec`. */
export function commandInside({ name, words }: Pick<ShellCommand, "name" | "words">): ShellWord[] | undefined {
  const at = words.findIndex(({ text }) => text === "run" || text === "exec");
  if (at < 0) return undefined;
  if (name === "kubectl" || name === "oc") return after(words, ({ text }) => text === "--");
  if (!/^(?:docker(?:-compose)?|podman|nerdctl)$/.test(name)) return undefined;
  const [first, ...rest] = positional(words.slice(at + 1));
  if (first === undefined) return undefined;
  const isServer = words[at]?.text === "run" && IMAGE.test(first.text);
  // Options alone go to the image's own program.
  return isServer && rest[0]?.text.startsWith("-") ? [{ ...first, text: "postgres" }, ...rest] : rest;
}

/** What stands behind the options: an image or a container, and what it is to run. */
function positional(words: readonly ShellWord[]): ShellWord[] {
  let at = 0;
  while (words[at]?.text.startsWith("-")) at += FLAGS.test(words[at]?.text ?? "") ? 1 : 2;
  return words.slice(at);
}

function after(words: readonly ShellWord[], isMark: (word: ShellWord) => boolean): ShellWord[] | undefined {
  const at = words.findIndex(isMark);
  return at < 0 ? undefined : words.slice(at + 1);
}
