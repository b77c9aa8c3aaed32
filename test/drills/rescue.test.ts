import { expect } from "vitest";
import { drillPage, exchange, openDrills, PATIENCE, twice, withPrograms } from "./run-page.ts";

const run = openDrills();

withPrograms.each(["standby-and-rewind", "wraparound"])("%s passes", PATIENCE, async (name) => {
  expect(await run(drillPage(name))).toMatchObject({ status: "passed", finding: undefined });
});

withPrograms("wal-disk-full passes, or says that no small disk can be had", PATIENCE, async () => {
  const outcome = await run(drillPage("wal-disk-full"));
  if (outcome.status === "skipped") expect(outcome.reason).toContain("mount a small disk");
  else expect(outcome).toMatchObject({ status: "passed", finding: undefined });
});

// The procedure from one major to itself: machines with two majors and their tools are rare.
withPrograms("major-upgrade passes, and is skipped where one major is installed", PATIENCE, async () => {
  const page = drillPage("major-upgrade");
  expect(await run(page, { installations: twice() })).toMatchObject({ status: "passed", finding: undefined });
  expect(await run(page, { installations: twice().slice(0, 1) })).toMatchObject({
    status: "skipped",
    reason: expect.stringContaining("a second major"),
  });
});

withPrograms.each([
  [
    "wraparound",
    "the ids did not run out",
    'pg_resetwal --next-transaction-id=2146000000 "$PGDATA"',
    "true",
    /^Unexpected exit status 0 of .*CREATE TABLE/,
  ],
  [
    "standby-and-rewind",
    "the old primary is not rewound",
    "pg_rewind --target",
    "true --target",
    /is_in_recovery|pg_ctl/,
  ],
  [
    "standby-and-rewind",
    "the standby lacks a change",
    "pg_ctl --pgdata=/srv/postgresql/standby --wait promote",
    "pg_ctl --pgdata=/srv/postgresql/standby --wait promote\n   psql --port=5433 --command='DELETE FROM shop.event WHERE detail IS NOT NULL'",
    /drill-same received/,
  ],
])("%s fails where %s", PATIENCE, async (name, _, from, to, message) => {
  expect(await run(exchange(drillPage(name), from, to))).toMatchObject({
    status: "failed",
    finding: { message: expect.stringMatching(message) },
  });
});

withPrograms.each([
  ["no room is made", "rm /srv/wal/other-files", "true", /pg_ctl .*restart/],
  [
    "a committed row is lost",
    'psql --quiet --command="DROP TABLE IF EXISTS public.filler"',
    'psql --quiet --command="DELETE FROM shop.event WHERE detail IS NOT NULL"',
    /drill-same before/,
  ],
])("wal-disk-full fails where %s", PATIENCE, async (_, from, to, message) => {
  const outcome = await run(exchange(drillPage("wal-disk-full"), from, to));
  if (outcome.status === "skipped") expect(outcome.reason).toContain("mount a small disk");
  else expect(outcome).toMatchObject({ status: "failed", finding: { message: expect.stringMatching(message) } });
});
