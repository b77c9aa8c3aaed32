import { expect, test } from "vitest";
import { drillPage, exchange, haveProgram, openDrills, PATIENCE } from "./run-page.ts";

const run = openDrills();
const page = drillPage("pgbackrest");
const TOO_LATE = "'too late', NULL)\"";
const VERIFY = "pgbackrest --stanza=stellaops --log-level-console=info verify";
const STOP = "pg_ctl --mode=fast --wait stop";
const withPgBackRest = test.skipIf(!haveProgram("pgbackrest") && !process.env.CI);

withPgBackRest("full, differential and WAL bring back exactly the marked moment", PATIENCE, async () => {
  expect(await run(page)).toMatchObject({ status: "passed", finding: undefined });
});

withPgBackRest.each([
  [
    "the target is after the damage",
    TOO_LATE,
    `${TOO_LATE}\nexport TARGET=$(psql --no-align --tuples-only --command="SELECT clock_timestamp()")\npsql --command="CREATE TABLE shop.later ()"`,
    /^-table shop\.document/m,
  ],
  [
    "a segment of the archive is cut short",
    STOP,
    `${STOP}\n   find /srv/pgbackrest/archive -name '0*-*' -exec truncate --size=100 {} +`,
    /could not start server/,
  ],
  [
    "a file of the repository is lost",
    VERIFY,
    `find /srv/pgbackrest/backup -name 'PG_VERSION*' -delete\n   ${VERIFY}`,
    /^It printed nothing\.$/,
  ],
])("fails where %s", PATIENCE, async (_, from, to, hint) => {
  const outcome = await run(exchange(page, from, to));
  expect(outcome).toMatchObject({ status: "failed", finding: { hint: expect.stringMatching(hint) } });
});
