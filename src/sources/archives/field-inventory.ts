import { compareCodeUnits } from "../../core/canonical-json.ts";
import { BSON_TYPE_NAMES } from "./bson-types.ts";
import { type FieldNode, fieldPath, newNode, nodeFor } from "./field-node.ts";
import { int32 } from "./validate-document.ts";

/** One field path over all documents of a collection. */
export interface FieldSummary {
  /**
   * Dotted path from the document's root; `[]` stands for the elements of an array, `*` for names beyond the limit on
   * different names. A name that itself holds a dot, a bracket, a quote or a star is written as a JSON string.
   */
  path: string;
  /** How many values of each BSON type, by MongoDB's names. */
  types: { readonly [type: string]: number };
  /** Documents that hold the field at least once, and their share of all, with four decimals. */
  documents: number;
  presence: number;
  /** How many arrays lie on the way. */
  arrayDepth: number;
  /** Shortest and longest value: bytes of strings, symbols, code and binary data, elements of arrays; null for other types. */
  minLength: number | null;
  maxLength: number | null;
}

export interface FieldInventory {
  /** Takes one document that {@link validateDocument} found sound. */
  add(bytes: Uint8Array, start: number, end: number): void;
  summary(): FieldSummary[];
}

/** How many more different names may be kept; shared by all collections of an archive, so that memory has a bound. */
export interface InventoryBudget {
  names: number;
}

export function newInventoryBudget(): InventoryBudget {
  return { names: 20_000 };
}

/**
 * Counts which fields a collection's documents have. Memory is bounded by the number of different paths, not of
 * documents; documents that use data as field names end in `*` and so say that they do.
 */
export function createFieldInventory(budget: InventoryBudget): FieldInventory {
  const root = newNode("", undefined);
  let documents = 0;

  function walk(bytes: Uint8Array, start: number, end: number, parent: FieldNode, isArray: boolean): number {
    let at = start + 4;
    let expected = 0;
    let count = 0;
    while (at < end - 1) {
      const type = bytes[at] as number;
      const name = at + 1;
      at = name;
      let node: FieldNode;
      if (isArray) {
        while (bytes[at] !== 0) at += 1;
        parent.elements ??= newNode("[]", parent);
        node = parent.elements;
      } else {
        const found = nodeFor(parent, bytes, name, expected, budget);
        node = found.node;
        expected = found.index + 1;
        at = found.end;
      }
      count += 1;
      at = record(bytes, at + 1, type, node);
    }
    return count;
  }

  /** Counts the value at `at`; gives the place behind it. */
  function record(bytes: Uint8Array, at: number, type: number, node: FieldNode): number {
    const slot = TYPE_SLOTS[type] as number;
    node.types[slot] = (node.types[slot] as number) + 1;
    if (node.lastDocument !== documents) {
      node.lastDocument = documents;
      node.documents += 1;
    }
    const fixed = FIXED[type] as number;
    if (fixed >= 0) return at + fixed;
    if (type === 0x0b) return bytes.indexOf(0, bytes.indexOf(0, at) + 1) + 1;
    const length = int32(bytes, at);
    if (type === 0x03) {
      walk(bytes, at, at + length, node, false);
      return at + length;
    }
    if (type === 0x04) {
      measure(node, walk(bytes, at, at + length, node, true));
      return at + length;
    }
    if (type === 0x0f) return at + length;
    if (type === 0x05) {
      measure(node, length);
      return at + 5 + length;
    }
    if (type === 0x0c) return at + 4 + length + 12;
    measure(node, length - 1);
    return at + 4 + length;
  }

  return {
    add(bytes, start, end) {
      documents += 1;
      walk(bytes, start, end, root, false);
    },
    summary() {
      const list: FieldSummary[] = [];
      collect(root, documents, list);
      return list.sort((a, b) => compareCodeUnits(a.path, b.path));
    },
  };
}

/** Where a type is counted: BSON_TYPE_NAMES' order. */
const TYPE_SLOTS = new Uint8Array(256);
for (const [slot, type] of [...BSON_TYPE_NAMES.keys()].entries()) TYPE_SLOTS[type] = slot;

/** Bytes of a value of fixed length by type; -1 for the others. */
const FIXED = new Int8Array(256).fill(-1);
for (const [length, types] of [
  [0, [0x06, 0x0a, 0x7f, 0xff]],
  [1, [0x08]],
  [4, [0x10]],
  [8, [0x01, 0x09, 0x11, 0x12]],
  [12, [0x07]],
  [16, [0x13]],
] as const) {
  for (const type of types) FIXED[type] = length;
}

function measure(node: FieldNode, length: number): void {
  if (length < node.minLength) node.minLength = length;
  if (length > node.maxLength) node.maxLength = length;
}

function collect(node: FieldNode, documents: number, list: FieldSummary[]): void {
  for (const child of [...node.children, node.elements, node.others]) {
    if (!child) continue;
    const { path, arrayDepth } = fieldPath(child);
    const types = [...BSON_TYPE_NAMES].flatMap(([type, name]) => {
      const count = child.types[TYPE_SLOTS[type] ?? 0] ?? 0;
      return count > 0 ? [[name, count] as const] : [];
    });
    list.push({
      path,
      types: Object.fromEntries(types),
      documents: child.documents,
      presence: Math.round((child.documents / documents) * 10_000) / 10_000,
      arrayDepth,
      minLength: child.maxLength < 0 ? null : child.minLength,
      maxLength: child.maxLength < 0 ? null : child.maxLength,
    });
    collect(child, documents, list);
  }
}
