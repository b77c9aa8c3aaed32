import { expect, test } from "vitest";
import { textToCopy } from "../../src/proofs/typed/text-to-copy.ts";

const copied = (language: string, ...lines: string[]) => textToCopy({ language, meta: "", code: lines.join("\n") });

test("a block of commands is copied as it stands, comments and indentation too", () => {
  const lines = ["# the whole cluster", "pg_dumpall \\", "  --globals-only", "", "echo done"];
  expect(copied("bash", ...lines)).toBe(lines.join("\n"));
  expect(copied("sql", "\\x", "SELECT 1", "  FROM <table>;")).toBe("\\x\nSELECT 1\n  FROM <table>;");
  expect(copied("ini", "$ no prompt")).toBe("$ no prompt");
});

test("prompts and what was printed are left out: what is copied is what was proven", () => {
  expect(copied("console", "$ psql --version", "psql (PostgreSQL) 16.14", "$ pg_ctl \\", "    status")).toBe(
    "psql --version\npg_ctl \\\n    status",
  );
  expect(copied("sql", "app=# SELECT 1", "app-#   AS one;", " one", "-----", "   1", "(1 row)")).toBe(
    "SELECT 1\nAS one;",
  );
  expect(copied("sql", "SELECT 1 AS a, 2 AS b;", " a | b", "---+---", " 1 | 2", "(1 row)")).toBe(
    "SELECT 1 AS a, 2 AS b;",
  );
});
