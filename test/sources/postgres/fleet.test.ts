import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openFacts } from "../../../src/facts/index.ts";
import { type SandboxServer, startSandbox } from "../../../src/sandbox/index.ts";
import { generatedPages } from "../../../src/site/generated/index.ts";
import { replaceDirective } from "../../../src/site/transform/index.ts";
import { temporaryFolder } from "../../temporary-folder.ts";

const CLI = resolve(import.meta.dirname, "../../../src/cli/plumbline.mjs");
const TARGETS = ["alpha", "beta", "gamma", "never", "omega"];
let server: SandboxServer;

beforeAll(async () => {
  server = await startSandbox();
});
afterAll(() => server.stop());

/** Pulls five targets of one server, of which `down` cannot be reached. */
function pull(root: string, down: readonly string[], day: number, ...more: string[]) {
  const url = `postgresql://postgres@${encodeURIComponent(server.socketDirectory)}/postgres`;
  const targets = TARGETS.map((name) => `${name}: { urlFrom: "${name.toUpperCase()}" }`).join(", ");
  writeFileSync(join(root, "plumbline.config.mjs"), `export default { targets: { postgres: { ${targets} } } };\n`);
  const urls = TARGETS.map((name) => [
    name.toUpperCase(),
    down.includes(name) ? "postgresql://app:canary@127.0.0.1:1/x" : url,
  ]);
  return spawnSync(process.execPath, [CLI, "pull", "--now", `2026-11-${day}T02:05:00Z`, ...more], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: root, ...Object.fromEntries(urls) },
    encoding: "utf8",
  });
}

test("one target down does not stop the others, and is shown as down with its last good snapshot", () => {
  const root = temporaryFolder();
  expect(pull(root, ["never"], 24).status).toBe(2);
  const run = pull(root, ["gamma", "never"], 25);
  expect(run.status).toBe(2);
  expect(run.stderr).toContain("3 of 5 targets pulled; down: postgres/gamma, postgres/never");
  const folder = join(root, "content/facts/postgres");
  expect(readdirSync(join(folder, "gamma")).sort()).toEqual(["20261124T020500Z.json", "down.json"]);
  expect(readdirSync(join(folder, "never"))).toEqual(["down.json"]);
  expect(readdirSync(join(folder, "omega")).sort()).toEqual(["20261124T020500Z.json", "20261125T020500Z.json"]);
  expect(readFileSync(join(folder, "never/down.json"), "utf8")).not.toContain("canary");

  const facts = openFacts(join(root, "content/facts"));
  const context = { facts, freshFor: () => 7 * 86_400_000, now: new Date("2026-11-25T03:00:00Z") };
  const pages = generatedPages({ facts, modules: [] });
  expect(pages.map(({ slug }) => slug)).toEqual([
    "reference/targets",
    ...["alpha", "beta", "gamma", "omega"].map((name) => `reference/servers/${name}`),
  ]);
  // Every view of every page can be rendered.
  const rendered = pages.flatMap(({ body }) =>
    [...body.matchAll(/^::view\{(.*)\}$/gm)].map(([, attributes = ""]) => {
      const pairs = [...attributes.matchAll(/(\w+)="?([^"\s]+)"?/g)].map(([, name = "", value = ""]) => [name, value]);
      const directive = {
        type: "leafDirective" as const,
        name: "view",
        label: "",
        attributes: Object.fromEntries(pairs),
      };
      return JSON.stringify(replaceDirective(directive, context));
    }),
  );
  expect(rendered.length).toBeGreaterThan(80);
  const [freshness = "", fleet = ""] = rendered;
  for (const name of ["gamma", "never"]) {
    expect(freshness).toMatch(
      new RegExp(`postgres/${name}.{0,90}down at 2026-11-25 02:05 UTC, Cannot read postgresql`),
    );
  }
  expect(fleet).toMatch(/gamma.{0,90}"down".{0,90}2026-11-24 02:05 UTC/);
  expect(rendered.filter((each) => each.includes("Not reached since: 2026-11-25")).length).toBeGreaterThan(20);
});

test("a target that is back forgets that it was down; a dry run leaves no record", () => {
  const root = temporaryFolder();
  pull(root, ["gamma"], 24, "--target", "gamma");
  expect(readdirSync(join(root, "content/facts/postgres/gamma"))).toEqual(["down.json"]);
  expect(pull(root, [], 25, "--jobs", "2").status).toBe(0);
  expect(readdirSync(join(root, "content/facts/postgres/gamma"))).toEqual(["20261125T020500Z.json"]);
  expect(openFacts(join(root, "content/facts")).failures()).toEqual([]);
  pull(root, ["gamma"], 26, "--dry-run");
  expect(readdirSync(join(root, "content/facts/postgres/gamma"))).toEqual(["20261125T020500Z.json"]);
  const refused = pull(root, [], 26, "--jobs", "0");
  expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining("Unexpected number of jobs `0`")]);
});
