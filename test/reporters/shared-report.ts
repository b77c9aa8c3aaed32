import type { Finding, Report } from "../../src/core/finding.ts";

/** One report with everything in it: each severity and state, checks that ran, were skipped and failed, and hostile text. */
export const sharedReport: Report = {
  tool: { name: "plumbline", version: "1.2.3" },
  rules: ["stale/term", "links/internal", "links/external", "facts/fresh", "markdown/lint"].map((id) => ({
    id,
    summary: `what ${id} asks for is so`,
    why: `Why ${id} matters: a reader acts on it.`,
    fix: `Mend what ${id} names.`,
    severity: id === "markdown/lint" ? "warning" : "error",
  })),
  outcomes: [
    { check: "stale/term", status: "ran", examined: 12, note: "one file left out" },
    { check: "links/internal", status: "ran", examined: 3 },
    { check: "links/external", status: "skipped", reason: "it needs network, which this run does not have" },
    { check: "facts/fresh", status: "failed", reason: "<b>100%</b> of `disk`\n::error::gone" },
    { check: "markdown/lint", status: "ran", examined: 0 },
  ],
  findings: [
    finding({ file: "content/docs/a.md", message: "Unexpected `MongoDB` in text, expected `PostgreSQL`" }),
    finding({
      file: 'content/docs/odd "name"\n::error::,50%:é.md',
      line: 2,
      endLine: 4,
      message:
        "Unexpected `]]><script>alert(1)</script>\n::error file=x::owned` & \u0000\u001b[31m\u202e100% [x](http://a) | \ud800",
      hint: "Write `a|b`: ]]> & <img src=x onerror=alert(1)>\r\n@everyone",
    }),
    finding({ check: "links/internal", severity: "warning", message: "Unexpected link", hint: "" }),
    finding({ check: "links/internal", severity: "info", file: "content/docs/b.md", message: "A lone ` backtick" }),
    finding({ state: "allowed", evidence: { allowed: { reason: "history of the archive" } } }),
    finding({ state: "known", evidence: { known: { reason: "until the move", owner: "ops", until: "2027-01-01" } } }),
  ],
  sources: new Map([["content/docs/a.md", "# A\n\nMongoDB is here.\n"]]),
};

function finding(own: Partial<Finding>): Finding {
  const base: Finding = {
    check: "stale/term",
    severity: "error",
    file: "content/docs/a.md",
    line: 3,
    column: 1,
    endLine: 3,
    endColumn: 8,
    message: "Unexpected `MongoDB`",
    hint: "Say `PostgreSQL`.",
    evidence: { term: "MongoDB" },
    fingerprint: "0123456789abcdef",
    state: "open",
  };
  return { ...base, ...own };
}
