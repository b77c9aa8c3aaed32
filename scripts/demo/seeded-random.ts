// Gives the same numbers from the same seed on every machine (mulberry32, public domain).

/** A whole number from 0 up to, and not including, `count`. */
export type Random = (count: number) => number;

/** Makes a generator from a 32-bit seed. */
export function seededRandom(seed: number): Random {
  let state = seed;
  return (count) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * count);
  };
}
