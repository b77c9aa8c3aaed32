import type { Reporter } from "../core/reporter.ts";
import { github } from "./github.ts";
import { gitlab } from "./gitlab.ts";
import { json } from "./json.ts";
import { junit } from "./junit.ts";
import { markdown } from "./markdown.ts";
import { sarif } from "./sarif.ts";
import { text } from "./text/index.ts";

/** Every reporter; the id is what `--format` takes. */
export const reporters: readonly Reporter[] = [text, json, sarif, github, gitlab, junit, markdown];
