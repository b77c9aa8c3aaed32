import { describe, expect, test } from "vitest";
import { parsePage } from "../../src/content/index.ts";

const FILE = "content/docs/ops/Guide.md";

describe("places", () => {
  test("count UTF-16 units, from one, after wide characters and carriage returns", () => {
    const page = parsePage(FILE, "é😀\r\n\r\n😀 :fact[a/b/c]\r\n");
    expect(page.directives[0]?.place).toEqual({ file: FILE, line: 3, column: 4, endLine: 3, endColumn: 16 });
  });

  test("ignore a byte order mark", () => {
    expect(parsePage(FILE, "\uFEFF# A\n").headings[0]?.place).toMatchObject({ line: 1, column: 1 });
    expect(parsePage(FILE, "\uFEFF---\ntitle: x\n---\n").frontMatter).toEqual({ title: "x" });
  });

  test("of a block: the fence, and the line on which its code begins", () => {
    const [block] = parsePage(FILE, "- a\n\n  ```sql proof=run\n  select 1;\n  ```\n").blocks;
    expect(block).toMatchObject({ language: "sql", meta: "proof=run", code: "select 1;", codeLine: 4 });
    expect(block?.place).toMatchObject({ line: 3, column: 3, endLine: 5 });
  });
});

describe("front matter", () => {
  test("that is broken leaves the page and says where", () => {
    const page = parsePage(FILE, "---\ntitle: a: b\n---\n# A\n");
    expect(page.frontMatter).toEqual({});
    expect(page.frontMatterError?.place).toMatchObject({ line: 2 });
    expect(page.headings.map(({ text }) => text)).toEqual(["A"]);
  });

  test("that is never closed, a list, or a bomb of aliases is an error and no crash", () => {
    const bomb = `---\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n---\n`;
    for (const text of ["---\ntitle: x\n", "---\n- a\n---\n", "---\njust text\n---\n", bomb]) {
      expect(parsePage(FILE, text).frontMatterError?.message).toMatch(/^Unexpected/);
    }
  });

  test("knows its range; three dashes inside a value do not end it", () => {
    const text = "---\ntitle: a --- b\nmore: |\n  --- x\n---\ntext\n";
    const { frontMatterRange: range, frontMatter } = parsePage(FILE, text);
    expect(frontMatter).toEqual({ title: "a --- b", more: "--- x\n" });
    expect(text.slice(range?.start, range?.end)).toBe("title: a --- b\nmore: |\n  --- x\n");
  });
});

describe("anchors", () => {
  test("are those of the site: punctuation, code, repeats, dashes", () => {
    const text = "# What's `pg_dump`?\n\n## A -- b\n\n## A\n\n## A\n\n## Ünïcode & 漢字\n\n## A-1\n";
    expect(parsePage(FILE, text).headings.map(({ anchor }) => anchor)).toEqual([
      "whats-pg_dump",
      "a--b",
      "a",
      "a-1",
      "ünïcode--漢字",
      "a-1-1",
    ]);
  });
});

describe("addresses", () => {
  test.each([
    ["content/docs/index.md", ""],
    ["content/docs/ops/index.mdx", "ops"],
    ["content/docs/ops/PostgreSQL Guide.md", "ops/postgresql-guide"],
    ["README.md", undefined],
  ])("%s lies at %s", (file, slug) => {
    expect(parsePage(file, "").slug).toBe(slug);
  });

  test("front matter may name one", () => {
    expect(parsePage(FILE, "---\nslug: /other/\n---\n").slug).toBe("other");
  });
});

