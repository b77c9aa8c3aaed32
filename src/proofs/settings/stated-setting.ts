import type { GatheredBlock } from "../../core/proof/gather-blocks.ts";

/** A setting of the server that a statement or a command gives a value to. */
export interface StatedSetting {
  /** The block, or the part of a shell block that is SQL. */
  block: GatheredBlock;
  name: string;
  /** Where the name stands in the block's code. */
  at: number;
  /** Undefined where only the server, the shell or the reader knows it: `DEFAULT`, `$SIZE`, `<size>`. */
  value: string | undefined;
  /** Given to one session by its client, which may not set all that a server's command line may. */
  isOfSession?: boolean;
}

/** What stands for a value that is not known here: the shell's expansions, psql's variables, placeholders of a page. */
const OPEN = /\$|`|<[A-Za-z][^>]*>|\{\{|^:['"]?\w/;

/** The value, where it is known here. */
export function knownValue(value: string): string | undefined {
  return OPEN.test(value) ? undefined : value;
}
