import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { loadConfig } from "../config/index.ts";
import { messageOf, UserError } from "../core/errors.ts";
import { openFacts } from "../facts/index.ts";
import { step } from "./console.ts";
import type { GlobalOptions } from "./global-options.ts";
import { readSetting, type Setting } from "./global-options.ts";
import { recordSite } from "./site-record.ts";

export interface BuildOptions extends GlobalOptions {
  out?: string;
}

/** Renders the site into `dist/` or `--out`. Throws a `UserError` on a damaged snapshot, on no pages, and on what a page gets wrong. */
export async function build(options: BuildOptions): Promise<number> {
  const setting = readSetting(options);
  await loadConfig(setting.root, options.config);
  requireReadableFacts(setting);
  requireSite(setting.root);
  passToAstro(setting, options);
  const outDir = resolve(setting.root, options.out ?? "dist");
  await step(setting.console, `built the site into ${options.out ?? "dist/"}`, async () => {
    try {
      const astro = await import("astro");
      await astro.build({ root: setting.root, outDir, logLevel: options.verbose ? "info" : "error" });
    } catch (error) {
      throw asUserError(error);
    }
  });
  if (options.out === undefined) await recordSite(setting);
  return 0;
}

/** Reads every newest snapshot once, so that a damaged one is named before anything is rendered. */
export function requireReadableFacts({ factsDirectory, factsShownAs }: Setting): void {
  const facts = openFacts(factsDirectory, factsShownAs);
  for (const { source, target } of facts.targets()) facts.latest(source, target);
}

/** Throws where a folder has no site to build. */
export function requireSite(root: string): void {
  if (!existsSync(join(root, "astro.config.mjs"))) {
    throw new UserError(
      "Missing astro.config.mjs, expected a Plumbline site",
      "Run it from the site's folder or give --root.",
    );
  }
  if (!existsSync(join(root, "content/docs"))) {
    throw new UserError(
      "Missing content/docs, expected pages",
      "Write a first page, for example content/docs/index.md.",
    );
  }
}

/** astro.config.mjs is loaded by Astro itself; what the command line says reaches it through the environment. */
export function passToAstro({ factsDirectory, now }: Setting, options: GlobalOptions): void {
  process.env.PLUMBLINE_FACTS = factsDirectory;
  process.env.PLUMBLINE_NOW = now.toISOString();
  if (options.config) process.env.PLUMBLINE_CONFIG = options.config;
  process.env.ASTRO_TELEMETRY_DISABLED = "1";
}

/** A page's own mistakes arrive through Astro wrapped in its error; they are the reader's to mend, so no stack. */
function asUserError(error: unknown): unknown {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof UserError) return cause;
    if (cause.name === "UserError")
      return new UserError(cause.message, "hint" in cause ? String(cause.hint) : "", { cause });
  }
  return error instanceof Error && error.name.startsWith("Astro")
    ? new UserError(`The site could not be built: ${messageOf(error)}`, "hint" in error ? String(error.hint) : "", {
        cause: error,
      })
    : error;
}
