import { createHash } from "node:crypto";

/** The parts of a fenced block that its proof rests on. */
export interface PlainBlock {
  language: string;
  meta: string;
  code: string;
}

/**
 * One fingerprint for each fenced block of a page, in order: 16 hex digits of SHA-256 over everything on the page that the
 * block's proof rests on. That is its language, info string and code, the `output` block after it, what the front matter says
 * of proofs, and for `state=page` the blocks that share its database before it. Where it stands is no part of it.
 */
export function fingerprintBlocks(
  blocks: readonly PlainBlock[],
  { fixtures, vars, versions }: Readonly<Record<string, unknown>>,
): string[] {
  const shared: string[] = [];
  return blocks.map(({ language, meta, code }, index) => {
    const isShared = /(?:^|\s)state=["']?page\b/.test(meta);
    const after = blocks[index + 1];
    const output = after?.language === "output" ? after.code : null;
    const parts = [language, meta.trim(), code, output, fixtures ?? null, vars ?? null, versions ?? null];
    const text = JSON.stringify([...parts, isShared ? shared : []]);
    if (isShared) shared.push(code);
    return createHash("sha256").update(text).digest("hex").slice(0, 16);
  });
}
