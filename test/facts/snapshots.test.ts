import { mkdirSync, readdirSync, readFileSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { canonicalJson } from "../../src/core/canonical-json.ts";
import { makeSnapshot } from "../../src/core/fact.ts";
import { openFacts, readSnapshot, retainSnapshots, writeSnapshot } from "../../src/facts/index.ts";
import { temporaryFolder } from "../temporary-folder.ts";

function snapshotAt(observedAt: string, target = "demo") {
  return makeSnapshot(
    {
      source: "postgres",
      target,
      origin: "postgresql://[local]/app",
      tool: { name: "plumbline", version: "1" },
      observedAt,
    },
    [
      { id: "server.version", value: "16.14" },
      { id: "database.app", value: { size_bytes: 12 }, note: "<b>not markup</b>" },
    ],
  );
}

test("write, read, write is byte-equal", async () => {
  const folder = temporaryFolder();
  const place = await writeSnapshot(folder, snapshotAt("2026-11-24T02:05:00Z"));
  expect(place).toBe("postgres/demo/20261124T020500Z.json");
  const bytes = readFileSync(join(folder, place), "utf8");
  expect(bytes).toBe(canonicalJson(readSnapshot(join(folder, place), place)));
  await writeSnapshot(folder, readSnapshot(join(folder, place), place));
  expect(readFileSync(join(folder, place), "utf8")).toBe(bytes);
});

test("the newest snapshot is the one that pages show, whatever else lies in the folder", async () => {
  const folder = temporaryFolder();
  await writeSnapshot(folder, snapshotAt("2026-11-24T02:05:00Z"));
  await writeSnapshot(folder, snapshotAt("2026-11-23T23:59:59Z"));
  await writeSnapshot(folder, snapshotAt("2027-01-01T00:00:00Z"), "before-cutover");
  writeFileSync(join(folder, "postgres/demo/notes.json"), "{}");
  const facts = openFacts(folder);
  expect(facts.targets()).toEqual([{ source: "postgres", target: "demo" }]);
  expect(facts.latest("postgres", "demo")?.provenance.observedAt).toBe("2026-11-24T02:05:00Z");
  expect(facts.latestFile("postgres", "demo")).toBe("content/facts/postgres/demo/20261124T020500Z.json");
  expect(facts.latest("postgres", "other")).toBeUndefined();
});

test("a missing folder is an empty store", () => {
  expect(openFacts(join(temporaryFolder(), "none")).targets()).toEqual([]);
});

test("a snapshot cut in half is an error that names the file", async () => {
  const folder = temporaryFolder();
  const place = await writeSnapshot(folder, snapshotAt("2026-11-24T02:05:00Z"));
  truncateSync(join(folder, place), 100);
  expect(() => openFacts(folder).latest("postgres", "demo")).toThrow(
    /Unreadable snapshot content\/facts\/postgres\/demo\/20261124T020500Z\.json/,
  );
});

test("a snapshot that is no snapshot names the field", async () => {
  const folder = temporaryFolder();
  const place = await writeSnapshot(folder, snapshotAt("2026-11-24T02:05:00Z"));
  writeFileSync(join(folder, place), JSON.stringify({ ...snapshotAt("2026-11-24T02:05:00Z"), format: 2 }));
  expect(() => openFacts(folder).latest("postgres", "demo")).toThrow(/format: /);
});

test("a snapshot in another target's folder is not believed", async () => {
  const folder = temporaryFolder();
  await writeSnapshot(folder, snapshotAt("2026-11-24T02:05:00Z"));
  mkdirSync(join(folder, "postgres/other"));
  writeFileSync(
    join(folder, "postgres/other/20261124T020500Z.json"),
    canonicalJson(snapshotAt("2026-11-24T02:05:00Z")),
  );
  expect(() => openFacts(folder).latest("postgres", "other")).toThrow("expected postgres/other");
});

test("retention keeps the newest and never a named baseline", async () => {
  const folder = temporaryFolder();
  for (const day of ["01", "02", "03"]) await writeSnapshot(folder, snapshotAt(`2026-11-${day}T00:00:00Z`));
  await writeSnapshot(folder, snapshotAt("2026-10-01T00:00:00Z"), "before-cutover");
  expect(await retainSnapshots(folder, "postgres", "demo", 2)).toEqual(["20261101T000000Z.json"]);
  expect(readdirSync(join(folder, "postgres/demo/baselines"))).toEqual(["before-cutover.json"]);
});

test("a baseline name never becomes a path", async () => {
  await expect(writeSnapshot(temporaryFolder(), snapshotAt("2026-11-24T02:05:00Z"), "../../x")).rejects.toThrow(
    "Unexpected baseline name",
  );
});

test("what a killed writer left behind is swept by the next one, a writer at work keeps its file", async () => {
  const folder = temporaryFolder();
  await writeSnapshot(folder, snapshotAt("2026-11-24T02:05:00Z"));
  const old = join(folder, "postgres/demo/20261124T020500Z.json.123456");
  writeFileSync(old, "{");
  utimesSync(old, 0, 0);
  writeFileSync(join(folder, "postgres/demo/20261124T020500Z.json.99"), "{");
  await writeSnapshot(folder, snapshotAt("2026-11-24T02:05:00Z"));
  expect(readdirSync(join(folder, "postgres/demo"))).toEqual(["20261124T020500Z.json", "20261124T020500Z.json.99"]);
});
