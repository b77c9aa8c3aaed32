import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { BSONRegExp } from "bson";
import { afterAll, describe, expect, test } from "vitest";
import { UserError } from "../../../src/core/errors.ts";
import { type CatOptions, catCollection } from "../../../src/sources/archives/cat-collection.ts";
import { catLines } from "./cat-lines.ts";
import { everyType } from "./every-type.ts";
import { bson, writeArchive } from "./write-archive.ts";

const folder = await mkdtemp(join(tmpdir(), "plumbline-cat-"));
afterAll(() => rm(folder, { recursive: true }));

const typed = { db: "app", collection: "typed", documents: [1, 2, 300].map(everyType) };
const users = {
  db: "app",
  collection: "users.v2",
  documents: Array.from({ length: 20 }, (_, n) => ({
    n,
    tenant: n % 2 ? "acme" : "5",
    tags: [`t${n % 3}`],
    address: { city: "Ulm", zip: n },
  })),
};
const archive = join(folder, "app.archive");
await writeFile(archive, gzipSync(writeArchive([typed, users], { random: (below) => below - 1 })));

describe("choosing", () => {
  const ns = async (options: CatOptions): Promise<unknown[]> =>
    (await catLines(archive, { collection: "app.users.v2", format: "relaxed", ...options })).lines.map((line) =>
      JSON.parse(line),
    );

  test("limit and skip count what the filter lets through", async () => {
    expect((await ns({ filter: ["tenant=acme"], skip: 2, limit: 2 })).map((one) => (one as { n: number }).n)).toEqual([
      5, 7,
    ]);
    expect(await ns({ limit: 0 })).toEqual([]);
  });

  test("values are Extended JSON where they are valid, text where they are quoted or nothing else", async () => {
    expect(await ns({ filter: ["tenant=5"] })).toEqual([]);
    expect(await ns({ filter: ['tenant="5"'] })).toHaveLength(10);
    expect(await ns({ filter: ["tags=t1", "address.zip=4"] })).toHaveLength(1);
    expect(await ns({ filter: ["address.nowhere=1"] })).toEqual([]);
    const { lines } = await catLines(archive, { collection: "app.typed", filter: [`_id=${typed.documents[1]?._id}`] });
    expect(lines).toHaveLength(1);
  });

  test("fields keep their order and their nesting", async () => {
    expect(await ns({ fields: ["address.city", "n"], limit: 1 })).toEqual([{ n: 0, address: { city: "Ulm" } }]);
  });

  test("a collection of a directory dump", async () => {
    await mkdir(join(folder, "dump/app"), { recursive: true });
    await writeFile(join(folder, "dump/app/a%2Fb.bson"), bson({ a: 1 }));
    await writeFile(join(folder, "dump/app/c.bson.gz"), gzipSync(bson({ c: 1 })));
    expect((await catLines(join(folder, "dump"), { collection: "app.a/b" })).lines).toEqual([
      '{"a":{"$numberInt":"1"}}',
    ]);
    expect((await catLines(join(folder, "dump"), { collection: "app.c", format: "relaxed" })).lines).toEqual([
      '{"c":1}',
    ]);
    await expect(catLines(join(folder, "dump"), {})).rejects.toThrow("second collection");
  });

  test("no name, a wrong name and a wrong filter are UserErrors that say what there is", async () => {
    await expect(catLines(archive, {})).rejects.toThrow(UserError);
    const error = await catLines(archive, { collection: "app.nothing" }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: "UserError", hint: "It holds `app.typed`, `app.users.v2`." });
    await expect(catLines(archive, { collection: "app.typed", filter: ["x"] })).rejects.toThrow(UserError);
  });
});

test("damage does not hide what lies before it, and is said", async () => {
  const path = join(folder, "cut.bson");
  const bytes = Buffer.concat([bson({ n: 1 }), bson({ n: 2 }), bson({ n: 3 })]);
  await writeFile(path, bytes.subarray(0, bytes.length - 3));
  expect(await catLines(path, { format: "relaxed" })).toEqual({
    lines: ['{"n":1}', '{"n":2}'],
    documents: 2,
    codes: ["truncated"],
  });
});

test("a slow reader holds the archive back", { timeout: 60_000 }, async () => {
  const path = join(folder, "large.bson");
  await writeFile(path, Buffer.concat(Array.from({ length: 400 }, (_, n) => bson({ n, filler: "x".repeat(20_000) }))));
  let most = 0;
  await catCollection(path, async (text) => {
    most = Math.max(most, text.length);
    await new Promise((resolve) => setTimeout(resolve, 1));
  });
  expect(most).toBeLessThan(1_000_000);
});

test("a value that BSON does not have costs its document alone, and is said with the place", async () => {
  const odd = bson({ pattern: new BSONRegExp("a", "i") });
  odd.write("h", odd.lastIndexOf("i"));
  const first = bson({ n: 1 });
  await writeFile(join(folder, "odd.bson"), Buffer.concat([first, odd, bson({ n: 2 })]));
  const texts: string[] = [];
  const result = await catCollection(join(folder, "odd.bson"), (text) => void texts.push(text), { format: "relaxed" });
  expect(texts.join("")).toBe('{"n":1}\n{"n":2}\n');
  expect(result).toMatchObject({
    documents: 2,
    problems: [{ code: "bson-invalid", offset: first.length, message: expect.stringContaining("`odd` (The regular") }],
  });
});
