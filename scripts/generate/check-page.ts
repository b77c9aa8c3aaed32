import type { Check } from "../../src/core/check.ts";
import { describeOptions } from "../../src/core/describe-options.ts";

const HEAD = { start: "<!-- head: made by npm run generate -->", end: "<!-- end of head -->" };
const OPTIONS = { start: "<!-- options: made by npm run generate -->", end: "<!-- end of options -->" };

/** The file of a check's page. */
export function pageOfCheck(id: string): string {
  return `content/docs/reference/checks/${id.replace("/", "-")}.md`;
}

/** A check's page: head and options from its code, all else as it is; a first page where there is none. */
export function checkPage(check: Check<unknown>, before: string | undefined): string {
  const page = before ?? firstPage(check);
  return replaced(replaced(page, HEAD, head(check)), OPTIONS, options(check));
}

type Marks = typeof HEAD;

function firstPage({ id }: Check<unknown>): string {
  return [
    `---\ntitle: ${id}\ndescription: What the check ${id} holds, why, and how to mend what it finds.`,
    `reviewed: ${new Date().toISOString().slice(0, 10)}\nowner: documentation\n---\n`,
    `${HEAD.start}\n${HEAD.end}\n`,
    `## Options\n\n${OPTIONS.start}\n${OPTIONS.end}\n`,
  ].join("\n");
}

function replaced(page: string, { start, end }: Marks, text: string): string {
  const from = page.indexOf(start);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new Error(`Missing \`${start}\` … \`${end}\` on a check's page`);
  return `${page.slice(0, from + start.length)}\n\n${text}\n\n${page.slice(to)}`;
}

function head({ id, summary, why, fix, severity, needs }: Check<unknown>): string {
  return [
    `It holds when ${shown(summary)}.`,
    shown(why),
    `**Mend**: ${shown(fix)}`,
    "**Allow**, above the paragraph, list item, table or block:",
    `\`\`\`md\n<!-- plumbline allow ${id} reason="why it may stay" until=YYYY-MM-DD -->\n\`\`\``,
    `Severity: ${severity}. It needs ${needs.join(" and ") || "nothing but the files"}.`,
  ].join("\n\n");
}

function options({ id, options }: Check<unknown>): string {
  const all = describeOptions(options);
  if (all.length === 0) return "It has none.";
  const rows = all.map(({ name, type, default: value, description }) =>
    [code(name), type, value === undefined ? "" : code(value), description.replaceAll("|", "\\|")].join(" | "),
  );
  return [
    `In the configuration, under \`checks\` and \`${id}\`:`,
    ["| option | is | default | means |", "|---|---|---|---|", ...rows.map((row) => `| ${row} |`)].join("\n"),
  ].join("\n\n");
}

/** A comment outside of code would be invisible, or even an allowance. */
function shown(text: string): string {
  return text.replace(/(?<!`)<!--.*?-->(?!`)/g, "`$&`");
}

function code(text: string): string {
  return `\`${text.replaceAll("|", "\\|")}\``;
}
