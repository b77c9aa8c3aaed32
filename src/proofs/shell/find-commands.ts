import { parse } from "unbash";

/** A simple command: its program without folders, and its words with where they begin. */
export interface ShellCommand {
  name: string;
  words: { text: string; at: number; raw: string }[];
  /** What a here-document gives it to read, where nothing in it is expanded. */
  input?: { text: string; at: number } | undefined;
}

export interface ShellScript {
  commands: ShellCommand[];
  errors: { at: number; message: string }[];
}

/** A tree node as JSON: what unbash reads lazily stands in it too. */
interface Node {
  type?: string;
  pos?: number;
  text?: string;
  value?: unknown;
  name?: Node;
  suffix?: Node[];
  delimiter?: { quoted?: boolean };
  body?: Node;
}

/** Programs that run what follows them. */
const WRAPPERS = ["sudo", "env", "nohup", "time", "nice", "exec", "command"];

/** Reads a script by bash's grammar (unbash); commands inside substitutions, pipelines and functions too. */
export function findCommands(script: string): ShellScript {
  const tree = parse(withoutPlaceholders(script));
  const plain: unknown = JSON.parse(JSON.stringify(tree));
  return {
    commands: nodesIn(plain).flatMap((node) => commandOf(node, script)),
    errors: (tree.errors ?? []).map(({ pos, message }) => ({ at: pos, message })),
  };
}

/** `<name>` is a placeholder on a page, not two redirections; a word of the same length keeps every place. */
function withoutPlaceholders(script: string): string {
  return script.replace(/<[A-Za-z][\w -]*>/g, (placeholder) => "x".repeat(placeholder.length));
}

function commandOf(node: Node, script: string): ShellCommand[] {
  if (node.type !== "Command") return [];
  const all = [node.name, ...(node.suffix ?? [])].flatMap((word) =>
    word?.type === "Word"
      ? [{ text: String(word.value ?? word.text ?? ""), at: word.pos ?? 0, raw: written(word, script) }]
      : [],
  );
  // `sudo -u postgres pg_ctl …`: the first word that is neither a wrapper nor its option or the option's value.
  let first = 0;
  while (WRAPPERS.includes(all[first]?.text ?? "")) {
    first += 1;
    while (/^-|=/.test(all[first]?.text ?? "")) first += all[first]?.text === "-u" ? 2 : 1;
  }
  const [program, ...words] = all.slice(first);
  return program ? [{ name: program.text.replace(/^.*\//, ""), words, input: inputOf(node, script) }] : [];
}

/** As the page has it, placeholders and all. */
function written({ pos = 0, text = "" }: Node, script: string): string {
  return script.slice(pos, pos + text.length);
}

function inputOf({ suffix = [] }: Node, script: string): ShellCommand["input"] {
  const { delimiter, body } = suffix.findLast(({ type }) => type === "HereDoc") ?? {};
  if (body?.text === undefined || (delimiter?.quoted !== true && /[$`\\]/.test(body.text))) return undefined;
  return { text: written(body, script), at: body.pos ?? 0 };
}

function nodesIn(value: unknown): Node[] {
  if (typeof value !== "object" || value === null) return [];
  const below = Object.values(value).flatMap(nodesIn);
  return Array.isArray(value) ? below : [value as Node, ...below];
}
