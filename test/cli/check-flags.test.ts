import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { temporaryFolder } from "../temporary-folder.ts";

const CLI = resolve(import.meta.dirname, "../../src/cli/plumbline.mjs");
const NOW = ["--now", "2026-11-24T00:00:00Z"];

/** What needs no server; a run of all checks proves blocks too. */
const LOCAL = ["stale/term", "links/internal", "links/external", "allowance/unused", "allowance/expired"];

let root = "";
beforeEach(() => {
  root = temporaryFolder();
  write(
    "plumbline.config.json",
    JSON.stringify({ retired: [{ preset: "mongodb" }], checks: { "facts/fresh": false } }),
  );
  page("index", "Welcome to [a](/a/).");
  page("a", "## Part\n\nText.");
});

function write(file: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), content);
}

const page = (name: string, text: string) => write(`content/docs/${name}.md`, `---\ntitle: ${name}\n---\n\n${text}\n`);
const read = (file: string) => readFileSync(join(root, file), "utf8");
const git = (...args: string[]) => spawnSync("git", ["-C", root, ...args], { encoding: "utf8" });

interface Seen {
  exit: number | null;
  stderr: string;
  stdout: string;
  findings: { check: string; file: string; line: number; state: string }[];
  open: string[];
  outcomes: { check: string; status: string; reason?: string }[];
}

function check(args: readonly string[], input?: string): Seen {
  const only = args.includes("--only") ? [] : ["--only", ...LOCAL];
  const run = spawnSync(process.execPath, [CLI, "check", ...NOW, "--format", "json", ...args, ...only], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1e9,
    env: { PATH: process.env.PATH, HOME: root },
    ...(input === undefined ? {} : { input }),
  });
  const { findings, outcomes } = run.stdout.startsWith("{") ? JSON.parse(run.stdout) : { findings: [], outcomes: [] };
  const open = findings
    .filter(({ state }: { state: string }) => state === "open")
    .map((each: Seen["findings"][number]) => `${each.file}:${each.line} ${each.check}`);
  return { exit: run.status, stderr: run.stderr, stdout: run.stdout, findings, outcomes, open };
}

describe("check --accept", () => {
  const TERMS = ["--accept", "--reason", "mended in January", "--owner", "docs", "--until", "2027-01-31"];

  test("writes what is open, which is then known, until its last day", () => {
    page("a", "Mongo.");
    expect(check([]).exit).toBe(1);
    const accepted = check(TERMS);
    expect([accepted.exit, accepted.stderr]).toEqual([0, "accepted 1 finding in plumbline.known.json\n"]);
    expect(accepted.findings).toMatchObject([{ check: "stale/term", state: "known" }]);
    expect(JSON.parse(read("plumbline.known.json"))).toMatchObject({
      findings: [{ file: "content/docs/a.md", reason: "mended in January", owner: "docs", until: "2027-01-31" }],
    });
    expect(check([]).exit).toBe(0);
    const late = check(["--now", "2027-02-01T00:00:00Z"]);
    expect(late.open).toEqual(["content/docs/a.md:5 stale/term", "plumbline.known.json:1 allowance/expired"]);
    page("a", "PostgreSQL.");
    expect(check([]).open).toEqual(["plumbline.known.json:1 allowance/unused"]);
  });

  test.each([
    [["--accept"], "without --reason, --owner, --until"],
    [["--accept", "--reason", "x", "--owner", " ", "--until", "2027-01-31"], "without --owner"],
    [[...TERMS.slice(0, -1), "2026-11-23"], "expected a day to come"],
    [[...TERMS.slice(0, -1), "soon"], "expected a day to come"],
    [["--owner", "docs"], "Unexpected --owner without --accept"],
    [[...TERMS, "--watch"], "Unexpected --watch together with --accept"],
  ])("refuses %j", (args, said) => {
    const { exit, stderr } = check(args);
    expect(exit).toBe(2);
    expect(stderr).toContain(said);
    expect(existsSync(join(root, "plumbline.known.json"))).toBe(false);
  });

  test("a damaged plumbline.known.json is named", () => {
    write("plumbline.known.json", '{ "format": 1, "findings": [{ "check": "a/b" }] }');
    const { exit, stderr } = check([]);
    expect([exit, stderr.split("\n")[0]]).toEqual([2, expect.stringMatching(/^plumbline\.known\.json: findings\.0\./)]);
  });
});

