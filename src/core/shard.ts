import { UserError } from "./errors.ts";

/** One of several parallel jobs that share work out among themselves; `index` counts from 1. */
export interface Shard {
  index: number;
  count: number;
}

/** Reads `I/N`, I from 1 to N. Throws a `UserError` on anything else. */
export function parseShard(text: string): Shard {
  const [, index = 0, count = 0] = (/^([1-9]\d{0,5})\/([1-9]\d{0,5})$/.exec(text) ?? []).map(Number);
  if (index >= 1 && index <= count) return { index, count };
  throw new UserError(
    `Unexpected shard \`${text}\`, expected I/N with I from 1 to N`,
    "For example --shard 2/4; a Kubernetes Indexed Job counts from 0: add 1.",
  );
}

/** The items that fall to one shard: every item to exactly one, if all jobs see the same list. */
export function inShard<Item>(items: readonly Item[], shard: Shard | undefined): Item[] {
  return items.filter((_, at) => shard === undefined || at % shard.count === shard.index - 1);
}
