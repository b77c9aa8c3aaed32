import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../temporary-folder.ts";

const CLI = resolve(import.meta.dirname, "../../src/cli/plumbline.mjs");
const page = (first: string) => `---
title: Output
description: What a query gives.
---

1. In a list, and another below:

   \`\`\`sql
   SELECT 1 AS one, 'a' AS letter;
   \`\`\`

   \`\`\`output
${first}
   \`\`\`

\`\`\`sql
SELECT 2 AS two;
\`\`\`

\`\`\`output
 two
-----
 2
(1 row)
\`\`\`
`;

test("--update-output writes what the server gave, where it differs and nowhere else; the next run is clean", () => {
  const root = temporaryFolder();
  mkdirSync(join(root, "content/docs"), { recursive: true });
  writeFileSync(join(root, "plumbline.config.mjs"), "export default { postgres: { majors: [16] } };\n");
  const file = join(root, "content/docs/index.md");
  writeFileSync(file, page("   one | letter\n   5 | b"));
  const check = (...args: string[]) =>
    spawnSync(process.execPath, [CLI, "check", "--only", "sql/runs", ...args], { cwd: root, encoding: "utf8" });
  const before = check();
  expect(before.status, before.stderr).toBe(1);
  expect(before.stdout).toContain("Unexpected `5` in column `one`, expected `1`");
  const updated = check("--update-output");
  expect(updated.status, updated.stdout + updated.stderr).toBe(0);
  expect(readFileSync(file, "utf8")).toBe(page("    one | letter\n   -----+--------\n    1   | a\n   (1 row)"));
}, 120_000);
