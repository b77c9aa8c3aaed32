import { expect, test } from "vitest";
import { durationSchema, renderDuration } from "../../src/core/duration.ts";

test.each([
  ["90s", 90_000, "1 minute"],
  ["36h", 129_600_000, "1 day"],
  ["7d", 604_800_000, "7 days"],
  ["0s", 0, "0 seconds"],
])("%s is %i ms, shown as %s", (text, ms, shown) => {
  expect(durationSchema.parse(text)).toBe(ms);
  expect(renderDuration(ms)).toBe(shown);
});

test.each(["7", "d", "1w", "-1d", "1.5h"])("%j is no duration", (text) => {
  expect(durationSchema.safeParse(text).success).toBe(false);
});
