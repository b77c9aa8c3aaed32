import { describe, expect, test } from "vitest";
import { measureDocumentation } from "../../src/checks/metrics/threshold/measure-documentation.ts";
import type { Outcome } from "../../src/core/finding.ts";
import { holds, metricText } from "../../src/core/metrics/metric.ts";

const NOW = new Date("2026-11-24T00:00:00Z");
const counted = (check: string, covered: number, total: number): Outcome => ({
  check,
  status: "ran",
  examined: total,
  coverage: { covered, total },
});

describe("documentation coverage", () => {
  test("is what all checks of coverage counted together", () => {
    const outcomes = [
      counted("coverage/pages", 9, 10),
      counted("coverage/schema", 80, 80),
      counted("coverage/archives", 10, 10),
    ];
    const metric = measureDocumentation(outcomes, NOW, 99);
    expect(metric).toMatchObject({ value: 99, evidence: "99 of 100 things have their place" });
    expect(holds(metric)).toBe(true);
    expect(holds({ ...metric, threshold: 99.1 })).toBe(false);
  });

  test("has no value where one of them did not count, which is no pass", () => {
    const skipped: Outcome = { check: "coverage/archives", status: "skipped", reason: "no snapshot of archives" };
    const metric = measureDocumentation(
      [counted("coverage/pages", 1, 1), counted("coverage/schema", 1, 1), skipped],
      NOW,
      1,
    );
    expect(metric).toMatchObject({ value: null, evidence: "as coverage/archives counted nothing" });
    expect(holds(metric)).toBe(false);
  });

  test("is never rounded up to all", () => {
    expect(metricText("documentation", 99.99)).toBe("99.9 %");
  });
});
