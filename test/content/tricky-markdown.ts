/** Markdown that parsers like to disagree on, written for this test. */
export const trickyMarkdown: Readonly<Record<string, string>> = {
  empty: "",
  "only front matter": "---\ntitle: x\n---\n",
  "front matter and text": "---\ntitle: é😀\n---\n\nText\n",
  "a rule that is no front matter": "\n---\ntitle\n---\n",
  "no final newline": "# A\n\ntext",
  "carriage returns": "# A\r\n\r\ntext 😀 *em*\r\nsecond\r\n\r\n```sql\r\nselect 1;\r\n```\r\n",
  "wide characters": "😀 **é** `ü😀` [ö](/ä) 漢字 ~~x~~\n\n- 😀 item\n  more 😀\n",
  "combining and joined": "e\u0301 👩‍👩‍👧 **👍🏽** text `👍🏽` end\n",
  "headings of both kinds": "# A #\n\nB\n===\n\nC\n---\n\n## \n\n#nospace\n\n### D ###  \n",
  "nested lists": "- a\n  - b\n    1. c\n\n       para\n  - d\n\n    ```sh\n    ls\n    ```\n- [ ] task\n- [x] done\n",
  "loose and tight": "1. a\n\n2. b\n3. c\n\n* d\n* e\n",
  quotes: "> a\n> > b\nlazy\n>\n> - c\n> ```\n> code\n> ```\n",
  tables: "| a | b |\n|:--|--:|\n| `x|y` | **b** |\n| \\| | |\nnot a row\n\n| only |\n|---|\n",
  fences:
    '~~~~ts title="x ` y"\n```\ninner\n```\n~~~~\n\n   ```\n   indented\n  less\n   ```\n\n```unclosed\nto the end\n',
  "indented code": "    code\n\n    more\n\ntext\n\n\tTab code\n",
  "inline code": "`` a ` b `` and ` ` and `a\nb` and ``unclosed`\n",
  links: '[a](/b "t") [c][d] [d] [e]( <f g> ) <https://x.example/> ![i](j.png \'k\') [l](m(n)o)\n\n[d]: /q "r"\n',
  "bare addresses": "see https://x.example/a_b_(c). or www.example.com, and me@example.com!\n",
  emphasis: "*a **b** c* _d_e_ **f*g*h** ***i*** \\*j\\* a*b*c\n",
  html: "<div>\n*x*\n\n</div>\n\ntext <b>bold</b> <!-- c -->\n\n<!-- block\n\nstill -->\n\n<script>\n\nx\n</script>\n",
  comments: '<!-- plumbline allow a/b reason="x" -->\n\n- a\n\n  <!-- in item -->\n\n  text\n- b\n',
  "nested containers": "::::outer\n:::inner{.c #i k=v}\ntext\n:::\n::::\n",
  directives:
    ':fact[a/b/c.d]{x=1} and :x and 10:30 a:b\n\n::view{name="slow-queries" target=demo limit=10}\n\n:::note[Label *em*]\nbody\n\n- list\n:::\n',
  footnotes: "a[^1] b[^two]\n\n[^1]: one\n\n    more\n[^two]: 😀\n",
  breaks: "a  \nb\\\nc\n\n***\n\n- - -\n",
  entities: "&amp; &copy; &#35; &notanentity; &lt;b&gt;\n",
  escapes: "\\# no \\[x\\](y) \\` \\\\ \\\n",
  tabs: "-\ta\n\n\tb\n\n>\tq\n\n1.\tc\n",
  "only spaces": "   \n\t\n",
  "deep quote": `${"> ".repeat(60)}x\n`,
  "deep list": `${Array.from({ length: 40 }, (_, depth) => `${"  ".repeat(depth)}- x`).join("\n")}\n`,
  "long line": `${"word ".repeat(5000)}**end**\n`,
};

/** Markdown on which the parsers do differ, in where a node ends. */
export const knownDifferences: Readonly<Record<string, string>> = {
  "a comment as the last line of an item": "- a\n  <!-- in item -->\n- b\n",
  "a container that is never closed": ":::unclosed\ntext\n",
};
