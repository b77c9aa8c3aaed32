import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { STAGES, writeCodeTree } from "../../../scripts/demo/code-tree.ts";
import { canonicalJson } from "../../../src/core/canonical-json.ts";
import { referencesSource } from "../../../src/sources/references/index.ts";
import { kindOf } from "../../../src/sources/references/kind-of.ts";
import { temporaryFolder } from "../../temporary-folder.ts";

const MODULES = ["Authority", "Scheduler", "Notify", "Policy", "Concelier", "Excititor"];

function collect(root: string, options: object = {}) {
  const outside = {
    root,
    env: {},
    now: new Date("2026-11-24T00:00:00Z"),
    signal: new AbortController().signal,
    progress: () => {},
  };
  const given = { folder: ".", retired: [{ preset: "mongodb" }], ...options };
  return referencesSource.collect(referencesSource.options.parse(given), outside);
}

function treeOf(files: Record<string, string | Buffer>): string {
  const root = temporaryFolder();
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return root;
}

const factValue = (facts: readonly { id: string; value: unknown }[], id: string) =>
  facts.find((fact) => fact.id === id)?.value;

describe("the demo's tree", () => {
  const modules = MODULES.map((name) => ({ name, paths: [`src/${name}/**`] }));

  test("burns down stage by stage to nothing at all", async () => {
    const root = temporaryFolder();
    const totals: unknown[] = [];
    for (const stage of STAGES.keys()) {
      writeCodeTree(root, stage);
      const { facts } = await collect(root, { modules });
      totals.push(factValue(facts, "tree.references"));
      for (const name of STAGES[stage] ?? []) expect(factValue(facts, `module.${name}`)).toMatchObject({ total: 0 });
    }
    expect(totals).toEqual([128, 86, 23, 0]);
  });

  test("the same tree gives the same bytes", async () => {
    const trees = [0, 1].map(() => temporaryFolder());
    for (const root of trees) writeCodeTree(root, 0);
    const [one, two] = await Promise.all(trees.map((root) => collect(root, { modules })));
    expect(canonicalJson(one)).toBe(canonicalJson(two));
  });
});

test("each reference is counted once, under its module and kind", async () => {
  const root = treeOf({
    "src/A/A.csproj":
      '<PackageReference Include="MongoDB.Driver" />\n<ProjectReference Include="A.Storage.Mongo.csproj" />\n',
    "src/A/Store.cs": "using MongoDB.Driver;\n",
    "src/A/appsettings.json": '{ "MongoDB": { "Url": "postgresql://db" } }\n',
    "src/A/A.Tests/StoreTests.cs": "// MongoDB is gone\n",
    "src/A/README.md": "It used MongoDB.\n",
    "src/B/Store.cs": "// Mongolia is a country, Gibson a guitar.\n",
    "other.yaml": "image: mongo:7\n",
  });
  const modules = ["A", "B"].map((name) => ({ name, paths: [`src/${name}/**`] }));
  const { facts } = await collect(root, { modules });
  const none = { package: 0, project: 0, configuration: 0, code: 0, test: 0, docs: 0, total: 0 };
  expect(factValue(facts, "module.A")).toEqual({
    ...{ module: "A", package: 1, project: 1, configuration: 1, code: 1, test: 1, docs: 1, total: 6 },
  });
  expect(factValue(facts, "module.B")).toEqual({ module: "B", ...none });
  expect(factValue(facts, "module.shared")).toEqual({ module: "shared", ...none, configuration: 1, total: 1 });
});

test("what the configuration allows is counted apart", async () => {
  const root = treeOf({ "docs/history.md": "We left MongoDB.\n", "src/a.cs": "// MongoDB\n" });
  const allow = [{ paths: ["docs/**"], reason: "history" }];
  const { facts } = await collect(root, { retired: [{ preset: "mongodb", allow }] });
  expect([factValue(facts, "tree.references"), factValue(facts, "tree.allowed")]).toEqual([1, 1]);
});

test("what cannot be read is a gap, not nothing; binary files hold no reference", async () => {
  const root = treeOf({
    "large.cs": "// MongoDB\n".repeat(200_000),
    "picture.txt": Buffer.from("MongoDB\0MongoDB"),
    "a.cs": "// clean\n",
  });
  symlinkSync(".", join(root, "loop"));
  symlinkSync("nowhere.cs", join(root, "dead.cs"));
  const { facts, unreadable } = await collect(root);
  expect(unreadable).toEqual([{ group: "file.large%2Ecs", reason: "larger than 2000000 characters" }]);
  expect(factValue(facts, "tree.references")).toBe(0);
});

test("a folder that is missing or empty is an error with a hint", async () => {
  const root = temporaryFolder();
  await expect(collect(root, { folder: "gone" })).rejects.toMatchObject({
    message: "Missing folder gone",
    hint: /folder/,
  });
  await expect(collect(root)).rejects.toMatchObject({ message: "No file below ." });
});

test.each([
  ["Directory.Packages.props", '<PackageVersion Include="x" />', "package"],
  ["web/package.json", '"mongoose": "8"', "package"],
  ["App.sln", "Project(…)", "project"],
  ["src/App.Tests/x.csproj", '<ProjectReference Include="x" />', "test"],
  ["deploy/.env.production", "URL=x", "configuration"],
  ["src/latest/attestation.cs", "x", "code"],
  ["src/contest.py", "x", "code"],
  ["web/store.spec.ts", "x", "test"],
  ["docs/testing.md", "x", "docs"],
] as const)("%s: %s is of kind %s", (file, line, kind) => {
  expect(kindOf(file, line)).toBe(kind);
});
