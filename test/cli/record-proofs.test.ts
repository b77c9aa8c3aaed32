import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { openFacts } from "../../src/facts/index.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const CLI = resolve(import.meta.dirname, "../../src/cli/plumbline.mjs");
const PAGE = `---
title: Proofs
description: One block of each kind.
---

\`\`\`sql
SELECT 1;
\`\`\`

\`\`\`sql
SELECT mean_time FROM pg_settings;
\`\`\`

\`\`\`sql proof=skip reason="needs a second server"
SELECT 2;
\`\`\`

\`\`\`ini title="postgresql.conf"
shared_buffers = 1GB
work_mem = 8MB
\`\`\`

\`\`\`bash
psql -c 'SELECT 3'
\`\`\`
`;

test("--record-proofs keeps the verdict on every block; a loss below the floor fails; half a run is not recorded", () => {
  const root = temporaryFolder();
  mkdirSync(join(root, "content/docs"), { recursive: true });
  const checks = { "sql/runs": {}, "conf/accepted": { floor: 2 }, "shell/parses": { floor: 1 } };
  const config = { postgres: { majors: [16] }, checks };
  writeFileSync(join(root, "plumbline.config.json"), JSON.stringify(config));
  writeFileSync(join(root, "content/docs/index.md"), PAGE);
  const check = (...only: string[]) =>
    spawnSync(process.execPath, [CLI, "check", "--record-proofs", "--only", ...only], { cwd: root, encoding: "utf8" });

  const half = check("sql/runs");
  expect(half.status).toBe(2);
  expect(half.stderr).toContain("Unexpected --record-proofs without conf/accepted: this run leaves it out");

  const { status, stdout, stderr } = check("sql/runs", "conf/accepted", "shell/parses");
  expect(status, stdout + stderr).toBe(1);
  expect(stderr).toContain("recorded 6 proofs in content/facts/proofs/pages/");
  expect(stdout).toContain("Unexpected 1 proven blocks, expected at least 2");
  expect(stdout).not.toContain("`floor` of `shell/parses`");

  expect(readdirSync(join(root, "content/facts/proofs/pages"))).toHaveLength(1);
  const facts = openFacts(join(root, "content/facts")).latest("proofs", "pages")?.facts ?? [];
  expect(facts.find(({ id }) => id === "blocks")?.value).toEqual({ known: 5, proven: 3 });
  const verdicts = facts.flatMap(({ value }) => Object.entries((value as { checks?: object }).checks ?? {}));
  const told = verdicts.map(([check, { proven_at, ...verdict }]) => JSON.stringify([check, verdict])).sort();
  expect(told).toEqual([
    '["conf/accepted",{"how":"accepted","majors":[16],"restart":["shared_buffers"],"state":"proven"}]',
    '["shell/parses",{"how":"parse","majors":[],"state":"proven"}]',
    '["sql/runs",{"failed_majors":[16],"how":"run","majors":[],"state":"failed"}]',
    '["sql/runs",{"how":"run","majors":[16],"state":"proven"}]',
    '["sql/runs",{"how":"run","majors":[16],"state":"proven"}]',
    '["sql/runs",{"how":"run","majors":[],"reason":"needs a second server","state":"skipped"}]',
  ]);
}, 120_000);
