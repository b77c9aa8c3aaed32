import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import chromium from "@sparticuz/chromium";
import { type Browser, chromium as playwright } from "playwright-core";

/** Where Chromium is unpacked: below the checkout, for what lies in the common /tmp may be another user's. */
const UNPACKED = resolve(import.meta.dirname, "../../node_modules/.cache/chromium");

/** Arguments of the package that would take away what a reader's browser enforces. */
const LOOSENING = ["--disable-web-security", "--allow-running-insecure-content"];

/** A real headless Chromium from npm; nothing is downloaded and nothing else is installed. */
export async function openBrowser(): Promise<Browser> {
  return playwright.launch({
    args: chromium.args.filter((argument) => !LOOSENING.includes(argument)),
    executablePath: await unpack(),
    env: { ...process.env, FONTCONFIG_PATH: join(UNPACKED, "fonts") },
    headless: true,
  });
}

/** The package unpacks into the folder for temporary files, and only there. */
async function unpack(): Promise<string> {
  mkdirSync(UNPACKED, { recursive: true });
  const before = process.env.TMPDIR;
  process.env.TMPDIR = UNPACKED;
  try {
    return await chromium.executablePath();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}
