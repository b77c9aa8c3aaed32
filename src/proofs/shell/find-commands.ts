import { loadByNeed } from "../../core/load-by-need.ts";
import { commandInside } from "./command-inside.ts";
import type { ShellCommand, ShellWord } from "./shell-command.ts";

export interface ShellScript {
  commands: ShellCommand[];
  /** `NAME=value` alone, before a command, or as a word of `env`, `export` or a container's `-e`. */
  assignments: { name: string; value: ShellWord }[];
  errors: { at: number; message: string }[];
}

const unbash = loadByNeed<typeof import("unbash")>("unbash", import.meta.url);

/** A tree node as JSON: what unbash reads lazily stands in it too. */
interface Node {
  type?: string;
  pos?: number;
  text?: string;
  value?: unknown;
  name?: Node | string;
  suffix?: Node[];
  delimiter?: { quoted?: boolean };
  body?: Node;
}

/** Programs that run what follows them. */
const WRAPPERS = ["sudo", "env", "nohup", "time", "nice", "exec", "command"];

/** Reads a script by bash's grammar (unbash); commands inside substitutions, pipelines and functions too. */
export function findCommands(script: string): ShellScript {
  const tree = unbash().parse(withoutPlaceholders(script));
  const nodes = nodesIn(JSON.parse(JSON.stringify(tree)));
  return {
    commands: nodes.flatMap((node) => commandOf(node, script)),
    assignments: nodes.flatMap((node) => assignmentOf(node, script)),
    errors: (tree.errors ?? []).map(({ pos, message }) => ({ at: pos, message })),
  };
}

/** `<name>` is a placeholder on a page, not two redirections; a word of the same length keeps every place. */
export function withoutPlaceholders(script: string): string {
  return script.replace(/<[A-Za-z][\w -]*>/g, (placeholder) => "x".repeat(placeholder.length));
}

function commandOf(node: Node, script: string): ShellCommand[] {
  if (node.type !== "Command") return [];
  const all = [node.name, ...(node.suffix ?? [])].flatMap((word) =>
    typeof word === "object" && word.type === "Word" ? [wordOf(word, script)] : [],
  );
  // `sudo -u postgres pg_ctl …`: the first word that is neither a wrapper nor its option or the option's value.
  let first = 0;
  while (WRAPPERS.includes(all[first]?.text ?? "")) {
    first += 1;
    while (/^-|=/.test(all[first]?.text ?? "")) first += all[first]?.text === "-u" ? 2 : 1;
  }
  const [program, ...words] = all.slice(first);
  return program ? withInner({ name: programName(program.text), words, input: inputOf(node, script) }) : [];
}

function withInner(command: ShellCommand): ShellCommand[] {
  const [program, ...words] = commandInside(command) ?? [];
  return program ? [command, { ...command, name: programName(program.text), words }] : [command];
}

function programName(path: string): string {
  return path.replace(/^.*\//, "");
}

function assignmentOf(node: Node, script: string): ShellScript["assignments"] {
  const { type, name, value } = node;
  if (type === "Assignment" && typeof name === "string" && isNode(value)) {
    return [{ name, value: wordOf(value, script) }];
  }
  const text = type === "Word" ? /^(?<name>[A-Z]\w*)=(?<value>[\s\S]*)$/.exec(String(value ?? ""))?.groups : undefined;
  if (text?.name === undefined) return [];
  const word = written(node, script);
  const begins = word.indexOf(`${text.name}=`) + text.name.length + 1;
  return [
    { name: text.name, value: { text: text.value ?? "", at: (node.pos ?? 0) + begins, raw: word.slice(begins) } },
  ];
}

function wordOf(word: Node, script: string): ShellWord {
  return { text: String(word.value ?? word.text ?? ""), at: word.pos ?? 0, raw: written(word, script) };
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null;
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
  if (!isNode(value)) return [];
  const below = Object.values(value).flatMap(nodesIn);
  return Array.isArray(value) ? below : [value, ...below];
}