test("check --fix mends, keeps line endings and byte order mark, leaves what is allowed, and reports the rest", () => {
  const text = "\uFEFF---\r\ntitle: A\r\n---\r\n## Part\r\n*  one\r\n\r\n\r\n![](/x.png)\r\n";
  write("content/docs/a.md", text);
  page("kept", '<!-- plumbline allow markdown/lint reason="shown as it is" -->\n\n*  one');
  const { exit, open, stderr } = check(["--fix", "--only", "markdown/lint"]);
  expect(stderr).toBe("mended 1 page: content/docs/a.md\n");
  expect(read("content/docs/a.md")).toBe("\uFEFF---\r\ntitle: A\r\n---\r\n## Part\r\n\r\n* one\r\n\r\n![](/x.png)\r\n");
  expect(read("content/docs/kept.md")).toContain("*  one");
  expect([exit, open]).toEqual([1, ["content/docs/a.md:8 markdown/lint"]]);
});

describe("check --changed", () => {
  beforeEach(() => {
    page("old", "Mongo.");
    git("init", "-q");
    git("-c", "user.name=x", "-c", "user.email=x@example.org", "add", "-A");
    git("-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-qm", "x");
  });

  test("is asked about files that differ, and says how much it leaves out", () => {
    expect(check(["--changed"]).open).toEqual([]);
    page("new", "Mongo.");
    const { open, stderr, outcomes, exit } = check(["--changed", "HEAD"]);
    expect([exit, open]).toEqual([1, ["content/docs/new.md:5 stale/term"]]);
    expect(stderr).toContain("1 open finding in files that did not change");
    expect(outcomes).toContainEqual(expect.objectContaining({ check: "links/external", status: "skipped" }));
  });

  test("counts everywhere what a change breaks elsewhere", () => {
    rmSync(join(root, "content/docs/a.md"));
    expect(check(["--changed"]).open).toEqual(["content/docs/index.md:5 links/internal"]);
    write("plumbline.config.json", `${read("plumbline.config.json")}\n`);
    expect(check(["--changed"]).open).toContain("content/docs/old.md:5 stale/term");
  });

  test("refuses what is no revision, and a folder without a repository", () => {
    expect(check(["--changed=--output=x"]).stderr).toContain("Unexpected revision");
    rmSync(join(root, ".git"), { recursive: true });
    const { exit, stderr } = check(["--changed"]);
    expect([exit, stderr]).toEqual([2, expect.stringContaining("Unexpected revision `HEAD`")]);
  });
});

describe("check --stdin-filename", () => {
  test("looks at what the editor holds, and reports on it alone", () => {
    page("a", "Mongo on disk.");
    const { open, exit } = check(
      ["--stdin-filename", "content/docs/index.md"],
      "---\ntitle: I\n---\n\nA\n[x](/a/#no) Mongo.\n",
    );
    expect(exit).toBe(1);
    expect(open).toEqual(["content/docs/index.md:6 links/internal", "content/docs/index.md:6 stale/term"]);
    expect(check([]).open).toEqual(["content/docs/a.md:5 stale/term"]);
  });

  test("knows a page that is not saved yet, and refuses a file outside", () => {
    expect(check(["--stdin-filename", "content/docs/b/new.md"], "Mongo.\n").open).toContain(
      "content/docs/b/new.md:1 stale/term",
    );
    expect(check(["--stdin-filename", "../x.md"], "x").stderr).toContain("expected one below");
    expect(check(["--stdin-filename", "content/docs/a.md", "--fix"], "x").stderr).toContain("together with --fix");
  });
});

