import { expect } from "vitest";
import { drillPage, exchange, openDrills, PATIENCE, withPrograms } from "./run-page.ts";

const run = openDrills();
const page = drillPage("verify-a-backup");

withPrograms("damaged backups are refused, and the whole one is restored", PATIENCE, async () => {
  expect(await run(page)).toMatchObject({ status: "passed", finding: undefined });
});

const VERIFY = "pg_verifybackup --exit-on-error /srv/backup/base";
const REFUSED = "Unexpected exit status 0 of `pg_verifybackup /srv/backup/copy`, expected 1";
const BROKEN = `Unexpected exit status 1 of \`${VERIFY}\`, expected 0`;

withPrograms.each([
  ["a changed byte is not refused", "bs=1 seek=12345", "bs=1 count=0 seek=12345", REFUSED],
  ["a segment that is cut short is not refused", "truncate --size=4096", "touch", REFUSED],
  ["a missing file is not refused", "rm /srv/backup/copy/global/pg_control", "true", REFUSED],
  ["the first backup is damaged", VERIFY, `truncate --size=-1 /srv/backup/base/PG_VERSION\n   ${VERIFY}`, BROKEN],
  ["the first backup skipped a file", VERIFY, `rm /srv/backup/base/global/pg_filenode.map\n   ${VERIFY}`, BROKEN],
])("fails where %s", PATIENCE, async (_, from, to, message) => {
  expect(await run(exchange(page, from, to))).toMatchObject({ status: "failed", finding: { message } });
});
