import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, test } from "vitest";
import { parsePage } from "../../src/content/index.ts";
import {
  type DrillOutcome,
  findInstallations,
  type Installation,
  openTemplates,
  readDrill,
  runDrill,
} from "../../src/drills/index.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const installations = findInstallations(process.env, 15);

/** A test that needs real programs: without them it is skipped aloud, and fails in CI. */
export const withPrograms = test.skipIf(installations.length === 0 && !process.env.CI);

/** The text of one of our own drills. */
export function drillPage(name: string): string {
  return readFileSync(resolve(ROOT, `content/docs/drills/${name}.md`), "utf8");
}

/** The text with one part exchanged; throws where it does not stand there exactly once. */
export function exchange(text: string, from: string, to: string): string {
  if (text.split(from).length !== 2) throw new Error(`Expected \`${from}\` exactly once`);
  return text.replace(from, () => to);
}

/** Long enough for a machine that others use as well: nothing is measured here. */
export const PATIENCE = { timeout: 240_000 };

/** Executes pages on two megabytes of known data; one template for all tests of the file that calls it. */
export function openDrills(): (
  text: string,
  more?: { file?: string; installations?: Installation[] },
) => Promise<DrillOutcome> {
  const templates = openTemplates({ megabytes: 2 });
  afterAll(() => templates.end());
  return (text, { file = "content/docs/drills/page.md", installations: own = installations } = {}) =>
    runDrill(readDrill(parsePage(file, text)), {
      machine: { env: process.env, installations: own, root: ROOT },
      template: templates.of,
    });
}

/** The first installation as if it were two. */
export function twice(): Installation[] {
  return [...installations.slice(0, 1), ...installations.slice(0, 1)];
}

/** Whether a program that no PostgreSQL brings is on the PATH. */
export function haveProgram(name: string): boolean {
  return (process.env.PATH ?? "").split(":").some((folder) => folder !== "" && existsSync(join(folder, name)));
}
