import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { canonicalJson } from "../../src/core/canonical-json.ts";
import { makeSnapshot } from "../../src/core/fact.ts";
import { chooseSnapshot, openFacts, readSnapshot, retainSnapshots, writeSnapshot } from "../../src/facts/index.ts";
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
  expect(await retainSnapshots(folder, "postgres", "demo", { snapshots: 2, weeks: 0, months: 0 })).toEqual([
    "20261101T000000Z.json",
  ]);
  expect(readdirSync(join(folder, "postgres/demo/baselines"))).toEqual(["before-cutover.json"]);
});

test("retention thins what is older to one a week and one a month, counted from the newest", async () => {
  const folder = temporaryFolder();
  const days = ["2026-09-10", "2026-09-30", "2026-10-05", "2026-10-20", "2026-11-09", "2026-11-11", "2026-11-16"];
  for (const day of [...days, "2026-11-17"]) await writeSnapshot(folder, snapshotAt(`${day}T00:00:00Z`));
  // The newest of this week and the last (Monday to Sunday), of this month and the two before.
  expect(await retainSnapshots(folder, "postgres", "demo", { snapshots: 1, weeks: 2, months: 3 })).toEqual([
    "20260910T000000Z.json",
    "20261005T000000Z.json",
    "20261109T000000Z.json",
    "20261116T000000Z.json",
  ]);
});

describe("a snapshot is named by", () => {
  const folder = mkdtempSync(join(tmpdir(), "plumbline-test-"));
  const facts = openFacts(folder);
  const choose = (name: string) =>
    chooseSnapshot(facts, { source: "postgres", target: "demo" }, name, () => undefined).snapshot.provenance.observedAt;

  beforeAll(async () => {
    for (const day of ["22", "23", "24"]) await writeSnapshot(folder, snapshotAt(`2026-11-${day}T02:05:00Z`));
    await writeSnapshot(folder, snapshotAt("2026-10-01T00:00:00Z"), "before-cutover");
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([
    ["latest", "2026-11-24T02:05:00Z"],
    ["previous", "2026-11-23T02:05:00Z"],
    ["before-cutover", "2026-10-01T00:00:00Z"],
    ["20261122T020500Z", "2026-11-22T02:05:00Z"],
    ["2026-11-23", "2026-11-23T02:05:00Z"],
    ["2026-11-23T02:04:59Z", "2026-11-22T02:05:00Z"],
    ["2026-11-23T03:05:00+01:00", "2026-11-23T02:05:00Z"],
  ])("%s", (name, observedAt) => expect(choose(name ?? "")).toBe(observedAt));

  test("what is before the first is an error", () => {
    expect(() => choose("2026-11-21")).toThrow("Unexpected snapshot `2026-11-21` of postgres/demo");
  });
});

test("a baseline name never becomes a path, nor one that diff reads as a place in time", async () => {
  for (const name of ["../../x", "latest", "previous"]) {
    await expect(writeSnapshot(temporaryFolder(), snapshotAt("2026-11-24T02:05:00Z"), name)).rejects.toThrow(
      "Unexpected baseline name",
    );
  }
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
