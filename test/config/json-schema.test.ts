import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { expect, test } from "vitest";
import config from "../../plumbline.config.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const ajv = new Ajv.default({ strict: false, allErrors: true });
addFormats.default(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(join(ROOT, "src/config/config.schema.json"), "utf8")));

test("the published schema takes our own configuration, and an empty one", () => {
  validate(JSON.parse(JSON.stringify(config)));
  expect(validate.errors ?? []).toEqual([]);
  expect(validate({ $schema: "./node_modules/plumbline-docs/config.schema.json" })).toBe(true);
});

test.each([
  ["an unknown key", { sites: {} }],
  ["an unknown check", { checks: { "stale/terms": {} } }],
  ["an unknown option of a check", { checks: { "coverage/schema": { minimal: 1 } } }],
  ["a wrong value", { checks: { "decommission/endpoint": { timeout: "soon" } } }],
  ["an unknown source", { targets: { oracle: { demo: {} } } }],
  ["an unknown preset", { retired: [{ preset: "mongo" }] }],
])("it refuses %s", (_, input) => {
  expect(validate(input)).toBe(false);
});
