import type { FactReader } from "../core/fact-reader.ts";

/** What the pages are rendered against. */
export interface SiteContext {
  facts: FactReader;
  /** How long the facts of a target stay fresh, in milliseconds. */
  freshFor(source: string, target: string): number;
  now: Date;
  /** Names a fixture of proofs as it is now (`openFixtures`); without it a changed fixture does not void a proof on a page. */
  fixture?(name: string): string | undefined;
}
