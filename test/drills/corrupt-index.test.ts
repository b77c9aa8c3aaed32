import { expect } from "vitest";
import { drillPage, exchange, openDrills, PATIENCE, withPrograms } from "./run-page.ts";

const run = openDrills();
const page = drillPage("corrupt-index");

withPrograms("an index that lost entries is found, rebuilt and whole again", PATIENCE, async () => {
  expect(await run(page)).toMatchObject({ status: "passed", finding: undefined });
});

withPrograms.each([
  [
    "nothing is corrupt",
    "SET indisready = false",
    "SET indisready = true",
    /^Unexpected exit status 0 of .*--verbose stellaops`, expected 2$/,
  ],
  [
    "only the structure is looked at",
    "--install-missing --heapallindexed",
    "--install-missing",
    /^Unexpected exit status 0 of .*, expected 2$/,
  ],
  [
    "nothing is rebuilt",
    "REINDEX INDEX CONCURRENTLY <index_name>",
    "SELECT 1",
    /^Unexpected exit status 2 of .*, expected 0$/,
  ],
  [
    "another index is rebuilt",
    "index_name: shop.purchase_customer",
    "index_name: shop.purchase_pkey",
    /^Unexpected exit status 2 of .*, expected 0$/,
  ],
])("fails where %s", PATIENCE, async (_, from, to, message) => {
  expect(await run(exchange(page, from, to))).toMatchObject({
    status: "failed",
    finding: { message: expect.stringMatching(message) },
  });
});
