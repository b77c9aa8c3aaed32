import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../temporary-folder.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const EXPORTS = ["", "/facts", "/site", "/site/pages", "/remark", "/types"];

// What a second team gets from the registry: compiled files below node_modules, where Node runs no TypeScript.
test("the package works from another project's node_modules: command, configuration, every export", () => {
  const project = temporaryFolder();
  const installed = join(project, "node_modules/plumbline-docs");
  mkdirSync(installed, { recursive: true });
  const made = spawnSync(process.execPath, [join(ROOT, "scripts/build-package.ts"), join(installed, "lib")], {
    encoding: "utf8",
  });
  expect(made.status, made.stdout + made.stderr).toBe(0);
  cpSync(join(ROOT, "package.json"), join(installed, "package.json"));
  cpSync(join(ROOT, "src/cli/plumbline.mjs"), join(installed, "src/cli/plumbline.mjs"));
  for (const name of readdirSync(join(ROOT, "node_modules"))) {
    if (!name.startsWith(".")) symlinkSync(join(ROOT, "node_modules", name), join(project, "node_modules", name));
  }

  mkdirSync(join(project, "content/docs"), { recursive: true });
  writeFileSync(
    join(project, "plumbline.config.mjs"),
    'import { defineConfig } from "plumbline-docs";\nexport default defineConfig({ site: { title: "Theirs" }, retired: [{ preset: "mongodb" }] });\n',
  );
  writeFileSync(
    join(project, "content/docs/index.md"),
    "---\ntitle: Theirs\ndescription: Of another team.\n---\n\nMongoDB is the primary database.\n",
  );
  const run = (...args: string[]) => spawnSync(process.execPath, args, { cwd: project, encoding: "utf8" });
  const checked = run(join(installed, "src/cli/plumbline.mjs"), "check", "--only", "stale/term", "--format", "json");
  expect(checked.status, checked.stderr).toBe(1);
  expect(JSON.parse(checked.stdout).findings).toMatchObject([{ check: "stale/term", file: "content/docs/index.md" }]);

  const loads = EXPORTS.map((path) => `await import("plumbline-docs${path}");`).join("\n");
  const imported = run("--input-type=module", "--eval", loads);
  expect(imported.status, imported.stderr).toBe(0);
  const { exports }: { exports: object } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const promised = Object.keys(exports).filter((path) => !path.endsWith(".json"));
  expect(promised.toSorted()).toEqual(EXPORTS.map((path) => `.${path}`).toSorted());
});
