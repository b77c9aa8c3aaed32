/** What a reference is part of; each is removed in its own way. */
export const KINDS = ["package", "project", "configuration", "code", "test", "docs"] as const;
export type Kind = (typeof KINDS)[number];

const TEST_FOLDER = /(?:^|[/.])tests?(?:[/.]|$)/i;
/** `StoreTests.cs`, `store_test.go`, `store.spec.ts`; never `contest.py`. */
const TEST_FILE = /(?:Tests?|_test|\.spec)\.\w+$/;
const PACKAGE = /<Package(?:Reference|Version)\b/i;
const PACKAGE_FILE = /(?:^|\/)(?:package\.json|go\.mod|requirements[^/]*\.txt|Gemfile|pom\.xml|[^/]+\.gradle)$/;
const PROJECT_FILE = /\.(?:slnx?|[cf]sproj|props|targets)$/i;
const CONFIGURATION =
  /\.(?:json|jsonc|ya?ml|toml|ini|conf|cfg|config|properties|env|xml|tf|tpl)$|(?:^|\/)(?:\.env|Dockerfile)(?:\.[^/]+)?$/i;

/** The kind of a reference by the file it stands in and its line; a file's own name is given without a line. */
export function kindOf(file: string, line: string | undefined): Kind {
  if (/\.mdx?$/i.test(file)) return "docs";
  if (PACKAGE_FILE.test(file) || (line !== undefined && PACKAGE.test(line))) return "package";
  if (TEST_FOLDER.test(file) || TEST_FILE.test(file)) return "test";
  if (PROJECT_FILE.test(file)) return "project";
  return CONFIGURATION.test(file) ? "configuration" : "code";
}
