// Writes a project of Markdown pages as people write them: headings, links, tables, lists, code, front matter.
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { seededRandom } from "../demo/seeded-random.ts";

/** Folder of a project with that many pages of some 11 kB; the same bytes each time, made once. */
export function checkSample(parent: string, pages: number): string {
  const folder = join(parent, `check-${pages}`);
  const done = join(folder, ".done-3");
  if (existsSync(done)) return folder;
  rmSync(folder, { recursive: true, force: true });
  for (let index = 0; index < pages; index += 1) {
    const file = join(folder, "content/docs", `${pathOf(index)}.md`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, pageText(index, pages));
  }
  writeFileSync(
    join(folder, "content/docs/index.md"),
    "---\ntitle: Start\n---\n\nRead [the first page](/area-0/page-0/).\n",
  );
  writeFileSync(
    join(folder, "plumbline.config.json"),
    JSON.stringify({ site: { title: "Bench" }, retired: [{ preset: "mongodb" }], checks: { "links/external": false } }),
  );
  // The peers are asked for the same rules: those that a Starlight site switches off are off for them too.
  const rules = { default: true, MD013: false, MD024: { siblings_only: true }, MD033: false, MD041: false };
  const config = { ...rules, MD046: { style: "fenced" }, MD051: false, MD060: false };
  writeFileSync(join(folder, ".markdownlint.json"), JSON.stringify(config));
  writeFileSync(done, "");
  return folder;
}

function pathOf(index: number): string {
  return `area-${index % 40}/page-${index}`;
}

const WORDS =
  "the server keeps a copy of every change in its log before it says that the change is safe so a crash loses nothing " +
  "that was promised and the archive of those logs lets you go back to any moment since the last base backup while a " +
  "standby reads them as they come and stays a few seconds behind until a person decides that it should take over";
const word = WORDS.split(" ");

function pageText(index: number, pages: number): string {
  const pick = seededRandom(index + 1);
  const sentence = () => {
    const words = Array.from({ length: 8 + pick(14) }, () => word[pick(word.length)] ?? "the").join(" ");
    return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
  };
  const link = () =>
    `[${word[pick(word.length)]} ${word[pick(word.length)]}](/${pathOf(pick(pages))}/#part-${1 + pick(9)})`;
  const paragraph = () =>
    Array.from({ length: 3 + pick(4) }, (_, at) =>
      at === 1 ? `See ${link()} and \`pg_stat_${word[pick(30)]}\`.` : sentence(),
    ).join("\n");
  const retired = index % 20 === 0 ? "\nThe old MongoDB replica set is gone; its archive is kept.\n" : "";
  const parts = Array.from({ length: 9 }, (_, at) => {
    const list = Array.from({ length: 4 }, () => `- ${sentence()}`).join("\n");
    const rows = Array.from({ length: 5 }, () => `| ${word[pick(60)]} | ${pick(9999)} | **${word[pick(60)]}** |`).join(
      "\n",
    );
    const code = `\`\`\`sql\nSELECT ${word[pick(30)]}, count(*)\nFROM t${pick(99)}\nWHERE x > ${pick(999)}\nGROUP BY 1;\n\`\`\``;
    const table = `| name | rows | note |\n| --- | --- | --- |\n${rows}`;
    return `## Part ${at + 1}\n\n${paragraph()}\n\n${list}\n\n${code}\n\n${at % 2 === 0 ? `${table}\n\n` : ""}${paragraph()}\n`;
  });
  return `---\ntitle: Page ${index}\ndescription: ${sentence()}\n---\n\n${paragraph()}\n${retired}\n${parts.join("\n")}`;
}
