import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { writeManifest } from "../../src/sources/archives/write-manifest.ts";
import { bson, writeArchive } from "../sources/archives/write-archive.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const CLI = resolve(import.meta.dirname, "../../src/cli/plumbline.mjs");
const NOW = "2026-11-24T02:05:00Z";
const SCRIPT = "/usr/bin/script";

function project(targets: object): string {
  const root = temporaryFolder();
  mkdirSync(join(root, "archives"));
  writeFileSync(join(root, "plumbline.config.json"), JSON.stringify({ targets: { archives: targets } }));
  return root;
}

test("shards of one folder unite to what one job pulls; what another shard reads is not missing", {
  timeout: 60_000,
}, async () => {
  const [folder, access] = ["archives", { timeout: "5s" }];
  const root = project({
    users: { folder, s3: access, pattern: "users*" },
    others: { folder, pattern: "{audit*,dump/**}" },
  });
  mkdirSync(join(root, folder, "dump/app"), { recursive: true });
  for (const name of ["users-1", "users-2", "audit"]) {
    writeFileSync(join(root, folder, name), writeArchive([{ db: "app", collection: name, documents: [{ n: 1 }] }]));
  }
  writeFileSync(join(root, folder, "dump/app/x.bson"), bson({ x: 1 }));
  writeFileSync(join(root, folder, "dump/app/x.metadata.json"), '{"indexes":[]}');
  await writeManifest(join(root, folder));
  const pull = (...args: string[]) => {
    const { status, stderr } = spawnSync(process.execPath, [CLI, "pull", "--now", NOW, ...args], { cwd: root });
    expect({ status, stderr: String(stderr).includes("not readable") }).toEqual({ status: 0, stderr: false });
  };
  pull("--facts", "whole");
  for (const shard of [1, 2]) pull("--facts", `shard-${shard}`, "--shard", `${shard}/2`);
  for (const shard of [1, 2]) {
    expect(readdirSync(join(root, `shard-${shard}/archives`))).toHaveLength(1);
    cpSync(join(root, `shard-${shard}`), join(root, "united"), { recursive: true });
  }
  const read = (facts: string) =>
    ["users", "others"].map((target) =>
      readFileSync(join(root, facts, "archives", target, `${NOW.replaceAll(/[-:]/g, "")}.json`), "utf8"),
    );
  expect(read("united")).toEqual(read("whole"));
  const facts = read("united").flatMap((text) => JSON.parse(text).facts as { id: string; value: object }[]);
  expect(facts.filter(({ id }) => id === "manifest.folder").map(({ value }) => value)).toEqual([
    { archives: 2, file: "manifest.json", problems: [] },
    { archives: 2, file: "manifest.json", problems: [] },
  ]);
  const archives = facts.filter(({ id }) => id.startsWith("archive."));
  expect(archives).toHaveLength(4);
  for (const { value } of archives) expect(value).toMatchObject({ in_manifest: true, verified_at: NOW });
});

test.runIf(existsSync(SCRIPT))(
  "progress with rate and time left on a terminal, and nowhere else",
  {
    timeout: 60_000,
  },
  () => {
    const root = project({ one: { folder: "archives" } });
    const slow = bson({ numbers: Array.from({ length: 20_000 }, (_, n) => n) });
    writeFileSync(join(root, "archives/a.bson"), Buffer.concat(Array.from({ length: 150 }, () => slow)));
    const pull = [process.execPath, CLI, "pull", "--dry-run"];
    const terminal = spawnSync(SCRIPT, ["-qec", pull.join(" "), "/dev/null"], { cwd: root, encoding: "utf8" });
    expect(terminal.stdout).toMatch(/\[K[\d.]+ [kM]?B of [\d.]+ MB, [\d.]+ [kM]?B\/s, \d+ s left/);
    const piped = spawnSync(process.execPath, pull.slice(1), { cwd: root, encoding: "utf8" });
    expect(piped.stderr).toMatch(/^pulled archives\/one \([\d.]+ s\)\n$/);
    const inspect = [...pull.slice(0, 2), "archive", "inspect", "archives/a.bson", "--format", "json"];
    const json = spawnSync(SCRIPT, ["-qec", inspect.join(" "), "/dev/null"], { cwd: root, encoding: "utf8" });
    expect(JSON.parse(json.stdout)).toMatchObject({ status: "intact" });
  },
);
