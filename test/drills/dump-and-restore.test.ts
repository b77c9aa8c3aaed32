import { expect } from "vitest";
import { drillPage, exchange, openDrills, PATIENCE, withPrograms } from "./run-page.ts";

const run = openDrills();
const page = drillPage("dump-and-restore");

withPrograms("what pg_dump saved is restored row by row", PATIENCE, async () => {
  const outcome = await run(page);
  expect(outcome).toMatchObject({ status: "passed", finding: undefined });
  if (outcome.status === "skipped") return;
  expect(outcome.comparisons.map(({ database }) => database)).toEqual(["stellaops_restored", "stellaops"]);
  expect(outcome.comparisons[0]?.tables.map(({ name }) => name)).toEqual([
    "shop.customer",
    "shop.document",
    "shop.event_2025",
    "shop.event_2026",
    "shop.purchase",
  ]);
  expect(Math.min(...(outcome.comparisons[0]?.tables.map(({ rows }) => rows) ?? []))).toBeGreaterThan(200);
});

const RESTORED = "drill-same source --dbname=stellaops_restored";
withPrograms.each([
  [
    "a table is left out of the dump",
    "pg_dump --format",
    "pg_dump --exclude-table-data=shop.document --format",
    /^\+table shop\.document 0 /m,
  ],
  [
    "a file of the dump is lost",
    "pg_restore --list",
    "rm /srv/backup/dump/<database>/*.dat.gz\n   pg_restore --list",
    /No such file or directory/,
  ],
  [
    "one byte of the dump is changed",
    "sha256sum --check",
    "printf x >> globals.sql\n   sha256sum --check",
    /globals\.sql: FAILED/,
  ],
  [
    "one value of one row differs",
    RESTORED,
    `psql --dbname=stellaops_restored --command='UPDATE shop.document SET words[1] = $$x$$ WHERE purchase_id = 7'\n${RESTORED}`,
    /^-table shop\.document/m,
  ],
  [
    "one index is lost",
    RESTORED,
    `psql --dbname=stellaops_restored --command='DROP INDEX shop.purchase_customer'\n${RESTORED}`,
    /^-index shop\.purchase_customer/m,
  ],
])("fails where %s", PATIENCE, async (_, from, to, hint) => {
  const outcome = await run(exchange(page, from, to));
  expect(outcome).toMatchObject({ status: "failed", finding: { hint: expect.stringMatching(hint) } });
});
