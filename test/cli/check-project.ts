import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { temporaryFolder } from "../temporary-folder.ts";

export const CLI = resolve(import.meta.dirname, "../../src/cli/plumbline.mjs");
export const NOW = ["--now", "2026-11-24T00:00:00Z"];

/** What needs no server; a run of all checks proves blocks too. */
const LOCAL = ["stale/term", "links/internal", "links/external", "allowance/unused", "allowance/expired"];

/** What a run of `plumbline check` was seen to say. */
export interface Seen {
  exit: number | null;
  stderr: string;
  stdout: string;
  findings: { check: string; file: string; line: number; message: string; state: string }[];
  /** The open ones, as `file:line check`. */
  open: string[];
  outcomes: { check: string; status: string; reason?: string; note?: string }[];
}

/** A project of two pages in a folder of its own, which is gone when the test that asked for it ends, and the command. */
export function checkProject() {
  const root = temporaryFolder();
  const write = (file: string, content: string | Uint8Array): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), content);
  };
  const page = (name: string, text: string) =>
    write(`content/docs/${name}.md`, `---\ntitle: ${name}\n---\n\n${text}\n`);
  write(
    "plumbline.config.json",
    JSON.stringify({ retired: [{ preset: "mongodb" }], checks: { "facts/fresh": false } }),
  );
  page("index", "Welcome to [a](/a/).");
  page("a", "## Part\n\nText.");
  return {
    root,
    write,
    page,
    read: (file: string) => readFileSync(join(root, file), "utf8"),
    check: (args: readonly string[], input?: string) => check(root, args, input),
  };
}
export type CheckProject = ReturnType<typeof checkProject>;

function check(root: string, args: readonly string[], input?: string): Seen {
  const only = args.includes("--only") ? [] : ["--only", ...LOCAL];
  const run = spawnSync(process.execPath, [CLI, "check", ...NOW, "--format", "json", ...args, ...only], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1e9,
    env: { PATH: process.env.PATH, HOME: root },
    ...(input === undefined ? {} : { input }),
  });
  // Only the JSON of the default format has these; others are read by the test that asks for them.
  const { findings = [], outcomes = [] } = run.stdout.startsWith("{") ? JSON.parse(run.stdout) : {};
  const open = findings
    .filter(({ state }: { state: string }) => state === "open")
    .map((each: Seen["findings"][number]) => `${each.file}:${each.line} ${each.check}`);
  return { exit: run.status, stderr: run.stderr, stdout: run.stdout, findings, outcomes, open };
}
