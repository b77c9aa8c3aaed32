import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { inspectMany } from "../../../src/sources/archives/inspect-many.ts";
import { bson } from "./write-archive.ts";

const folder = await mkdtemp(join(tmpdir(), "plumbline-many-"));
afterAll(() => rm(folder, { recursive: true }));

const large = Buffer.concat(Array.from({ length: 12 }, (_, n) => bson({ n, filler: "x".repeat(1_000_000) })));
const files = ["a.bson", "b.bson", "none.txt", "c.bson", "gone.bson"];
for (const file of ["a.bson", "b.bson", "c.bson"]) await writeFile(join(folder, file), large);
await writeFile(join(folder, "none.txt"), "text");

test("threads give what one thread gives, in the order asked for", async () => {
  const done: string[] = [];
  const threads = await inspectMany(folder, files, { jobs: 3, fields: true, onDone: (file) => done.push(file) });
  expect(threads).toEqual(await inspectMany(folder, files, { jobs: 1, fields: true }));
  expect(threads.map((one) => one.file)).toEqual(files);
  expect(threads.map((one) => ("reason" in one ? "unreadable" : one.inspection.status))).toEqual([
    "intact",
    "intact",
    "unreadable",
    "intact",
    "unreadable",
  ]);
  expect(done.sort()).toEqual([...files].sort());
  expect(JSON.stringify(threads)).not.toContain(folder);
});

test("an abort stops the threads", async () => {
  const controller = new AbortController();
  const running = inspectMany(folder, files, { jobs: 2, signal: controller.signal, onDone: () => controller.abort() });
  await expect(running).rejects.toThrow("aborted");
});
