import { readFileSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { UserError } from "../../../src/core/errors.ts";
import { parseManifest } from "../../../src/sources/archives/manifest.ts";
import { writeManifest } from "../../../src/sources/archives/write-manifest.ts";
import { archivesFolder } from "./archives-folder.ts";

const SCHEMA = resolve(import.meta.dirname, "../../../src/sources/archives/manifest.schema.json");

let folder: string;
beforeEach(async () => {
  folder = await archivesFolder();
});
afterEach(() => rm(folder, { recursive: true }));

const read = (name: string): Promise<string> => readFile(join(folder, name), "utf8");

test("what is written is valid by the published schema, and nothing more is", async () => {
  await writeManifest(folder, { claimed: new Map([["authority.us|er`s", 2]]) });
  const validate = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync(SCHEMA, "utf8")));
  const written = JSON.parse(await read("manifest.json"));
  expect(validate(written), JSON.stringify(validate.errors)).toBe(true);
  expect(validate({ ...written, sha256: "x" })).toBe(false);
  expect(validate({ ...written, more: 1 })).toBe(false);
});

describe("reading a manifest back", () => {
  test("gives what was written, and refuses any changed or cut byte", async () => {
    const { manifest } = await writeManifest(folder);
    const text = await read("manifest.json");
    expect(parseManifest(text, "manifest.json")).toEqual(manifest);
    for (let at = 0; at < text.length; at += 97) {
      expect(() => parseManifest(text.slice(0, at), "manifest.json")).toThrow(UserError);
      const other = text[at] === "x" ? "y" : "x";
      expect(() => parseManifest(text.slice(0, at) + other + text.slice(at + 1), "manifest.json")).toThrow(UserError);
    }
  });
});
