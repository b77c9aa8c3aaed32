/** Every kind of damage that the reader tells apart, with what it means for the person who keeps the archive. */
export const PROBLEMS = {
  truncated: "the bytes end before the archive does",
  "crc-mismatch": "the documents of a collection are not the ones that mongodump summed up",
  "bson-invalid": "a document is not valid BSON",
  "gzip-invalid": "the compressed data is damaged",
  "header-invalid": "the framing of the archive is damaged",
  "trailing-bytes": "something follows where the archive is already complete",
  "duplicate-namespace": "a collection begins or is declared twice",
  "metadata-invalid": "a collection's options and indexes cannot be read",
  missing: "a part that the archive speaks of is not there",
  "changed-while-read": "the file was written to while it was being read",
  "too-large": "a limit of the reader is exceeded, so that memory stays bounded",
} as const satisfies Record<string, string>;

export type ProblemCode = keyof typeof PROBLEMS;

/**
 * One piece of damage. `offset` counts bytes from the start of the raw (decompressed) stream; for `gzip-invalid`,
 * `changed-while-read` and `trailing-bytes` behind a gzip stream it counts bytes of the file.
 */
export interface Problem {
  code: ProblemCode;
  message: string;
  offset: number;
}

/** Damage after which reading on is pointless: the place of the next document is unknown. */
export class Damage extends Error {
  readonly problem: Problem;

  constructor(code: ProblemCode, message: string, offset: number) {
    super(message);
    this.name = "Damage";
    this.problem = { code, message, offset };
  }
}

/** Shows a name from the archive inside a message: quoted, control characters escaped, at most 120 characters. */
export function quoteName(name: string): string {
  const quoted = JSON.stringify(name.toWellFormed()).slice(1, -1).replaceAll("`", "\\u0060");
  return `\`${quoted.length > 120 ? `${quoted.slice(0, 120)}…` : quoted}\``;
}
