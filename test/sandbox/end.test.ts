import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startSandbox, sweepSandboxes } from "../../src/sandbox/index.ts";
import { processSpace, readProcess } from "../../src/sandbox/process-facts.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { ask } from "./ask.ts";
import { childWithSandbox } from "./child-with-sandbox.ts";

const FOREVER = "setInterval(() => {}, 1000)";

function openFolder(): string {
  const folder = temporaryFolder();
  chmodSync(folder, 0o755);
  return folder;
}

/** The process of the only server in a folder. */
function serverIn(base: string): number {
  const [folder = ""] = readdirSync(base);
  return Number.parseInt(readFileSync(join(base, folder, "data/postmaster.pid"), "utf8"), 10);
}

test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
  "nothing is left after %s, which the caller sees",
  async (signal) => {
    const base = openFolder();
    const child = childWithSandbox(base, FOREVER);
    await child.ready;
    const pid = serverIn(base);
    child.kill(signal);
    expect(await child.ended).toEqual([null, signal]);
    expect(readdirSync(base)).toEqual([]);
    expect(readProcess(pid)).toBeUndefined();
  },
);

test.each([
  ["a normal end", "", 0],
  ["an exception", "throw new Error('on purpose')", 1],
  ["process.exit", "process.exit(3)", 3],
])("nothing is left after %s", async (_, then, code) => {
  const base = openFolder();
  const child = childWithSandbox(base, then);
  expect(await child.ended).toEqual([code, null]);
  expect(readdirSync(base)).toEqual([]);
});

test("a signal while the server is being made leaves nothing", async () => {
  const base = openFolder();
  const child = childWithSandbox(base, FOREVER, { before: "console.log('starting');" });
  await child.ready;
  await expect.poll(() => readdirSync(base).length).toBe(1);
  child.kill("SIGTERM");
  expect(await child.ended).toEqual([null, "SIGTERM"]);
  expect(readdirSync(base)).toEqual([]);
});

test("a process that handles the signal itself decides when to end", async () => {
  const base = openFolder();
  const handles = "process.once('SIGTERM', async () => { await server.stop(); process.exit(7); });";
  const child = childWithSandbox(base, `${handles} ${FOREVER}`);
  await child.ready;
  child.kill("SIGTERM");
  expect(await child.ended).toEqual([7, null]);
  expect(readdirSync(base)).toEqual([]);
});

test("what SIGKILL leaves is swept by the next start, a living neighbour is not", async () => {
  const base = openFolder();
  const child = childWithSandbox(base, FOREVER);
  await child.ready;
  const [orphan = ""] = readdirSync(base);
  const pid = serverIn(base);
  expect(await sweepSandboxes(base)).toBe(0);
  child.kill("SIGKILL");
  await child.ended;
  expect(readProcess(pid)).toBeDefined();
  const server = await startSandbox({ baseDirectory: base });
  onTestFinished(() => server.stop());
  expect(existsSync(join(base, orphan))).toBe(false);
  expect(readProcess(pid)).toBeUndefined();
  expect(await sweepSandboxes(base)).toBe(0);
  expect(await ask(server, "SELECT 1")).toEqual([1]);
});

test("an owner is known by its number and its start, within its own space of processes", async () => {
  const base = openFolder();
  const self = { pid: process.pid, started: readProcess(process.pid)?.started, space: processSpace() };
  const owners = {
    mine: self,
    recycled: { ...self, started: "another time" },
    elsewhere: { ...self, pid: 4_000_000, space: "pid:[1]" },
    gone: { ...self, pid: 4_000_000 },
  };
  for (const [name, owner] of Object.entries(owners)) {
    mkdirSync(join(base, `plumbline-sandbox-${name}`));
    writeFileSync(join(base, `plumbline-sandbox-${name}`, "owner.json"), JSON.stringify(owner));
  }
  expect(await sweepSandboxes(base)).toBe(2);
  expect(readdirSync(base)).toEqual(["plumbline-sandbox-elsewhere", "plumbline-sandbox-mine"]);
});

test("a folder that is just being made is left alone, an old one without an owner is swept, strangers never", async () => {
  const base = openFolder();
  for (const name of ["plumbline-sandbox-new", "plumbline-sandbox-old", "of-someone-else"]) mkdirSync(join(base, name));
  utimesSync(join(base, "plumbline-sandbox-old"), 0, 0);
  utimesSync(join(base, "of-someone-else"), 0, 0);
  expect(await sweepSandboxes(base)).toBe(1);
  expect(readdirSync(base)).toEqual(["of-someone-else", "plumbline-sandbox-new"]);
  expect(await sweepSandboxes(join(base, "missing"))).toBe(0);
});

test("a server that a stale postmaster.pid happens to name is not touched", async () => {
  const base = openFolder();
  const living = await startSandbox({ baseDirectory: base });
  onTestFinished(() => living.stop());
  const stale = join(base, "plumbline-sandbox-stale");
  mkdirSync(join(stale, "data"), { recursive: true });
  writeFileSync(join(stale, "data/postmaster.pid"), `${serverProcessOf(living.directory)}\n${join(stale, "data")}\n`);
  writeFileSync(join(stale, "owner.json"), JSON.stringify({ pid: 4_000_000, started: "", space: processSpace() }));
  expect(await sweepSandboxes(base)).toBe(1);
  expect(await ask(living, "SELECT 1")).toEqual([1]);
});

function serverProcessOf(directory: string): number {
  return Number.parseInt(readFileSync(join(directory, "data/postmaster.pid"), "utf8"), 10);
}
