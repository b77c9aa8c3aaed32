import type { Damage } from "./problem.ts";
import { int32 } from "./validate-document.ts";

/** The largest document MongoDB keeps (16 MiB) with the 16 KiB that it allows itself beside (an oplog entry). */
export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024 + 16 * 1024;

/** Receives whole documents. `bytes` is only valid during the call; `offset` is the place in the raw stream. */
export interface DocumentReceiver {
  document(bytes: Uint8Array, start: number, end: number, offset: number): void;
  /** The four bytes -1 of an archive stream stood where a document could. Absent where the form has none. */
  terminator?(offset: number): void;
  /** A length that no document has: the damage to throw, since the place of the next document is lost. */
  badLength(length: number, offset: number): Damage;
  /** All of the current bytes have been handed over; they are about to be given back. */
  drained?(): void;
}

export interface DocumentSplitter {
  /** Takes the next bytes of the raw stream. Throws `Damage` where the next document's length is impossible. */
  push(bytes: Uint8Array): void;
  /** How many bytes of an unfinished document are waiting. */
  pending(): number;
  /** The place in the raw stream up to which bytes have been taken. */
  offset(): number;
}

/**
 * Cuts a raw stream into documents by their length fields, across chunk borders; its first byte stands at `base`. Holds at most one document: documents
 * inside a chunk are handed over in place, and only one that straddles a border is copied.
 */
export function splitDocuments(receiver: DocumentReceiver, base = 0): DocumentSplitter {
  let carry = new Uint8Array(64 * 1024);
  let held = 0;
  let taken = base;

  /** The length at `at`: a document's, 0 for a terminator. */
  function lengthAt(bytes: Uint8Array, at: number, offset: number): number {
    const length = int32(bytes, at);
    if (length === -1 && receiver.terminator) return 0;
    if (length >= 5 && length <= MAX_DOCUMENT_BYTES) return length;
    throw receiver.badLength(length, offset);
  }

  /** Completes the document that the last chunk began; gives how many of `bytes` that took. */
  function finishCarried(bytes: Uint8Array): number {
    let used = 0;
    const copy = (upTo: number): boolean => {
      const count = Math.min(upTo - held, bytes.length - used);
      if (upTo > carry.length) carry = grown(carry, held, upTo);
      carry.set(bytes.subarray(used, used + count), held);
      held += count;
      used += count;
      return held === upTo;
    };
    if (held < 4 && !copy(4)) return used;
    const offset = taken - held + used;
    const length = lengthAt(carry, 0, offset);
    if (length === 0) {
      held = 0;
      receiver.terminator?.(offset);
    } else if (copy(length)) {
      held = 0;
      receiver.document(carry, 0, length, offset);
      receiver.drained?.();
    }
    return used;
  }

  return {
    push(bytes) {
      let at = held > 0 ? finishCarried(bytes) : 0;
      while (at + 4 <= bytes.length) {
        const length = lengthAt(bytes, at, taken + at);
        if (length === 0) {
          receiver.terminator?.(taken + at);
          at += 4;
        } else {
          if (length > bytes.length - at) break;
          receiver.document(bytes, at, at + length, taken + at);
          at += length;
        }
      }
      receiver.drained?.();
      if (at < bytes.length) {
        const rest = bytes.length - at;
        if (rest > carry.length) carry = grown(carry, 0, rest);
        carry.set(bytes.subarray(at), 0);
        held = rest;
      }
      taken += bytes.length;
    },
    pending: () => held,
    offset: () => taken,
  };
}

/** A larger buffer with the first `keep` bytes of the old one; never more than one document needs. */
function grown(old: Uint8Array, keep: number, need: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.min(MAX_DOCUMENT_BYTES, Math.max(need, old.length * 2)));
  larger.set(old.subarray(0, keep));
  return larger;
}
