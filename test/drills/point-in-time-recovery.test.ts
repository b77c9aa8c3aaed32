import { expect } from "vitest";
import { drillPage, exchange, openDrills, PATIENCE, withPrograms } from "./run-page.ts";

const run = openDrills();
const page = drillPage("point-in-time-recovery");
const COPY = "cp --archive /srv/backup/base /srv/postgresql/restored";
const TOO_LATE = "'too late', NULL)\"";

withPrograms("the server comes back to exactly the marked moment, and takes writes", PATIENCE, async () => {
  const outcome = await run(page);
  expect(outcome).toMatchObject({ status: "passed", finding: undefined });
  if (outcome.status !== "skipped") expect(outcome.comparisons.map(({ mark }) => mark)).toEqual(["target", "target"]);
});

withPrograms.each([
  [
    "the target is after the damage",
    (text: string) =>
      exchange(text, TOO_LATE, `${TOO_LATE}\n${takeTime("TARGET")}\npsql --command="CREATE TABLE shop.later ()"`),
    /^-table shop\.document/m,
  ],
  [
    "the target is before the last good change",
    (text: string) =>
      exchange(
        exchange(text, "# The life after the backup", `${takeTime("EARLY")}\n#`),
        "target: $TARGET",
        "target: $EARLY",
      ),
    /^-table shop\.customer/m,
  ],
  [
    "a segment of the archive is cut short",
    (text: string) => exchange(text, COPY, `truncate --size=8192 /srv/wal/0*\n   ${COPY}`),
    /could not start server/,
  ],
  [
    "a file of the backup is lost",
    (text: string) => exchange(text, "name=verify\n", "name=verify\n   rm /srv/backup/base/global/pg_filenode.map\n"),
    /pg_filenode\.map.* not on disk/,
  ],
])("fails where %s", PATIENCE, async (_, change, hint) => {
  expect(await run(change(page))).toMatchObject({ status: "failed", finding: { hint: expect.stringMatching(hint) } });
});

function takeTime(name: string): string {
  return `export ${name}=$(psql --no-align --tuples-only --command="SELECT clock_timestamp()")`;
}
