import { expect, test } from "vitest";
import { checks } from "../../src/checks/index.ts";
import { loadLooking, lookingIds } from "../../src/checks/load-looking.ts";

test("a thread can load every check that has looks, by itself", async () => {
  const looking = checks.filter(({ look }) => look);
  expect([...lookingIds].sort()).toEqual(looking.map(({ id }) => id).sort());
  expect(await loadLooking(looking.map(({ id }) => id))).toEqual(looking);
  await expect(loadLooking(["links/none"])).rejects.toThrow("no looks in check links/none");
});
