import { existsSync } from "node:fs";
import { join } from "node:path";
import getPort, { portNumbers } from "get-port";
import { UserError } from "../core/errors.ts";
import { passToAstro, requireReadableFacts, requireSite } from "./build.ts";
import type { Console } from "./console.ts";
import { type GlobalOptions, readSetting } from "./global-options.ts";

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

/** Serves the pages with live reload until interrupted. */
export async function dev(options: ServeOptions): Promise<number> {
  const setting = readSetting(options);
  requireReadableFacts(setting);
  requireSite(setting.root);
  passToAstro(setting, options);
  const port = await freePort(options.port, setting.console);
  const astro = await import("astro");
  const server = await astro.dev({ root: setting.root, server: { port, host: "localhost" } });
  await interrupted();
  await server.stop();
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

/** Settles at Ctrl-C or a polite kill, so that the caller can close what it opened. */
export function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}
