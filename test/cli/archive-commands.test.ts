import { spawnSync } from "node:child_process";
import { chmodSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import pg from "pg";
import { expect, test } from "vitest";
import { progressText } from "../../src/cli/archive/show-progress.ts";
import { startSandbox } from "../../src/sandbox/index.ts";
import { writeArchive } from "../sources/archives/write-archive.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const CLI = resolve(import.meta.dirname, "../../src/cli/plumbline.mjs");
const documents = Array.from({ length: 30 }, (_, n) => ({ n, tenant: n % 2 ? "acme" : "other", text: "a\tb\\c\n" }));
const users = { db: "app", collection: "users", documents };

function archive(root: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, "archive", ...args], {
    cwd: root,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

test("manifest, then verify: 0 untouched, 1 damaged or gone, 2 without a manifest, and nothing is rewritten", {
  timeout: 120_000,
}, () => {
  const root = temporaryFolder();
  writeFileSync(join(root, "a.archive"), writeArchive([users]));
  writeFileSync(join(root, "b.archive"), writeArchive([{ ...users, collection: "other" }]));
  expect(archive(root, "verify", ".")).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("archive manifest"),
  });
  expect(archive(root, "manifest", ".", "--format", "json")).toMatchObject({ status: 0, stderr: "" });
  const manifest = readFileSync(join(root, "manifest.json"), "utf8");
  expect(archive(root, "verify", ".").stdout).toContain(".: verified, 2 archives");
  expect(archive(root, "verify", "a.archive", "--fast").stdout).toContain("verified, 1 archives, sizes");
  truncateSync(join(root, "a.archive"), 200);
  const { status, stdout, stderr } = archive(root, "verify", ".", "--format", "json");
  expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
  const codes = JSON.parse(stdout).problems.map(({ file, code }: Record<string, string>) => `${file} ${code}`);
  expect(new Set(codes)).toEqual(new Set(["a.archive changed", "a.archive count-mismatch", "a.archive truncated"]));
  expect(archive(root, "verify", "b.archive").status).toBe(0);
  expect(archive(root, "verify", "c.archive").status).toBe(2);
  expect(archive(root, "manifest", ".")).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("--accept-changes"),
  });
  expect(readFileSync(join(root, "manifest.json"), "utf8")).toBe(manifest);
  expect(archive(root, "manifest", ".", "--accept-changes").status).toBe(1);
});

test("cat chooses documents and fields, says damage, and stops in peace where the reader does", {
  timeout: 60_000,
}, () => {
  const root = temporaryFolder();
  writeFileSync(join(root, "a.archive"), writeArchive([users]));
  const chosen = archive(
    root,
    "cat",
    "a.archive",
    "app.users",
    "--relaxed",
    "--filter",
    "tenant=acme",
    "--skip",
    "1",
    "--limit",
    "2",
    "--fields",
    "n",
  );
  expect(chosen).toEqual({ status: 0, stdout: '{"n":3}\n{"n":5}\n', stderr: "" });
  expect(archive(root, "cat", "a.archive", "--limit", "-1").status).toBe(2);
  expect(archive(root, "cat", "a.archive", "app.nobody")).toMatchObject({ status: 2, stdout: "" });
  archive(root, "cat", "a.archive", "--output", "out.jsonl");
  expect(readFileSync(join(root, "out.jsonl"), "utf8").trimEnd().split("\n")).toHaveLength(30);
  const whole = writeArchive([users]);
  writeFileSync(join(root, "cut.archive"), whole.subarray(0, whole.length - 60));
  const cut = archive(root, "cat", "cut.archive");
  expect(cut).toMatchObject({ status: 1, stderr: expect.stringContaining("truncated at byte") });
  expect(cut.stdout.split("\n").length).toBeGreaterThan(20);
});

test("what --copy writes loads into a JSONB table of a real server", { timeout: 60_000 }, async () => {
  const root = temporaryFolder();
  writeFileSync(join(root, "a.archive"), writeArchive([users]));
  expect(archive(root, "cat", "a.archive", "--copy", "--output", "rows.copy").status).toBe(0);
  expect(readFileSync(join(root, "rows.copy"), "utf8").trimEnd().split("\n")).toHaveLength(30);
  chmodSync(root, 0o755);
  const server = await startSandbox();
  try {
    const client = new pg.Client(server.connection());
    await client.connect();
    try {
      await client.query("create table archived (document jsonb)");
      await client.query(`copy archived from '${join(root, "rows.copy")}'`);
      const { rows } = await client.query("select count(*)::int as loaded from archived");
      expect(rows).toEqual([{ loaded: documents.length }]);
    } finally {
      await client.end();
    }
  } finally {
    await server.stop();
  }
});

test("progress names rate and time left", () => {
  expect(progressText(50_000_000, 150_000_000, 2)).toBe("50.0 MB of 150.0 MB, 25.0 MB/s, 4 s left");
});
