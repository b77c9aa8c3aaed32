/** One worker that does one item after the other. */
export interface Lane<Item, Result> {
  run(item: Item): Promise<Result>;
  /** Ends the worker, whatever it is at. */
  stop(): void;
}

/**
 * Shares items out over lanes, each taking the next one when it is free, and hands every result to `take`. An abort
 * or an error stops all lanes.
 */
export async function runLanes<Item, Result>(
  items: readonly Item[],
  lanes: readonly Lane<Item, Result>[],
  take: (item: Item, result: Result) => void,
  signal?: AbortSignal,
): Promise<void> {
  const queue = items.values();
  const stop = (): void => {
    for (const lane of lanes) lane.stop();
  };
  const work = async (lane: Lane<Item, Result>): Promise<void> => {
    for (const item of queue) {
      signal?.throwIfAborted();
      take(item, await lane.run(item));
    }
  };
  signal?.addEventListener("abort", stop, { once: true });
  try {
    await Promise.all(lanes.map(work));
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener("abort", stop);
    stop();
  }
}
