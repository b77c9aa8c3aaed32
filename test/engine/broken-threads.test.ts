import { describe, expect, test } from "vitest";
import { hostileCheck } from "./hostile-check.ts";
import { look, page } from "./look-project.ts";

const HOSTILE = new URL("./hostile-worker.ts", import.meta.url);

describe("a thread that goes wrong", () => {
  const hostile = [{ check: hostileCheck, options: {} }];
  const lookHostile = (limitMs = 60_000) => look(hostile, { worker: HOSTILE, limitMs, limitMiB: 128 });

  test.each([
    ["ends", "EXIT", "ended with code 3"],
    ["fills its memory", "MEMORY", "memory"],
    ["throws", "THROW", "thrown on purpose"],
  ])(
    "because a check %s is a failed check that names the page, not a clean one",
    { timeout: 120_000 },
    async (_, word, said) => {
      for (const name of ["a", "b", "c", "d"]) page(name, "Mongo.");
      page("c", word);
      const { outcomes } = await lookHostile();
      expect(outcomes[0]).toMatchObject({ check: "test/hostile", status: "failed" });
      const reason = outcomes[0]?.status === "failed" ? outcomes[0].reason : "";
      expect(reason).toContain(said);
      expect(reason).toContain("content/docs/c.md");
    },
  );

  test("because a check hangs is ended, and the other pages are still looked at and remembered", async () => {
    for (const name of ["a", "b", "c", "d"]) page(name, "Mongo.");
    page("c", "HANG");
    const { outcomes } = await lookHostile(6000);
    expect(outcomes).toMatchObject([
      { status: "failed", reason: /c\.md gave no answer within 6 s/ },
      { check: "content/readable" },
    ]);
    page("c", "Mongo.");
    const mended = await lookHostile();
    expect([mended.fresh, mended.findings.length]).toEqual([1, 4]);
  });
});
