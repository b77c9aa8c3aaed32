import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { manualSource } from "../../../src/sources/manual/index.ts";
import { temporaryFolder } from "../../temporary-folder.ts";

function collect(root: string, file: string) {
  const outside = {
    root,
    env: {},
    now: new Date("2026-11-24T12:00:00Z"),
    signal: new AbortController().signal,
    progress: () => {},
  };
  return manualSource.collect(manualSource.options.parse({ file }), outside);
}

test("reads a file below the root and names it as the origin", async () => {
  const root = temporaryFolder();
  writeFileSync(join(root, "a.yml"), "a.b: { value: 1, unit: days, source: s, as_of: 2026-11-24, stale_after: 1d }\n");
  expect(await collect(root, "a.yml")).toMatchObject({ origin: "a.yml", facts: [{ id: "a.b", value: 1 }] });
});

test.each([
  ["missing.yml", "Unexpected absence of missing.yml"],
  ["folder", "Unexpected folder, which is no file"],
  ["large.yml", "Unexpected size of large.yml: 2000001 bytes"],
])("%s cannot be read", async (file, message) => {
  const root = temporaryFolder();
  mkdirSync(join(root, "folder"));
  writeFileSync(join(root, "large.yml"), "#".repeat(2_000_001));
  await expect(collect(root, file)).rejects.toMatchObject({
    name: "UserError",
    message: expect.stringContaining(message),
  });
});
