import { existsSync } from "node:fs";
import { join } from "node:path";
import getPort, { portNumbers } from "get-port";
import { loadConfig } from "../config/index.ts";
import { UserError } from "../core/errors.ts";
import { openLiveProofs } from "../site/live/live-proofs.ts";
import { liveProofsIntegration } from "../site/live/live-proofs-integration.ts";
import { passToAstro, requireReadableFacts, requireSite } from "./build.ts";
import type { Console } from "./console.ts";
import { proveAsSaved } from "./dev/prove-as-saved.ts";
import { type GlobalOptions, readSetting } from "./global-options.ts";
import { interrupted } from "./interrupted.ts";
import { openProjectProver } from "./open-project-prover.ts";

export interface ServeOptions extends GlobalOptions {
  port: string;
}

/** Serves `dist/` until interrupted. Throws a `UserError` where nothing has been built yet. */
export async function preview(options: ServeOptions): Promise<number> {
  const { console } = readSetting(options);
  const server = await startPreview(options, console);
  await interrupted();
  await server.stop();
  return 0;
}

/** Starts serving `dist/` on the wanted port or the next free one, says the address, and returns at once. */
export async function startPreview(
  options: ServeOptions,
  console: Console,
): Promise<{ address: string; stop(): Promise<void> }> {
  const setting = readSetting(options);
  if (!existsSync(join(setting.root, "dist/index.html"))) {
    throw new UserError("Missing dist/index.html, expected a built site", "Run `plumbline build` first.");
  }
  passToAstro(setting, options);
  const port = await freePort(options.port, console);
  const astro = await import("astro");
  const server = await astro.preview({ root: setting.root, server: { port, host: "localhost" }, logLevel: "warn" });
  const address = `http://localhost:${server.port}`;
  console.note(`The site is at ${address} (Ctrl-C ends it)`);
  return { address, stop: () => server.stop() };
}

/** Serves the pages with live reload, and the verdict on each block of a page that is saved, until interrupted. */
export async function dev(options: ServeOptions): Promise<number> {
  const setting = readSetting(options);
  const loaded = await loadConfig(setting.root, options.config);
  requireReadableFacts(setting);
  requireSite(setting.root);
  passToAstro(setting, options);
  const port = await freePort(options.port, setting.console);
  const prover = await openProjectProver(setting.root, loaded.config);
  const live = openLiveProofs();
  const astro = await import("astro");
  const integrations = [liveProofsIntegration(live)];
  const server = await astro.dev({ root: setting.root, server: { port, host: "localhost" }, integrations });
  const end = prover ? proveAsSaved(setting, loaded, prover, live) : () => {};
  if (!prover) setting.console.note("No PostgreSQL server can be had here: blocks are not proven as you save");
  await interrupted();
  end();
  await Promise.all([prover?.close(), server.stop()]);
  return 0;
}

async function freePort(wanted: string, console: Console): Promise<number> {
  const first = Number(wanted);
  if (!Number.isInteger(first) || first < 1024 || first > 65_435) {
    throw new UserError(
      `Unexpected port \`${wanted}\`, expected a number from 1024 to 65435`,
      "Write it like --port 4321.",
    );
  }
  const port = await getPort({ port: portNumbers(first, first + 100) });
  if (port !== first) console.note(`Port ${first} is taken, using the next free one: ${port}`);
  return port;
}
