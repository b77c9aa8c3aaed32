import { createCRC64 } from "hash-wasm";

/** The CRC of one collection between its blocks; opaque, 12 bytes. */
export type CrcState = Uint8Array;

export interface CrcSummer {
  /** Continues from `state` (undefined: from nothing) over `bytes`, and gives the new state. */
  add(state: CrcState | undefined, bytes: Uint8Array): CrcState;
  /** The checksum as 16 lower-case hexadecimal digits. */
  digest(state: CrcState | undefined): string;
}

/**
 * CRC-64/ECMA as mongodump computes it (Go's `crc64.ECMA`: reflected polynomial 0xC96C5795D7870F42, all ones in and
 * out; the catalogue's CRC-64/XZ). hash-wasm runs at 1.2 GB/s here against 0.47 GB/s of slicing-by-8 in 32-bit halves;
 * its saved state is 12 bytes, so that one instance serves any number of interleaved collections.
 */
export async function createCrcSummer(): Promise<CrcSummer> {
  const hasher = await createCRC64();
  const empty = hasher.init().save();
  return {
    add: (state, bytes) =>
      hasher
        .load(state ?? empty)
        .update(bytes)
        .save(),
    digest(state) {
      const hex = hasher.load(state ?? empty).digest();
      hasher.init();
      return hex;
    },
  };
}
