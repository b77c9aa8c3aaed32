// Computes CRC-64/ECMA-182 as Go's hash/crc64 does (reflected, polynomial 0xC96C5795D7870F42, ones in and out).

const POLYNOMIAL = 0xc96c5795d7870f42n;

const TABLE = BigUint64Array.from({ length: 256 }, (_, index) => {
  let value = BigInt(index);
  for (let bit = 0; bit < 8; bit += 1) value = value & 1n ? (value >> 1n) ^ POLYNOMIAL : value >> 1n;
  return value;
});
const LOW = Uint32Array.from(TABLE, (value) => Number(value & 0xffffffffn));
const HIGH = Uint32Array.from(TABLE, (value) => Number(value >> 32n));

/** The checksum of the bytes, unsigned. In two halves of 32 bits, because big integers are slow byte by byte. */
export function crc64(bytes: Uint8Array): bigint {
  let low = 0xffffffff;
  let high = 0xffffffff;
  for (const byte of bytes) {
    const index = (low ^ byte) & 0xff;
    low = ((low >>> 8) | (high << 24)) ^ (LOW[index] ?? 0);
    high = (high >>> 8) ^ (HIGH[index] ?? 0);
  }
  return (BigInt(~high >>> 0) << 32n) | BigInt(~low >>> 0);
}
