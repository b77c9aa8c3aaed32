import type { Reporter } from "../core/reporter.ts";
import { json } from "./json.ts";
import { text } from "./text/index.ts";

/** Every reporter; the id is what `--format` takes. */
export const reporters: readonly Reporter[] = [text, json];
