import { watch } from "node:fs";
import { join, relative, sep } from "node:path";
import { checks } from "../../checks/index.ts";
import { type LoadedConfig, parseOptions } from "../../config/index.ts";
import { findPages, parsePage } from "../../content/index.ts";
import type { Project } from "../../core/check.ts";
import { UserError } from "../../core/errors.ts";
import { fixtureName } from "../../core/proof/gather-blocks.ts";
import type { Prover } from "../../core/proof/prover.ts";
import type { ChosenCheck } from "../../core/run-checks.ts";
import { openFacts } from "../../facts/index.ts";
import type { LiveProofs } from "../../site/live/live-proofs.ts";
import { PROVING } from "../check/record-proofs.ts";
import type { Setting } from "../global-options.ts";
import { provePage } from "./prove-page.ts";

/** Editors write a file in several steps; the proof begins when they are done. */
const QUIET_MS = 25;
const PAGES = "content/docs";

/**
 * Proves each page when it is saved, and no other, and tells the verdicts. The servers are started before, so that a block
 * waits for its own statements only. Returns how to end it; a page that cannot be proven is said on stderr, and writing goes on.
 */
export function proveAsSaved(setting: Setting, loaded: LoadedConfig, prover: Prover, live: LiveProofs): () => void {
  const { root, console } = setting;
  const chosen = chooseProving(loaded);
  const project = projectOf(setting, prover);
  let before: Promise<unknown> = warmUp(root, prover).catch((error) => console.note(String(error)));
  let isOver = false;
  const waiting = new Map<string, NodeJS.Timeout>();
  const prove = async (file: string) => {
    const start = performance.now();
    try {
      const page = await provePage(file, chosen, project);
      // Servers that end under a proof are no verdict on it.
      if (isOver) return;
      live.tell(page);
      const { verdicts } = page;
      const holding = verdicts.filter(({ holds }) => holds).length;
      console.note(
        `${file}: ${holding} of ${verdicts.length} blocks hold (${Math.round(performance.now() - start)} ms)`,
      );
    } catch (error) {
      if (isOver || isGone(error)) return;
      console.note(error instanceof UserError ? `${file}: ${error.message}\nhint: ${error.hint}` : String(error));
    }
  };
  const watcher = watch(join(root, PAGES), { recursive: true }, (_, name) => {
    if (name === null || !/\.(?:md|mdx|markdown)$/.test(name) || /(?:^|[\\/])\./.test(name)) return;
    const file = relative(root, join(root, PAGES, name))
      .split(sep)
      .join("/");
    clearTimeout(waiting.get(file));
    const queue = () => {
      waiting.delete(file);
      // One page at a time: they share the cache of proofs.
      before = before.then(() => prove(file));
    };
    waiting.set(file, setTimeout(queue, QUIET_MS));
  });
  return () => {
    isOver = true;
    watcher.close();
    for (const timer of waiting.values()) clearTimeout(timer);
  };
}

/** Without their floors: one page never has as many blocks as the site. */
function chooseProving({ config, file }: LoadedConfig): ChosenCheck[] {
  return checks
    .filter(({ id }) => PROVING.includes(id) && config.checks[id] !== false)
    .map((check) => {
      const given = config.checks[check.id] ?? {};
      const options = parseOptions(check.options, given, { file, path: ["checks", check.id] });
      return { check, options: { ...(options as object), floor: 0 } };
    });
}

function projectOf({ root, factsDirectory, factsShownAs }: Setting, prover: Prover): Omit<Project, "pages" | "now"> {
  return {
    root,
    files: [],
    readText: () => Promise.reject(new Error("Unexpected reading of a file that is no page")),
    facts: openFacts(factsDirectory, factsShownAs),
    freshFor: () => Number.POSITIVE_INFINITY,
    site: undefined,
    prover,
    signal: new AbortController().signal,
  };
}

/** Starts every server, and makes the databases that the pages' fixtures ask for. */
async function warmUp(root: string, prover: Prover): Promise<void> {
  const { readFile } = await import("node:fs/promises");
  const files = await findPages(root, [`${PAGES}/**/*.{md,mdx,markdown}`]);
  const sets = new Map<string, string[]>([["", []]]);
  for (const file of files) {
    const { fixtures } = parsePage(file, await readFile(join(root, file), "utf8")).frontMatter;
    if (!Array.isArray(fixtures)) continue;
    const names = fixtures.map(String).map(fixtureName).sort();
    sets.set(names.join(" "), names);
  }
  const setting = { extensions: [], role: "owner", mode: "run" } as const;
  const statements = [{ text: "SELECT 1", alone: false, parseOnly: false }];
  const jobs = [...sets.values()].map((fixtures) => ({ setting: { ...setting, fixtures }, statements, variables: {} }));
  await Promise.all(prover.majors.flatMap((major) => jobs.map((job) => prover.prove(major, job))));
}

function isGone(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
