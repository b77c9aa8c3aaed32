import { execFileSync } from "node:child_process";
import type { Nodes } from "mdast";
import { describe, expect, test } from "vitest";
import { type Fact, factIdPart, makeSnapshot } from "../../src/core/fact.ts";
import { generatedPages } from "../../src/site/generated/index.ts";
import { renderView } from "../../src/site/transform/render-view.ts";
import { factsOf } from "../facts-of.ts";

const HOSTILE = "a'b\n`c` $(touch x) {x} ![y](z) <b>\u202e.archive";
const NOW = "2026-11-24T12:00:00Z";
const tool = { name: "plumbline", version: "1" };

function archive(file: string, verifiedAt: string | null = "2026-11-01T00:00:00Z"): Fact[] {
  const value = { file, kind: "mongodump-archive", in_manifest: true, verified_at: verifiedAt, verify_problems: [] };
  const fields = [{ path: "tags[]", types: { string: 7 }, documents: 3, presence: 0.75, minLength: 1, maxLength: 9 }];
  const indexes = [{ name: "n_1", keys: [{ field: "n", direction: -1 }], options: { unique: true } }];
  const collection = {
    file,
    database: "app",
    collection: "users",
    documents: 4,
    bytes: 100,
    fields,
    fields_total: 450,
  };
  return [
    { id: `archive.${factIdPart(file)}`, value: { ...value, problems: [], bytes: 60, documents: 4, collections: 1 } },
    { id: `collection.${factIdPart(file)}.app.users`, value: { ...collection, indexes } },
  ];
}

function policy(file: string, keepUntil: string, more: object = {}): Fact {
  const decided = { legal_basis: "contract 7", location: "site A", owner: "operations", encryption: "AES-256" };
  return {
    id: `policy.${factIdPart(file)}`,
    value: { archive: `mongodb/${file}`, keep_until: keepUntil, ...decided, readers: ["legal", "security"], ...more },
    unit: "record",
    stated: { source: "minutes", asOf: "2026-01-01T00:00:00Z", staleAfter: "365d" },
  };
}

function contextOf(archives: Fact[], policies: Fact[] = []) {
  const observed = { tool, observedAt: "2026-11-01T00:00:00Z" };
  const snapshots = [
    makeSnapshot({ ...observed, source: "archives", target: "mongodb", origin: "/srv/the archives" }, archives),
    makeSnapshot({ ...observed, source: "postgres", target: "demo", origin: "postgresql://db/app" }, [
      { id: "schema.app", value: { name: "app", tables: 2, total_bytes: 250 } },
      { id: "table.app.users", value: { heap_bytes: 150, index_bytes: 100, live_rows: 4 } },
    ]),
    ...(policies.length > 0
      ? [makeSnapshot({ ...observed, source: "manual", target: "policies", origin: "p.yml" }, policies)]
      : []),
  ];
  return { facts: factsOf(...snapshots), freshFor: () => 400 * 86_400_000, now: new Date(NOW) };
}

const pagesOf = (archives: Fact[], patterns: string[] = []) =>
  generatedPages({
    facts: contextOf(archives).facts,
    modules: [{ name: "App", schema: "app", status: "converted", archives: patterns }],
  }).filter(({ slug }) => slug.startsWith("migration/"));

