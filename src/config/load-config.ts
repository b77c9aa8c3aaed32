import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type * as z from "zod";
import { messageOf, UserError } from "../core/errors.ts";
import { describeIssue } from "./describe-issue.ts";
import { locateKey } from "./locate-key.ts";
import { type Config, configSchema } from "./schema.ts";

const NAMES = ["plumbline.config.ts", "plumbline.config.mjs", "plumbline.config.json"];

export interface LoadedConfig {
  config: Config;
  /** The file it came from; undefined where a folder has none and every default holds. */
  file: string | undefined;
}

/**
 * Loads `plumbline.config.ts`, `.mjs` or `.json` from a folder, or the file that `explicit` names. Throws a `UserError`
 * on a missing explicit file, a file that cannot be read or run, unknown keys (with the nearest known one and the line)
 * and wrong values. A folder without a configuration gives the defaults.
 */
export async function loadConfig(root: string, explicit?: string): Promise<LoadedConfig> {
  const file = explicit ? resolve(root, explicit) : NAMES.map((name) => join(root, name)).find(existsSync);
  if (!file) return { config: configSchema.parse({}), file: undefined };
  if (!existsSync(file)) {
    throw new UserError(`Missing configuration ${explicit}`, "Give --config a file that exists, relative to --root.");
  }
  const config = parseOptions(configSchema, await readConfig(file), { file, path: [] });
  return { config, file };
}

/** Validates a part of the configuration that its owner (a source, a check) defines; `path` is where the part stands. */
export function parseOptions<T>(
  schema: z.ZodType<T>,
  value: unknown,
  place: { file: string | undefined; path: readonly PropertyKey[] },
): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => {
    const { path, message } = describeIssue(issue, schema);
    const inner = path.map(String).join(".");
    const whole = [...place.path, ...path];
    const line = place.file === undefined ? undefined : locateKey(readFileSync(place.file, "utf8"), whole);
    const prefix = place.path.length === 0 ? "" : `${place.path.map(String).join(".")}${inner ? "." : ": "}`;
    return `${basename(place.file ?? "options")}${line === undefined ? "" : `:${line}`}: ${prefix}${message}`;
  });
  throw new UserError(lines.join("\n"), "Mend the configuration; README lists every option.");
}

async function readConfig(file: string): Promise<unknown> {
  try {
    if (file.endsWith(".json")) return JSON.parse(readFileSync(file, "utf8"));
    const { mtimeMs } = statSync(file);
    const address = `${pathToFileURL(file).href}?changed=${mtimeMs}`;
    const module: { default?: unknown } = await import(/* @vite-ignore */ address);
    if (module.default === undefined) throw new Error("it has no default export");
    return module.default;
  } catch (error) {
    throw new UserError(
      `Unreadable configuration ${basename(file)}: ${messageOf(error)}`,
      "It must be a file that ends in `export default defineConfig({ … })`, or plain JSON.",
      { cause: error },
    );
  }
}
