import { chmodSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parsePage } from "../../src/content/index.ts";
import { readDrill } from "../../src/drills/index.ts";
import { readProcess } from "../../src/sandbox/process-facts.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { openDrills, withPrograms } from "./run-page.ts";

const run = openDrills();
const PROOF = "\n\n<!-- plumbline drill\ndrill-mark a\ndrill-same a\n-->\n";

function page(blocks: string, front = "drill: true"): string {
  return `---\ntitle: t\n${front}\n---\n\n${blocks}${PROOF}`;
}

describe("a page that cannot be a drill", () => {
  test.each([
    [
      "without a block",
      page("Words."),
      "content/docs/a.md: Unexpected drill without a block, expected at least one of bash, sql or conf",
    ],
    [
      "with an unknown key",
      page("```bash\ntrue\n```", "drill: { need: [x] }"),
      'content/docs/a.md: Unexpected `drill`: Unrecognized key: "need"',
    ],
    [
      "with conf and no file",
      page("```ini\na = 1\n```"),
      'content/docs/a.md:6: Unexpected configuration without a file, expected `title="postgresql.conf"`',
    ],
    [
      "with an unknown expectation",
      page("```bash expect=fails\nfalse\n```"),
      "content/docs/a.md:6: Unexpected `expect=fails`, expected exit:STATUS",
    ],
    [
      "that times an unknown block",
      page("```bash name=a\ntrue\n```", "drill: { restore: [b] }"),
      "content/docs/a.md: Unexpected block `b` in `drill.restore`, expected one of: a",
    ],
  ])("%s", (_, text, message) => {
    expect(() => readDrill(parsePage("content/docs/a.md", text))).toThrow(
      expect.objectContaining({ name: "UserError", message }),
    );
  });
});

describe("a block that fails", () => {
  withPrograms.each([
    [
      "shell: its line and what it printed",
      "```bash\necho one\ncd /nowhere\n```",
      "",
      8,
      "Unexpected exit status 1 of `cd /nowhere`, expected 0",
      "No such file or directory",
    ],
    [
      "in the middle of a pipe",
      "```bash\nfalse | true\n```",
      "",
      7,
      "Unexpected exit status 1 of `false | true`, expected 0",
      "It printed nothing.",
    ],
    [
      "sql: its line and SQLSTATE",
      "```sql\nSELECT 1;\nSELECT nothing FROM shop.customer;\n```",
      "",
      8,
      'Unexpected 42703: column "nothing" does not exist',
      "42703",
    ],
    [
      "that had to fail and did not",
      "```bash expect=exit:1\ntrue\n```",
      "",
      7,
      "Unexpected exit status 0 of `true`, expected 1",
      "It printed nothing.",
    ],
    [
      "with another SQLSTATE",
      "```sql expect=error:42P01\nSELECT 1 / 0;\n```",
      "",
      7,
      "Unexpected SQLSTATE 22012, expected SQLSTATE 42P01",
      "division by zero",
    ],
    [
      "without rows",
      "```sql expect=rows\nSELECT 1 WHERE false;\n```",
      "",
      7,
      "Unexpected empty result, expected rows",
      "It printed nothing.",
    ],
    [
      "that does not end",
      "```bash\nsleep 60 & sleep 60\n```",
      "\n  timeout: 1s",
      8,
      "Unexpected block still running after 1 s, expected its end",
      "It printed nothing.",
    ],
    [
      "of the server, shown with the page's folder",
      "```bash\npg_ctl --pgdata=/srv/none status\n```",
      "",
      7,
      "Unexpected exit status 4 of `pg_ctl --pgdata=/srv/none status`, expected 0",
      '"/srv/none"',
    ],
  ])("%s", async (_, block, more, line, message, hint) => {
    const outcome = await run(page(block, more ? `drill:${more}` : "drill: true"));
    expect(outcome).toMatchObject({
      status: "failed",
      finding: { line, message, hint: expect.stringContaining(hint) },
    });
  });

  withPrograms("a drill that compares nothing has failed", async () => {
    const outcome = await run("---\ndrill: true\n---\n\n```bash\ntrue\n```\n");
    expect(outcome).toMatchObject({
      status: "failed",
      finding: { message: expect.stringContaining("compares nothing") },
    });
  });
});

describe("a drill that cannot run here is skipped", () => {
  test.each([
    ["a program", "drill: { needs: [pg_nothing] }", "`pg_nothing` is not installed here"],
    ["a file", "drill: { needs: [offline-kit/nothing.sh] }", "`offline-kit/nothing.sh` does not exist in this project"],
  ])("%s", async (_, front, reason) => {
    expect(await run(page("```bash\ntrue\n```", front))).toMatchObject({ status: "skipped", reason });
  });

  withPrograms("what a step finds out", async () => {
    const outcome = await run(page("```bash\ndrill-skip 'no such disk'\n```"));
    expect(outcome).toMatchObject({ status: "skipped", reason: "no such disk" });
  });

  test("the server", async () => {
    expect(await run(page("```bash\ntrue\n```"), { installations: [] })).toMatchObject({
      status: "skipped",
      reason: expect.stringContaining("initdb"),
    });
  });
});

withPrograms("the caller's environment and network are out of reach", async () => {
  process.env.PLUMBLINE_TEST_SECRET = "postgresql://u:secret@db.internal/app";
  process.env.PGSERVICE = "production";
  const absent = ["PLUMBLINE_TEST_SECRET", "PGSERVICE", "DATABASE_URL"].map((name) => `test -z "\${${name}:-}"`);
  const probe = [...absent, 'test "$(id -u)" != 0', 'test -S "$PGHOST/.s.PGSQL.5432"'].join("\n");
  const outcome = await run(
    page(`\`\`\`bash\n${probe}\n\`\`\`\n\n\`\`\`bash expect=exit:1\ncat < /dev/tcp/127.0.0.1/22\n\`\`\``),
  );
  expect(outcome).toMatchObject({ status: "passed", finding: undefined });
});

withPrograms("what a block exports and where it went hold for the next, and no process is left", async () => {
  const folder = temporaryFolder();
  chmodSync(folder, 0o777);
  const first = `mkdir /srv/there\ncd /srv/there\nexport A='x y'\npwd -P > /srv/where\nsetsid sleep 300 &\necho $! > ${folder}/pid`;
  const second = `test "$A" = 'x y'\ntest "$(pwd -P)" = "$(cat /srv/where)"\ncat "$PGDATA/postmaster.pid" > ${folder}/server`;
  const outcome = await run(page(`\`\`\`bash\n${first}\n\`\`\`\n\n\`\`\`bash\n${second}\n\`\`\``));
  expect(outcome).toMatchObject({ status: "passed", finding: undefined });
  const pids = ["pid", "server"].map((name) => Number.parseInt(readFileSync(join(folder, name), "utf8"), 10));
  expect(pids.map((pid) => pid > 1)).toEqual([true, true]);
  expect(pids.map(readProcess)).toEqual([undefined, undefined]);
});