describe("pages", () => {
  test("one for each archive, at addresses of their own, beside overview and schedule", () => {
    const pages = pagesOf([...archive("Users.archive"), ...archive("users.bson.gz"), ...archive("..bson")]);
    expect(pages.map(({ slug }) => slug)).toEqual([
      "migration/archives",
      "migration/decommission-schedule",
      "migration/archives/mongodb/archive",
      "migration/archives/mongodb/users",
      "migration/archives/mongodb/users-2",
    ]);
  });

  test("no name from outside stands in their text", () => {
    const bodies = pagesOf(archive(HOSTILE)).map(({ body, slug }) => slug + body);
    for (const body of bodies) expect(body).not.toMatch(/\$\(|\{x\}|!\[|<b>|\u202e/);
  });

  test("the schema that replaced it comes from the module that names it", () => {
    const body = (patterns: string[]) => pagesOf(archive("users.archive"), patterns).at(-1)?.body;
    expect(body(["mongodb/users*"])).toContain('schema="app" database="demo"');
    expect(body(["mongodb/other*"])).not.toContain("archive-replacement");
  });

  test("none where no archive was pulled", () => {
    expect(pagesOf([])).toEqual([]);
  });
});

describe("views", () => {
  const view = (name: string, context: ReturnType<typeof contextOf>, more: Record<string, string> = {}) =>
    linesIn(renderView({ name, target: "mongodb", ...more }, context));

  test("schedule: by date, what is overdue is said in words, and so is what nobody decided", () => {
    const files = ["late.archive", "unverified.archive", "undecided.archive"];
    const archives = files.flatMap((file) => archive(file, file.startsWith("unv") ? null : "2026-04-01T00:00:00Z"));
    const policies = [
      policy("late.archive", "2026-11-23", { verify_every: "240d" }),
      policy("unverified.archive", "2026-11-24"),
    ];
    expect(view("archive-schedule", contextOf(archives, policies))).toEqual([
      "What is due when, as of 2026-11-24: 3 overdue (7)",
      "Due|What|Archive|State|Owner|Ground",
      "now|Decide its policy|undecided.archive|Overdue|nobody|nothing is decided yet",
      "now|Verify in full|unverified.archive|Overdue|operations|every 180d",
      "2026-11-24|Delete it and its copies|late.archive|Overdue|operations|contract 7",
      "2026-11-25|Delete it and its copies|unverified.archive|Due in 12 hours|operations|contract 7",
      "2026-11-27|Verify in full|late.archive|Due in 2 days|operations|every 240d",
      "2027-01-01|Review the policy|late.archive|Due in 37 days|operations|minutes",
      "2027-01-01|Review the policy|unverified.archive|Due in 37 days|operations|minutes",
    ]);
  });

  test("what a schedule is from stands over it once each: the archives, and the policies with their own limit", () => {
    const context = contextOf(archive("a.archive"), [policy("a.archive", "2030-01-01")]);
    const said = wordsIn(renderView({ name: "archive-schedule" }, context));
    expect(said.match(/What is due when/g)).toHaveLength(1);
    expect(said).toContain(
      "from archives/mongodb at /srv/the archives, as of 2026-11-01 00:00 UTC. Fresh until 2027-12-06",
    );
    expect(said).toContain("from manual/policies at p.yml, as of 2026-11-01 00:00 UTC. Fresh until 2027-01-01");
  });

  test("a policy that lacks something is not shown as one", () => {
    const half = policy("a.archive", "2030-01-01");
    const broken = { ...half, value: { archive: "mongodb/a.archive", keep_until: "soon" } };
    const lines = view("archive-policy", contextOf(archive("a.archive"), [broken])).join("\n");
    expect(lines).toContain("incomplete: `keep_until`: expected a date");
    expect(lines).toContain("Owner|not stated");
  });

  test("fields, cut ones counted; indexes with keys and options", () => {
    const context = contextOf(archive("a.archive"));
    expect(view("archive-fields", context)).toContain("tags[]|string 7|3|75.0 %|1 to 9");
    expect(view("archive-fields", context)[0]).toContain("Fields of app.users, the first 1 of 450");
    expect(view("archive-indexes", context)).toContain("app.users|n_1|n: -1|unique: true");
  });

  test("sizes beside the schema's", () => {
    const lines = view("archive-replacement", contextOf(archive("a.archive")), { schema: "app", database: "demo" });
    expect(lines).toContain("Size on disk|60 B|250 B");
    expect(lines).toContain("Data without indexes|100 B|150 B");
    expect(lines).toContain("Schema on disk, as a share of the BSON||250.0 %");
  });

  test("commands hold any name as one word of bash", () => {
    const lines = codeIn(renderView({ name: "archive-commands", target: "mongodb" }, contextOf(archive(HOSTILE))));
    const [verify = ""] = lines;
    expect(verify).not.toContain("\u202e");
    const word = verify.replace("npx plumbline archive verify ", "");
    const env = { PATH: process.env.PATH ?? "", LC_ALL: "C.UTF-8" };
    expect(execFileSync("bash", ["--norc", "-c", `printf %s ${word}`], { encoding: "utf8", env })).toBe(
      `/srv/the archives/${HOSTILE}`,
    );
  });

  test("problems in the bytes and against the manifest; none is said too", () => {
    const [one, ...rest] = archive("a.archive");
    const problem = { code: "truncated", message: "Unexpected end", offset: 9 };
    const changed = { code: "changed", message: "Unexpected SHA-256", offset: 0 };
    const value = { ...(one?.value as object), problems: [problem], verify_problems: [problem, changed] };
    const context = contextOf([{ id: one?.id ?? "", value }, ...rest]);
    expect(view("archive-problems", context).slice(2)).toEqual([
      "truncated|9|Unexpected end",
      "changed|0|Unexpected SHA-256",
    ]);
    expect(view("archive-problems", contextOf(archive("a.archive"))).at(-1)).toContain("as the manifest says");
  });

  test.each([
    ["archive", { where: "file=user%2Earchive" }, "Did you mean `mongodb/users%2Earchive`?"],
    ["archive", { wehre: "x" }, "Did you mean `where`?"],
    ["archive-replacement", { schema: "nowhere", database: "demo" }, "Write it like ::view"],
  ])("%s of something unknown", (name, more, hint) => {
    const render = () => view(name, contextOf(archive("users.archive")), more as Record<string, string>);
    expect(render).toThrow(expect.objectContaining({ name: "UserError", hint: expect.stringContaining(hint) }));
  });
});

/** The lines of a view as its reader sees them: the caption's words, then each row. */
function linesIn(node: Nodes): string[] {
  if (node.type === "tableRow") return [node.children.map((cell) => wordsIn(cell)).join("|")];
  if (node.type === "strong") return [wordsIn(node)];
  const name = (node.data as { hName?: string } | undefined)?.hName;
  if (name === "strong") return [wordsIn(node)];
  return "children" in node ? node.children.flatMap((child) => linesIn(child)) : [];
}

function wordsIn(node: Nodes): string {
  if ("value" in node) return node.value;
  return "children" in node ? node.children.map((child) => wordsIn(child)).join("") : "";
}

function codeIn(node: Nodes): string[] {
  if (node.type === "code") return [node.value];
  return "children" in node ? node.children.flatMap((child) => codeIn(child)) : [];
}
