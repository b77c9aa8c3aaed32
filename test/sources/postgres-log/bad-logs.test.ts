import { appendFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../temporary-folder.ts";
import { collectFrom, factValue } from "./collect-from.ts";
import { csvRecord, type Entry, jsonLine, PLAIN_PREFIX, plainLine } from "./write-log.ts";

const timed: Entry = { message: "duration: 2.000 ms  statement: SELECT 1" };
const options = { linePrefix: PLAIN_PREFIX, logged: { log_min_duration_statement: 0 } };

async function read(content: string | Uint8Array, file = "a.json") {
  const folder = temporaryFolder();
  writeFileSync(join(folder, file), content);
  const collected = await collectFrom(folder, options);
  return { collected, log: factValue(collected, "log.read") };
}

test("records cut in the middle and with NUL bytes are gaps; those around them count", async () => {
  const line = jsonLine(timed);
  const { collected, log } = await read(
    `${line}${line.slice(0, 90)}\n${line.replace("app", "a\0p")}${line}\0\0\0\n${line}`,
  );
  expect(factValue(collected, "percentile.overall").logged).toBe(3);
  expect(log).toMatchObject({ records: 3, damaged_records: 2, unknown_lines: 1 });
  expect(collected.unreadable).toEqual([{ group: "log", reason: "2 records are damaged and were not counted" }]);
});

test("the last line of a log that is still being written waits for the next time", async () => {
  const line = jsonLine(timed);
  const { collected, log } = await read(line + line.slice(0, -1));
  expect(log).toMatchObject({ records: 1, unfinished_records: 1, damaged_records: 0 });
  expect(collected.unreadable).toBeUndefined();
});

test("a form that changes in the middle is read on", async () => {
  const { collected } = await read(jsonLine(timed) + csvRecord(timed) + plainLine(timed) + jsonLine(timed));
  expect(factValue(collected, "percentile.overall").logged).toBe(4);
});

test("a csvlog that was cut inside of quotes loses the cut record only", async () => {
  const two = csvRecord({ message: "duration: 2.000 ms  statement: SELECT\n1" });
  const { collected, log } = await read(`${two}${two.slice(0, two.indexOf("SELECT") + 3)}\n${two.repeat(5)}`, "a.csv");
  expect(factValue(collected, "percentile.overall").logged).toBe(6);
  expect(log.damaged_records).toBe(1);
});

test("a line of 1 GiB is stepped over in bounded memory; what stands before and after it counts", async () => {
  const folder = temporaryFolder();
  const file = join(folder, "a.json");
  // The disk holds none of the zeros. Two threads look for an end of the line in 33 parts of the file.
  writeFileSync(file, `${jsonLine(timed)}{"timestamp":"`);
  truncateSync(file, 1024 ** 3);
  appendFileSync(file, `\n${jsonLine(timed)}`);
  const before = process.resourceUsage().maxRSS;
  const collected = await collectFrom(folder, options);
  expect((process.resourceUsage().maxRSS - before) / 1024).toBeLessThan(150);
  expect(factValue(collected, "log.read")).toMatchObject({ records: 2, long_records: 1, damaged_records: 0 });
  expect(collected.unreadable).toEqual([
    { group: "log", reason: "1 records are longer than 8 MiB and were not counted" },
  ]);
});

test("what only looks like a duration is none", async () => {
  const lines = [
    jsonLine({ message: "duration: 9.000 ms", context: "PL/pgSQL function f() line 1 at RAISE" }),
    jsonLine({ message: "duration: 9.000 ms  statement: SELECT 1", severity: "NOTICE" }),
    jsonLine({ message: "duration: 9.000 ms  plan:\nQuery Text: SELECT 1" }),
    jsonLine({ message: "duration: 9.000 ms  parse <unnamed>: SELECT 1" }),
    jsonLine({ message: "duration: 9.000 ms  bind <unnamed>: SELECT 1" }),
    jsonLine({ message: "duration: 9.000 ms", tag: "BIND" }),
    jsonLine({ message: 'error: {"message":"duration: 9.000 ms"}', severity: "ERROR", state: "P0001" }),
    jsonLine({ message: "duration: 1.000 ms  execute <unnamed>: SELECT 1" }),
    jsonLine({ message: "duration: 1.000 ms" }),
  ];
  const { collected } = await read(lines.join(""));
  expect(factValue(collected, "percentile.overall")).toMatchObject({ logged: 2, max_ms: 1 });
  expect(factValue(collected, "error_class.P0")).toMatchObject({ errors: 1, fatal: 0 });
});

test("damaged gzip data is said, and counts for nothing", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "a.json.gz"), gzipSync(jsonLine(timed).repeat(999)).subarray(0, 200));
  writeFileSync(join(folder, "b.json"), jsonLine(timed));
  const collected = await collectFrom(folder, options);
  expect(factValue(collected, "percentile.overall").logged).toBe(1);
  expect(collected.unreadable).toEqual([
    { group: "log.a%2Ejson%2Egz", reason: expect.stringContaining("damaged gzip data") },
  ]);
});

test.each([
  ["no log at all", undefined],
  ["something else", "hello\nworld\n"],
])("a folder with %s is an error with an action", async (_, content) => {
  const folder = temporaryFolder();
  if (content !== undefined) writeFileSync(join(folder, "a.log"), content);
  await expect(collectFrom(folder)).rejects.toMatchObject({ name: "UserError", hint: expect.stringMatching(/./) });
});
