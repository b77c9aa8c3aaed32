import { chmodSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkProject } from "./check-project.ts";

const ONLY = ["--only", "content/readable", "stale/term", "markdown/lint", "links/internal"];
const DEEP = 1000;

/** Pages that are looked into: `Mongo` is found in each. */
const READABLE: Readonly<Record<string, string>> = {
  "bom.md": "\uFEFF---\ntitle: B\n---\n\nMongo.\n",
  "crlf.md": "---\r\ntitle: C\r\n---\r\n\r\nMongo.\r\n",
  "long.md": `---\ntitle: L\n---\n\n${"x ".repeat(50_000)}Mongo.\n`,
  "deep.md": `---\ntitle: D\n---\n\n${"> ".repeat(DEEP)}Mongo.\n`,
  "lists.md": `---\ntitle: D\n---\n\n${Array.from({ length: 200 }, (_, at) => `${"  ".repeat(at)}- a`).join("\n")}\n\nMongo.\n`,
  "fence.md": "---\ntitle: F\n---\n\n```text\nMongo\n",
  "brackets.md": `---\ntitle: K\n---\n\n${"[".repeat(3000)}Mongo${"](".repeat(1000)}\n`,
  "stars.md": `---\ntitle: S\n---\n\n${"*a **b ".repeat(2000)}Mongo\n`,
  // Their front matter is named as broken besides.
  "unclosed.md": "---\ntitle: U\n\nMongo.\n",
  "yaml.md": "---\ntitle: [\n---\n\nMongo.\n",
};

/** Pages that cannot be read, and what is said of each. */
const UNREADABLE: Readonly<Record<string, [content: string | Uint8Array, said: RegExp]>> = {
  "latin.md": [Uint8Array.of(0xe9, 0x0a), /not UTF-8/],
  "nul.md": ["a\0b", /NUL/],
  "huge.md": [`# Huge\n\n${"Mongo and more. \n".repeat(3_200_000)}`, /size of 54400008 bytes/],
};

/** The files go when the first page is sent to a thread: after they were listed, before they are read. */
const VANISHING = `import { rmSync } from "node:fs";
import { Worker } from "node:worker_threads";
const post = Worker.prototype.postMessage;
Worker.prototype.postMessage = function (...given) {
  rmSync("content/docs/vanishing.md", { force: true });
  rmSync("content/deploy/vanishing.yaml", { force: true });
  return post.apply(this, given);
};
export default { retired: [{ preset: "mongodb" }] };
`;

test("bad input of every kind is named or looked into, in one run that ends", () => {
  const { root, write, check } = checkProject();
  rmSync(join(root, "plumbline.config.json"));
  write("plumbline.config.mjs", VANISHING);
  write("content/docs/vanishing.md", "Mongo.\n");
  for (const [name, content] of Object.entries(READABLE)) write(`content/docs/${name}`, content);
  for (const [name, [content]] of Object.entries(UNREADABLE)) write(`content/docs/${name}`, content);
  const link = (to: string, from: string) => symlinkSync(to, join(root, "content/docs", from));
  link(join(root, "content/docs"), "loop");
  link("ring.md", "ring.md");
  link("nowhere.md", "dangling.md");
  mkdirSync(join(root, "content/docs/folder.md"));
  // Who may read everything is refused a file only by what is none.
  if (process.getuid?.() === 0) link("/proc/self/mem", "forbidden.md");
  else {
    write("content/docs/forbidden.md", "x");
    chmodSync(join(root, "content/docs/forbidden.md"), 0);
  }
  write("content/deploy/latin.yaml", Uint8Array.of(...Buffer.from("image: mongo:4 # "), 0xe9, 0x0a));
  write("content/deploy/vanishing.yaml", "image: mongo:4\n");
  write("content/deploy/deep.json", `${"[".repeat(DEEP)}"mongodb"${"]".repeat(DEEP)}\n`);
  write("content/deploy/huge.sql", "-- Mongo\n".repeat(300_000));
  write("deploy/mongo.yaml", "image: mongo:4\n");
  symlinkSync("../../deploy/mongo.yaml", join(root, "content/deploy/linked.yaml"));
  symlinkSync("nowhere.yaml", join(root, "content/deploy/dangling.yaml"));
  symlinkSync(".", join(root, "content/deploy/loop"));

  const { exit, findings, outcomes, stderr } = check(ONLY);
  expect(stderr).toBe("");
  expect(outcomes.filter(({ status }) => status === "failed")).toEqual([]);
  const filesOf = (id: string) =>
    [...new Set(findings.filter((each) => each.check === id).map(({ file }) => file.replace(/^content\//, "")))].sort();
  const inDocs = (names: readonly string[]) => names.map((name) => `docs/${name}`);
  expect(filesOf("content/readable")).toEqual(
    inDocs([
      ...Object.keys(UNREADABLE),
      ...["dangling.md", "forbidden.md", "ring.md", "unclosed.md", "vanishing.md", "yaml.md"],
    ]).sort(),
  );
  for (const [name, [, said]] of Object.entries(UNREADABLE)) {
    expect(findings.find(({ file }) => file === `content/docs/${name}`)?.message).toMatch(said);
  }
  expect(filesOf("stale/term")).toEqual(
    ["deploy/deep.json", "deploy/latin.yaml", "deploy/linked.yaml", ...inDocs(Object.keys(READABLE))].sort(),
  );
  const unread = outcomes.find((outcome) => outcome.check === "stale/term")?.note ?? "";
  for (const name of ["dangling.yaml", "huge.sql", "vanishing.yaml"])
    expect(unread).toContain(`content/deploy/${name} (`);
  expect(exit).toBe(1);
}, 180_000);
