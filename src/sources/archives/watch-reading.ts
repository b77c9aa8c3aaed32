import { UserError } from "../../core/errors.ts";
import type { ArchiveFile } from "./archive-file.ts";
import type { Rereadable } from "./gunzip-chunks.ts";

/** A reading that remembers how it failed, so that this is told from whatever the consumer of the bytes throws. */
export interface WatchedReading extends Rereadable {
  /** Whether the file changed while it was read; false where nobody can tell any more. */
  hasChanged(): Promise<boolean>;
  /** Whether this is the error that the bytes ended with. */
  ended(error: unknown): boolean;
  /** That error, with the collection that was being read. */
  failure(): UserError | undefined;
}

/** Watches the reading of a file; `inside` names the collection that is being read. */
export function watchReading(file: ArchiveFile, inside?: () => string | undefined): WatchedReading {
  let thrown: UserError | undefined;

  function keep(error: unknown): void {
    if (error instanceof UserError) thrown ??= error;
  }

  async function* watch(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
    try {
      yield* chunks;
    } catch (error) {
      keep(error);
      throw error;
    }
  }

  return {
    chunks: () => watch(file.chunks()),
    reread: () => watch(file.reread()),
    async hasChanged() {
      if (thrown) return false;
      try {
        return await file.hasChanged();
      } catch (error) {
        keep(error);
        if (thrown) return false;
        throw error;
      }
    },
    ended: (error) => error === thrown && thrown !== undefined,
    failure() {
      const collection = thrown && inside?.();
      if (!thrown || collection === undefined) return thrown;
      return new UserError(`${thrown.message}, in ${collection}`, thrown.hint, { cause: thrown });
    },
  };
}