describe("allowances", () => {
  const allow = (more = "") => `<!-- plumbline allow stale/term reason="why"${more} -->`;
  const covered = (text: string) => {
    const page = parsePage(FILE, text);
    const lines = text.split("\n");
    return page.allowances.map(({ covers }) =>
      lines
        .slice(covers.line - 1, covers.endLine)
        .join("\n")
        .trim(),
    );
  };

  test.each([
    ["the next paragraph", `${allow()}\n\none\ntwo\n\nthree\n`, ["one\ntwo"]],
    ["the next block, not the one after", `${allow()}\n\`\`\`sh\nls\n\`\`\`\n\ntext\n`, ["```sh\nls\n```"]],
    ["a table", `${allow()}\n\n| a |\n|---|\n| b |\n`, ["| a |\n|---|\n| b |"]],
    ["only the heading", `${allow()}\n\n# A\n\ntext\n`, ["# A"]],
    ["the section", `${allow(" scope=section")}\n\n## A\n\ntext\n\n### B\n\n## C\n`, ["## A\n\ntext\n\n### B\n\n## C"]],
    ["the next item", `- a\n  ${allow()}\n- b\n- c\n`, ["- b"]],
    ["what stands on its own line", `${allow()} rest\n\nnext\n`, [`${allow()} rest`]],
    ["one node for two comments", `${allow()}\n${allow()}\n\ntext\n`, ["text", "text"]],
    ["what stands past the end of a quote", `> ${allow()}\n\ntext\n`, ["text"]],
  ])("cover %s", (_what, text, expected) => {
    expect(covered(text)).toEqual(expected);
  });

  test("end a section where the next heading of its level begins", () => {
    const [allowance] = parsePage(FILE, `${allow(" scope=section")}\n\n## A\n\n### B\n\n## C\n`).allowances;
    expect(allowance?.covers).toMatchObject({ line: 3, column: 1, endLine: 7, endColumn: 1 });
  });

  test("cover nothing at the end of the page", () => {
    const [allowance] = parsePage(FILE, `text\n\n${allow()}\n`).allowances;
    expect(allowance?.covers).toMatchObject({ line: 3, endLine: 3 });
    expect(allowance?.covers.column).toBe(allowance?.covers.endColumn);
  });

  test("are read in MDX comments, and not in code", () => {
    expect(parsePage("a.mdx", '{/* plumbline allow a/b reason="x" */}\n\ntext\n').allowances).toHaveLength(1);
    expect(parsePage("a.md", `\`\`\`md\n${allow()}\n\`\`\`\n\n\`${allow()}\`\n`).allowances).toEqual([]);
  });

  test("keep reason, end and check as written", () => {
    const [allowance] = parsePage(
      "a.md",
      "<!-- plumbline allow links/internal reason='it \"is\" so' until=2027-02-28 -->\nx\n",
    ).allowances;
    expect(allowance).toMatchObject({ check: "links/internal", reason: 'it "is" so', until: "2027-02-28" });
    expect(allowance?.problems).toBeUndefined();
  });

  test.each(["until=2027-02-30", "until=soon", "scope=page", "nonsense", "colour=red"])("refuse %s", (wrong) => {
    expect(parsePage("a.md", `${allow(` ${wrong}`)}\nx\n`).allowances[0]?.problems).toHaveLength(1);
  });
});

describe("hostile pages", () => {
  test("nested a thousand deep, and a line of a million characters, are read in time", () => {
    const started = performance.now();
    const deep = Array.from({ length: 1000 }, (_, depth) => `${"  ".repeat(depth)}- x`).join("\n");
    expect(parsePage("a.md", `${"> ".repeat(1000)}x\n`).headings).toEqual([]);
    expect(parsePage("a.md", `${deep}\n\n# A\n`).tree.children.length).toBeGreaterThan(0);
    expect(parsePage("a.md", `${"[".repeat(50_000)}\n`).headings).toEqual([]);
    expect(parsePage("a.md", `${"a ".repeat(500_000)}\n`).headings).toEqual([]);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test("of MDX that is none are read as Markdown, with the reason", () => {
    const page = parsePage("a.mdx", "# A\n\n{ broken\n");
    expect(page.headings).toHaveLength(1);
    expect(page.problem?.message).toMatch(/^Unexpected MDX/);
    expect(page.problem?.place.line).toBe(3);
  });
});
