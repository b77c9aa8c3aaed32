import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeEach } from "vitest";
import { checks } from "../../src/checks/index.ts";
import type { Project } from "../../src/core/check.ts";
import { type ChosenCheck, runChecks } from "../../src/core/run-checks.ts";
import { type LookRequest, lookAtProject } from "../../src/engine/index.ts";
import { temporaryFolder } from "../temporary-folder.ts";

export const NOW = new Date("2026-11-24T00:00:00Z");
const WORKER = new URL("../../src/cli/check-worker.ts", import.meta.url);

/** The project of the test that runs: a new folder for each. */
export let root = "";
beforeEach(() => {
  root = temporaryFolder();
});

export const chosen = (...ids: string[]): ChosenCheck[] =>
  checks
    .filter(({ id }) => ids.includes(id))
    .map((check) => ({
      check,
      options: check.options.parse(check.id === "stale/term" ? { retired: [{ preset: "mongodb" }] } : {}),
    }));

export const ALL = [
  "content/readable",
  "stale/term",
  "markdown/lint",
  "links/internal",
  "facts/known",
  "allowance/unused",
];

export function write(file: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), content);
}

export const page = (name: string, text: string) =>
  write(`content/docs/${name}.md`, `---\ntitle: ${name}\n---\n\n${text}\n`);

/** Enough pages for many batches, each with something to find; and what cannot be read. */
export function writeProject(count: number): void {
  for (let index = 0; index < count; index += 1) {
    const link = `[next](/p${(index * 7) % (count + 2)}/#part-${index % 3})`;
    page(
      `p${index}`,
      `## Part ${index % 2}\n\nMongo ${index}.\n\n${link}\n\n:fact[a/b/c]\n\n${"Words and lines.\n".repeat(200)}`,
    );
  }
  page(
    "allowed",
    '<!-- plumbline allow stale/term reason="history" -->\n\nMongo.\n\n<!-- plumbline allow a/b reason="x" -->',
  );
  write("content/docs/latin.md", Uint8Array.of(0xe9, 0x0a));
  write("content/schemas/a.sql", "-- Mongo\nselect 1;\n");
  write("content/deploy/b.yaml", "image: mongo:4\n");
}

export async function look(ids: readonly string[] | ChosenCheck[], more: Partial<LookRequest> = {}) {
  const list = ids.flatMap((each) => (typeof each === "string" ? chosen(each) : each));
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
  const isPage = (file: string) => file.endsWith(".md");
  const looked = await lookAtProject({
    root,
    pages: files.filter(isPage).map((file) => ({ file })),
    files: files.filter((file) => !isPage(file) && !file.startsWith(".cache")).map((file) => ({ file })),
    checks: list,
    now: NOW,
    threads: 2,
    worker: WORKER,
    cacheFolder: join(root, ".cache"),
    tool: "test",
    ...more,
  });
  const project: Project = {
    root,
    pages: looked.pages,
    files: files.filter((file) => !isPage(file)),
    readText: async (file) => readFileSync(join(root, file), "utf8"),
    facts: { targets: () => [], latest: () => undefined } as unknown as Project["facts"],
    freshFor: () => 0,
    site: undefined,
    now: NOW,
    signal: new AbortController().signal,
  };
  const { outcomes, findings, errors } = await runChecks({ checks: list, project, looksOf: looked.looksOf });
  return {
    fresh: looked.fresh,
    seen: JSON.stringify({ outcomes, findings }, null, 1),
    outcomes,
    findings,
    errors,
    project,
  };
}
