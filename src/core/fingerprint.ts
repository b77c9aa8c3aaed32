import { createHash } from "node:crypto";
import type { Draft } from "./finding.ts";

/**
 * One fingerprint for each draft of a check, in order: 16 hex digits of SHA-256 over check, file, normalised text and
 * the ordinal among equals. Lines are no part of it: a finding keeps its fingerprint when text above it moves.
 */
export function fingerprints(check: string, drafts: readonly Draft[]): string[] {
  const seen = new Map<string, number>();
  return drafts.map((draft) => {
    const key = JSON.stringify([check, draft.file, normalise(draft.text ?? draft.message)]);
    const ordinal = seen.get(key) ?? 0;
    seen.set(key, ordinal + 1);
    return createHash("sha256").update(`${key}#${ordinal}`).digest("hex").slice(0, 16);
  });
}

function normalise(text: string): string {
  return text.normalize("NFC").replace(/\s+/g, " ").trim().toLowerCase();
}
