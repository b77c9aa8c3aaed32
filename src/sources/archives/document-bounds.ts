/** The extremes of a collection's documents, for who asks whether the archive can be what it should be. */
export interface DocumentBounds {
  /** Bytes of the smallest and the largest document; null where there is none. */
  smallestDocument: number | null;
  largestDocument: number | null;
  /** The earliest and the latest time, in whole seconds, that an ObjectId in `_id` tells; null where there is none. */
  firstObjectIdAt: string | null;
  lastObjectIdAt: string | null;
}

/** What {@link DocumentBounds} are made from while documents go by; times are seconds since 1970. */
export interface BoundsState {
  smallest: number;
  largest: number;
  first: number;
  last: number;
}

export function newBounds(): BoundsState {
  return { smallest: Number.POSITIVE_INFINITY, largest: -1, first: Number.POSITIVE_INFINITY, last: -1 };
}

const OBJECT_ID = 0x07;

/**
 * Takes one sound document. A server stores `_id` as the first field, so only that place is looked at; the first four
 * bytes of an ObjectId are its time, big-endian. https://www.mongodb.com/docs/manual/reference/bson-types/#objectid
 */
export function widenBounds(state: BoundsState, bytes: Uint8Array, start: number, end: number): void {
  const size = end - start;
  if (size < state.smallest) state.smallest = size;
  if (size > state.largest) state.largest = size;
  const at = start + 4;
  const isId =
    bytes[at] === OBJECT_ID &&
    bytes[at + 1] === 0x5f &&
    bytes[at + 2] === 0x69 &&
    bytes[at + 3] === 0x64 &&
    bytes[at + 4] === 0;
  if (!isId) return;
  const [a, b, c, d] = [bytes[at + 5], bytes[at + 6], bytes[at + 7], bytes[at + 8]] as [number, number, number, number];
  const seconds = a * 0x1000000 + (b << 16) + (c << 8) + d;
  if (seconds < state.first) state.first = seconds;
  if (seconds > state.last) state.last = seconds;
}

export function boundsOf({ smallest, largest, first, last }: BoundsState): DocumentBounds {
  return {
    smallestDocument: largest < 0 ? null : smallest,
    largestDocument: largest < 0 ? null : largest,
    firstObjectIdAt: last < 0 ? null : timeOf(first),
    lastObjectIdAt: last < 0 ? null : timeOf(last),
  };
}

function timeOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}
