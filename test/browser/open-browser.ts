import { mkdirSync, writeFileSync } from "node:fs";
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
    env: { ...process.env, FONTCONFIG_PATH: settleFonts() },
    headless: true,
  });
}

/**
 * Names the package's own fonts, and no other, as those that there are; its own file looks for them in places of AWS
 * Lambda. Chromium ends where a control finds no font at all.
 */
function settleFonts(): string {
  const folder = join(UNPACKED, "fontconfig");
  const fonts = `<fontconfig><dir>${join(UNPACKED, "fonts/fonts")}</dir><cachedir>${join(folder, "cache")}</cachedir></fontconfig>\n`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, "fonts.conf"),
    `<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n${fonts}`,
  );
  return folder;
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
