import type { Said } from "../proofs/say-verdict.ts";

/** What is known of one block as a writer has just saved it. */
export interface LiveVerdict extends Said {
  /** See `fingerprintBlocks`. */
  fingerprint: string;
  /** What is wrong, each with its hint. */
  findings: readonly string[];
}

/** A page as it was just saved. */
export interface LivePage {
  /** Its address below the site's root, without slashes at the ends. */
  slug: string;
  /** Of every block that has a badge, in order. */
  verdicts: readonly LiveVerdict[];
}

/** Verdicts that come in while the development server runs. */
export interface LiveProofs {
  /** Replaces what was known of the page, and tells everyone who listens. */
  tell(page: LivePage): void;
  /** Calls back with every page that is known now, and then with each that is saved; returns how to stop. */
  listen(hear: (page: LivePage) => void): () => void;
}

/** Opens a store of verdicts in memory. */
export function openLiveProofs(): LiveProofs {
  const known = new Map<string, LivePage>();
  const listeners = new Set<(page: LivePage) => void>();
  return {
    tell(page) {
      known.set(page.slug, page);
      for (const hear of listeners) hear(page);
    },
    listen(hear) {
      listeners.add(hear);
      for (const page of known.values()) hear(page);
      return () => void listeners.delete(hear);
    },
  };
}
