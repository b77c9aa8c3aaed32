import { type ChildProcess, spawn } from "node:child_process";
import { expect, test } from "vitest";
import { CLI, checkProject, NOW } from "./check-project.ts";

test("check --watch checks again after a change, goes on after a mistake, and ends with Ctrl-C", async () => {
  const project = checkProject();
  const child = spawn(process.execPath, [CLI, "check", ...NOW, "--watch", "--only", "stale/term"], {
    cwd: project.root,
    env: { PATH: process.env.PATH, HOME: project.root },
  });
  const said = listen(child);
  await said("no open findings", "watching");
  project.page("a", "Mongo.");
  await said("content/docs/a.md:5:1 error stale/term", "watching");
  project.write("plumbline.config.json", "{");
  await said("Unreadable configuration", "watching");
  project.write("plumbline.config.json", JSON.stringify({ retired: [{ preset: "mongodb" }] }));
  project.page("a", "PostgreSQL.");
  await said("no open findings", "watching");
  child.kill("SIGINT");
  expect(await new Promise((ended) => child.on("exit", ended))).toBe(0);
}, 60_000);

/** Waits until the program has said both since it was last asked, in any order. */
function listen(child: ChildProcess): (...words: string[]) => Promise<void> {
  let heard = "";
  child.stdout?.on("data", (chunk) => {
    heard += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    heard += chunk;
  });
  return async (...words) => {
    while (!words.every((word) => heard.includes(word))) {
      if (child.exitCode !== null) throw new Error(`it ended: ${heard}`);
      await new Promise((later) => setTimeout(later, 50));
    }
    heard = "";
  };
}
