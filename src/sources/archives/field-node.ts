import { BSON_TYPE_NAMES } from "./bson-types.ts";

/** One path of the inventory and what was counted there. */
export interface FieldNode {
  name: string;
  parent: FieldNode | undefined;
  /** The name's bytes, to recognise it without decoding. */
  key: Uint8Array;
  /** Counts by BSON type. */
  types: Float64Array;
  documents: number;
  lastDocument: number;
  minLength: number;
  maxLength: number;
  /** In the order of first sight, which is nearly always the order in every other document. */
  children: FieldNode[];
  byName: Map<string, number>;
  elements: FieldNode | undefined;
  others: FieldNode | undefined;
}

/** Children of one node, and bytes of one name, beyond which names are data. */
const MAX_CHILDREN = 500;
const MAX_NAME_BYTES = 1024;

export function newNode(name: string, parent: FieldNode | undefined, key: Uint8Array = new Uint8Array(0)): FieldNode {
  return {
    name,
    parent,
    key,
    types: new Float64Array(BSON_TYPE_NAMES.size),
    documents: 0,
    lastDocument: 0,
    minLength: Number.POSITIVE_INFINITY,
    maxLength: -1,
    children: [],
    byName: new Map(),
    elements: undefined,
    others: undefined,
  };
}

/**
 * Finds the child whose name stands at `at`, ending in a zero byte: first where the previous document had it
 * (`expected`), then by name. New names are added while `budget` lasts; beyond, the child is the parent's `others`.
 */
export function nodeFor(
  parent: FieldNode,
  bytes: Uint8Array,
  at: number,
  expected: number,
  budget: { names: number },
): { node: FieldNode; index: number; end: number } {
  const guess = parent.children[expected];
  if (guess) {
    const end = matchEnd(guess.key, bytes, at);
    if (end >= 0) return { node: guess, index: expected, end };
  }
  const end = bytes.indexOf(0, at);
  const key = Buffer.from(bytes.buffer, bytes.byteOffset + at, end - at);
  const short = key.length <= MAX_NAME_BYTES;
  // One character a byte: tells apart what UTF-8 decoding would make equal.
  const name = short ? key.toString("latin1") : "";
  const index = short ? parent.byName.get(name) : undefined;
  const known = index === undefined ? undefined : parent.children[index];
  if (known && index !== undefined) return { node: known, index, end };
  if (!short || parent.children.length >= MAX_CHILDREN || budget.names <= 0) {
    parent.others ??= newNode("*", parent);
    return { node: parent.others, index: expected - 1, end };
  }
  budget.names -= 1;
  const node = newNode(key.toString("utf8"), parent, Uint8Array.from(key));
  parent.byName.set(name, parent.children.length);
  parent.children.push(node);
  return { node, index: parent.children.length - 1, end };
}

/** Where the name at `at` ends, if it is `key`; otherwise -1. */
function matchEnd(key: Uint8Array, bytes: Uint8Array, at: number): number {
  const length = key.length;
  for (let index = 0; index < length; index += 1) {
    if (key[index] !== bytes[at + index]) return -1;
  }
  return bytes[at + length] === 0 ? at + length : -1;
}

/** The node's path as the inventory writes it, and how many arrays lie on it. */
export function fieldPath(node: FieldNode): { path: string; arrayDepth: number } {
  const parts: string[] = [];
  let arrayDepth = 0;
  for (let one: FieldNode | undefined = node; one?.parent; one = one.parent) {
    if (one === one.parent.elements) {
      arrayDepth += 1;
      parts.push("[]");
    } else {
      parts.push(one === one.parent.others ? ".*" : `.${quoted(one.name)}`);
    }
  }
  const path = parts.reverse().join("");
  return { path: path.startsWith(".") ? path.slice(1) : path, arrayDepth };
}

function quoted(name: string): string {
  return name === "" || /[.[\]"*\p{Cc}\p{Cf}]/u.test(name) ? JSON.stringify(name) : name;
}
