import type { Reporter } from "../core/reporter.ts";

/** Every reporter; the id is what `--format` takes. */
export const reporters: readonly Reporter[] = [];
