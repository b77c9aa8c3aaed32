import type { Nodes as Html } from "hast";
import type { Nodes, Root } from "mdast";
import remarkDirective from "remark-directive";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { htmlToHast, markdownToHtml } from "satteri";
import { unified } from "unified";
import { expect, test } from "vitest";
import { remarkPlumbline } from "../../src/site/remark-plugin.ts";
import { satteriPlugin } from "../../src/site/satteri-plugin.ts";
import { factsOf } from "../facts-of.ts";
import { demoSnapshot } from "./demo-snapshot.ts";

const HOSTILE = "<img src=x onerror=alert(1)> {process.env.HOME} **bold** :fact[x]";
const snapshot = demoSnapshot([
  { id: "server.version", value: "16.14" },
  { id: "statement.1", value: { query: HOSTILE, calls: 7, mean_exec_ms: 12.5, max_exec_ms: 13, rows: 1 } },
]);
const context = {
  facts: factsOf(snapshot),
  freshFor: () => 7 * 86_400_000,
  now: new Date("2026-11-25T00:00:00Z"),
};
const PAGE = `# Title

- The server runs :fact[postgres/demo/server.version], as **:fact[postgres/demo/server.version]** says.

::view{name="slow-queries" target="demo"}

1. A block in a list:

   ~~~sql title="<b>"
   SELECT '<img src=x>' AS "{1}";
   ~~~

The end.
`;

test("Sätteri's and remark's adapters put the same text on the page", async () => {
  const { html } = await markdownToHtml(PAGE, {
    features: { directive: true, smartPunctuation: false },
    mdastPlugins: [satteriPlugin(context)],
  });
  const bySatteri = textOfHtml(htmlToHast(html));
  const byRemark = textOf(remark(PAGE));
  expect(byRemark).toContain(HOSTILE);
  expect(byRemark).toMatch(
    /Not proven\s+here, as it stands[\s\S]*The end\.[\s\S]*Proofs of this page: 0 of 1 blocks hold/,
  );
  expect(squeezed(byRemark)).toBe(squeezed(bySatteri));
});

test("a mistake names the page's line in both", async () => {
  const page = "# Title\n\n:fact[postgres/demo/server.verzion]\n";
  expect(() => remark(page)).toThrow(/^page\.md:3: Unexpected fact `server\.verzion`/);
  await expect(async () =>
    markdownToHtml(page, { features: { directive: true }, mdastPlugins: [satteriPlugin(context)] }),
  ).rejects.toThrow(/:3: Unexpected fact `server\.verzion`/);
});

function remark(text: string): Root {
  const processor = unified().use(remarkParse).use(remarkGfm).use(remarkDirective).use(remarkPlumbline, context);
  return processor.runSync(processor.parse(text), { path: "page.md" }) as Root;
}

function textOf(node: Nodes): string {
  if ("value" in node) return ` ${node.value} `;
  return "children" in node ? node.children.map(textOf).join(" ") : "";
}

function textOfHtml(node: Html): string {
  if (node.type === "text") return ` ${node.value} `;
  return "children" in node ? node.children.map(textOfHtml).join(" ") : "";
}

function squeezed(text: string): string {
  return text.replaceAll(/\s+/g, "");
}
