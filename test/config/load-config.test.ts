import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import * as z from "zod";
import { freshFor, loadConfig, parseOptions } from "../../src/config/index.ts";
import { temporaryFolder } from "../temporary-folder.ts";

function folderWith(name: string, text: string): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, name), text);
  return folder;
}

test("a folder without a configuration has the defaults", async () => {
  const { config, file } = await loadConfig(temporaryFolder());
  expect(file).toBeUndefined();
  expect(config.postgres).toEqual({ majors: [16], primary: 16, fixtures: "content/schemas" });
});

test("an explicit configuration that is missing is an error", async () => {
  await expect(loadConfig(temporaryFolder(), "other.ts")).rejects.toThrow("Missing configuration other.ts");
});

test("TypeScript is read as it stands, types and all", async () => {
  const folder = folderWith(
    "plumbline.config.ts",
    'const title: string = "A";\nexport default { site: { title }, freshness: { default: "36h", "postgres/demo": "1h" } };\n',
  );
  const { config } = await loadConfig(folder);
  expect(config.site.title).toBe("A");
  expect(freshFor(config.freshness, "postgres", "demo")).toBe(3_600_000);
  expect(freshFor(config.freshness, "archives", "demo")).toBe(129_600_000);
});

test.each([
  ["plumbline.config.ts", 'export default {\n  site: { title: "A" as string },\n  modul: [],\n};\n', 3, "modules"],
  ["plumbline.config.mjs", "export default {\n  retention: {\n    snapshot: 3,\n  },\n};\n", 3, "snapshots"],
  ["plumbline.config.json", '{\n  "site": {\n    "titel": "A"\n  }\n}\n', 3, "title"],
])("an unknown key in %s names its line and its nearest neighbour", async (name, text, line, nearest) => {
  await expect(loadConfig(folderWith(name, text))).rejects.toThrow(
    new RegExp(`${name}:${line}: .*did you mean \`${nearest}\``),
  );
});

test("a wrong value says path, expected and received", async () => {
  const folder = folderWith("plumbline.config.json", '{ "retention": {\n "snapshots": "many" } }');
  await expect(loadConfig(folder)).rejects.toThrow(
    "plumbline.config.json:2: retention.snapshots: Invalid input: expected number, received string",
  );
});

test.each([
  ["plumbline.config.ts", "export default {{"],
  ["plumbline.config.mjs", "export const config = {};"],
  ["plumbline.config.json", '{ "site": '],
])("a broken %s is an error, not the defaults", async (name, text) => {
  await expect(loadConfig(folderWith(name, text))).rejects.toThrow(`Unreadable configuration ${name}`);
});

test("options of a source say where they stand in the configuration", () => {
  const folder = folderWith(
    "plumbline.config.ts",
    "export default {\n  targets: {\n    archives: {\n      old: { foldr: 1 },\n    },\n  },\n};\n",
  );
  expect(() =>
    parseOptions(
      z.strictObject({ folder: z.string().optional() }),
      { foldr: 1 },
      {
        file: join(folder, "plumbline.config.ts"),
        path: ["targets", "archives", "old"],
      },
    ),
  ).toThrow("plumbline.config.ts:4: targets.archives.old.foldr: unknown key `foldr`, did you mean `folder`?");
});
