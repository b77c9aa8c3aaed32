import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deserialize, EJSON, Long } from "bson";
import pg from "pg";
import { afterAll, describe, expect, test } from "vitest";
import { startSandbox } from "../../../src/sandbox/index.ts";
import { catCollection } from "../../../src/sources/archives/cat-collection.ts";
import { catLines } from "./cat-lines.ts";
import { deprecatedTypes, everyType } from "./every-type.ts";
import { bson } from "./write-archive.ts";

const folder = await mkdtemp(join(tmpdir(), "plumbline-render-"));
afterAll(() => rm(folder, { recursive: true }));

const documents = [1, 2, 300].map(everyType);
const archive = join(folder, "typed.bson");
await writeFile(archive, Buffer.concat(documents.map(bson)));

describe("Extended JSON", () => {
  test.each([
    ["canonical", false],
    ["relaxed", true],
  ] as const)("%s equals what the official package gives", async (format, relaxed) => {
    const { lines } = await catLines(archive, { format });
    const expected = documents.map((one) =>
      EJSON.stringify(deserialize(bson(one), { promoteValues: false, bsonRegExp: true }), { relaxed }),
    );
    expect(lines).toEqual(expected);
  });
});

describe("deprecated types that the official package reads and no longer writes", () => {
  test("come out as it gives them", async () => {
    const bytes = deprecatedTypes();
    await writeFile(join(folder, "old.bson"), bytes);
    let text = "";
    await catCollection(join(folder, "old.bson"), (more) => {
      text += more;
    });
    const decoded = deserialize(bytes, { promoteValues: false, bsonRegExp: true });
    expect(text).toBe(`${EJSON.stringify(decoded, { relaxed: false })}\n`);
    expect(text).toContain('"$ref":"a"');
  });
});

test("PostgreSQL loads the copy text into JSONB, every character kept but NUL", { timeout: 60_000 }, async () => {
  const texts = [
    "back\\slash",
    "tab\tline\nend\r",
    'quo"te',
    "\\u0000 as text",
    "nul\0inside",
    "\\\0",
    "\\.",
    "grüße 😀",
  ];
  await writeFile(
    join(folder, "texts.bson"),
    Buffer.concat(texts.map((text, n) => bson({ n, text, [`key${text.replaceAll("\0", "")}`]: 1 }))),
  );
  const { lines } = await catLines(join(folder, "texts.bson"), { format: "copy" });
  const server = await startSandbox();
  try {
    const file = join(folder, "texts.copy");
    await writeFile(file, lines.map((line) => `${line}\n`).join(""));
    await chmod(folder, 0o755);
    const client = new pg.Client(server.connection());
    await client.connect();
    try {
      await client.query("create table archived (document jsonb)");
      await client.query(`copy archived from '${file}'`);
      const { rows } = await client.query(
        "select document->>'text' as text from archived order by (document->'n'->>'$numberInt')::int",
      );
      expect(rows.map((row) => row.text)).toEqual(texts.map((text) => text.replaceAll("\0", "\ufffd")));
    } finally {
      await client.end();
    }
  } finally {
    await server.stop();
  }
});

describe("dates that JavaScript cannot hold", () => {
  const NEVER = Long.MAX_VALUE;
  const FIRST = Long.MIN_VALUE;
  // Longs in place of the dates, as the official package writes no such date; then their type is made a date's.
  const longs = {
    "9": NEVER,
    at: FIRST,
    deep: [{ n: 1 }, { till: NEVER, since: new Date(0) }],
    text: "$date NaN",
    "1": FIRST,
  };
  const bytes = bson(longs);
  for (const name of ["9", "at", "till", "1"]) {
    const at = bytes.indexOf(Buffer.from(`\x12${name}\0`));
    bytes[at] = 0x09;
  }
  const never = '{"$date":{"$numberLong":"9223372036854775807"}}';
  const first = '{"$date":{"$numberLong":"-9223372036854775808"}}';

  test("are written to the millisecond, in every format and wherever they stand", async () => {
    await writeFile(join(folder, "never.bson"), Buffer.concat([bytes, bson({ n: 1 })]));
    const relaxed = await catLines(join(folder, "never.bson"), { format: "relaxed" });
    const since = '{"$date":"1970-01-01T00:00:00Z"}';
    expect(relaxed.lines[0]).toBe(
      `{"1":${first},"9":${never},"at":${first},"deep":[{"n":1},{"till":${never},"since":${since}}],"text":"$date NaN"}`,
    );
    expect(relaxed).toMatchObject({ documents: 2, codes: [] });
    for (const format of ["canonical", "copy"] as const) {
      const { lines } = await catLines(join(folder, "never.bson"), { format });
      expect(lines[0]?.split(never)).toHaveLength(3);
      expect(lines[0]?.split(first)).toHaveLength(3);
      expect(lines[0]).not.toContain('"NaN"');
    }
    expect((await catLines(join(folder, "never.bson"), { fields: ["deep.till"], limit: 1 })).lines).toEqual([
      `{"deep":[{},{"till":${never}}]}`,
    ]);
  });
});