test("check --watch checks again after a change, goes on after a mistake, and ends with Ctrl-C", async () => {
  const child = spawn(process.execPath, [CLI, "check", ...NOW, "--watch", "--only", "stale/term"], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: root },
  });
  const said = listen(child);
  await said("no open findings", "watching");
  page("a", "Mongo.");
  await said("content/docs/a.md:5:1 error stale/term", "watching");
  write("plumbline.config.json", "{");
  await said("Unreadable configuration", "watching");
  write("plumbline.config.json", JSON.stringify({ retired: [{ preset: "mongodb" }] }));
  page("a", "PostgreSQL.");
  await said("no open findings", "watching");
  child.kill("SIGINT");
  expect(await new Promise((ended) => child.on("exit", ended))).toBe(0);
}, 60_000);

/** Waits until the program has said both since it was last asked, in any order. */
function listen(child: ChildProcess): (...words: string[]) => Promise<void> {
  let heard = "";
  child.stdout?.on("data", (chunk) => {
    heard += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    heard += chunk;
  });
  return async (...words) => {
    while (!words.every((word) => heard.includes(word))) {
      if (child.exitCode !== null) throw new Error(`it ended: ${heard}`);
      await new Promise((later) => setTimeout(later, 50));
    }
    heard = "";
  };
}

describe("bad input", () => {
  const deep = `${"> ".repeat(1000)}Mongo.\n`;
  const cases: Record<string, string | Uint8Array> = {
    "latin.md": Uint8Array.of(0xe9, 0x0a),
    "nul.md": "a\0b",
    "bom.md": "\uFEFF---\ntitle: B\n---\n\nMongo.\n",
    "crlf.md": "---\r\ntitle: C\r\n---\r\n\r\nMongo.\r\n",
    "huge.md": `# Huge\n\n${"Mongo and more. \n".repeat(3_200_000)}`,
    "long.md": `---\ntitle: L\n---\n\n${"x ".repeat(50_000)}Mongo.\n`,
    "deep.md": `---\ntitle: D\n---\n\n${deep}`,
    "lists.md": `---\ntitle: D\n---\n\n${Array.from({ length: 200 }, (_, at) => `${"  ".repeat(at)}- a`).join("\n")}\n\nMongo.\n`,
    "yaml.md": "---\ntitle: [\n---\n\nMongo.\n",
    "unclosed.md": "---\ntitle: U\n\nMongo.\n",
    "fence.md": "---\ntitle: F\n---\n\n```text\nMongo\n",
    "brackets.md": `---\ntitle: K\n---\n\n${"[".repeat(3000)}Mongo${"](".repeat(1000)}\n`,
    "stars.md": `---\ntitle: S\n---\n\n${"*a **b ".repeat(2000)}Mongo\n`,
  };

  test("of every kind is named or looked into, in one run that ends", () => {
    for (const [name, content] of Object.entries(cases)) write(`content/docs/${name}`, content);
    symlinkSync(join(root, "content/docs"), join(root, "content/docs/loop"));
    symlinkSync("ring.md", join(root, "content/docs/ring.md"));
    symlinkSync("nowhere.md", join(root, "content/docs/dangling.md"));
    mkdirSync(join(root, "content/docs/folder.md"));
    const { exit, findings, outcomes, stderr } = check([
      "--only",
      "content/readable",
      "stale/term",
      "markdown/lint",
      "links/internal",
    ]);
    expect(stderr).toBe("");
    expect(outcomes.filter(({ status }) => status === "failed")).toEqual([]);
    const filesOf = (id: string) =>
      [
        ...new Set(findings.filter((each) => each.check === id).map(({ file }) => file.replace("content/docs/", ""))),
      ].sort();
    expect(filesOf("content/readable")).toEqual([
      "dangling.md",
      "huge.md",
      "latin.md",
      "nul.md",
      "ring.md",
      "unclosed.md",
      "yaml.md",
    ]);
    expect(filesOf("stale/term")).toEqual([
      "bom.md",
      "brackets.md",
      "crlf.md",
      "deep.md",
      "fence.md",
      "lists.md",
      "long.md",
      "stars.md",
      "unclosed.md",
      "yaml.md",
    ]);
    expect(exit).toBe(1);
  }, 180_000);
});
