import type pg from "pg";

/** The part of pg's connection that a query of one's own speaks to (pg's "submittable" interface). */
interface Wire {
  parse(message: { name: string; text: string; types: number[] }): void;
  describe(message: { type: "S"; name: string }): void;
  sync(): void;
}

/**
 * Sends a statement to be parsed and, with `describe`, planned for; it is never executed. For queries the server looks up
 * every name and type; utility statements are only parsed (PostgreSQL's extended query protocol, message Parse).
 */
export function parseOnly(client: pg.Client, text: string, describe: boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    client.query({
      submit(wire: Wire) {
        wire.parse({ name: "", text, types: [] });
        if (describe) wire.describe({ type: "S", name: "" });
        wire.sync();
      },
      // pg forgets the query at its first error: nothing else will be told of it.
      handleError: reject,
      handleReadyForQuery: () => resolve(),
      handleRowDescription: () => {},
      handleCommandComplete: () => {},
      handlePortalSuspended: () => {},
      handleEmptyQuery: () => {},
      handleDataRow: () => {},
      handleCopyInResponse: () => {},
      handleCopyData: () => {},
    } as unknown as pg.Submittable);
  });
}
