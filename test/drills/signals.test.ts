import { spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "vitest";
import { readProcess } from "../../src/sandbox/process-facts.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { withPrograms } from "./run-page.ts";

const CLI = resolve(import.meta.dirname, "../../src/cli/plumbline.mjs");
const ARGUMENTS = [CLI, "drill", "--megabytes", "1"];

/** A project with one drill that waits in its second block, with a folder for temporary files of its own. */
function openProject() {
  const root = temporaryFolder();
  const temporary = join(root, "tmp");
  mkdirSync(temporary);
  for (const folder of [root, temporary]) chmodSync(folder, 0o777);
  mkdirSync(join(root, "content/docs"), { recursive: true });
  const block = `cat "$PGDATA/postmaster.pid" > ${root}/server\\nsleep 300 & echo $! > ${root}/pid\\nwait`.replaceAll(
    "\\n",
    "\n",
  );
  writeFileSync(
    join(root, "content/docs/wait.md"),
    `---\ntitle: Wait\ndrill: true\n---\n\n\`\`\`bash\n${block}\n\`\`\`\n`,
  );
  const env = { PATH: process.env.PATH ?? "", HOME: root, TMPDIR: temporary, NO_COLOR: "1" };
  return { root, temporary, env };
}

async function startAndWait({ root, env }: ReturnType<typeof openProject>) {
  const child = spawn(process.execPath, ARGUMENTS, { cwd: root, env, stdio: "ignore" });
  const ended = new Promise<[number | null, NodeJS.Signals | null]>((done) => {
    child.on("exit", (code, signal) => done([code, signal]));
  });
  await expect.poll(() => readdirSync(root).includes("pid"), { timeout: 50_000 }).toBe(true);
  const pids = ["server", "pid"].map((name) => Number.parseInt(readFileSync(join(root, name), "utf8"), 10));
  expect(pids.map(readProcess)).not.toContain(undefined);
  return { child, ended, pids };
}

withPrograms.each(["SIGINT", "SIGTERM"] as const)("%s in the middle of a block leaves nothing", async (signal) => {
  const project = openProject();
  const { child, ended, pids } = await startAndWait(project);
  child.kill(signal);
  expect(await ended).toEqual([null, signal]);
  expect(pids.map(readProcess)).toEqual([undefined, undefined]);
  expect(readdirSync(project.temporary)).toEqual([]);
});

withPrograms("what a killed drill left goes with the next one", async () => {
  const project = openProject();
  const { child, ended, pids } = await startAndWait(project);
  child.kill("SIGKILL");
  await ended;
  const page = join(project.root, "content/docs/wait.md");
  writeFileSync(page, readFileSync(page, "utf8").replace("wait\n```", "exit 3\n```"));
  const next = spawnSync(process.execPath, ARGUMENTS, { cwd: project.root, env: project.env, encoding: "utf8" });
  expect([next.status, next.stdout]).toEqual([1, expect.stringContaining("Unexpected exit status 3")]);
  expect(pids.map(readProcess)).toEqual([undefined, undefined]);
  expect(readdirSync(project.temporary)).toEqual([]);
});

withPrograms("too little room is said before anything is made", () => {
  const { root, temporary, env } = openProject();
  const run = spawnSync(process.execPath, [...ARGUMENTS.slice(0, -1), "900000000"], {
    cwd: root,
    env,
    encoding: "utf8",
  });
  expect([run.status, run.stderr]).toEqual([
    2,
    expect.stringMatching(/MB free below .*, expected 5400001000 MB\n.*--megabytes/s),
  ]);
  expect(readdirSync(temporary)).toEqual([]);
});
