import type { Reporter } from "vitest/node";

/** Closes every run with its counts on a line of their own: `tests: 120 passed, 0 failed, 2 skipped`. */
export const closingLine: Reporter = {
  onTestRunEnd(modules, unhandledErrors) {
    const states = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state));
    const count = (state: string) => states.filter((each) => each === state).length;
    // A file whose set-up fails has tests that were skipped and none that failed; it counts as one failure.
    const broken = modules.filter(
      (module) =>
        module.state() === "failed" &&
        ![...module.children.allTests()].some((test) => test.result().state === "failed"),
    ).length;
    const failed = count("failed") + broken + unhandledErrors.length;
    process.stdout.write(`tests: ${count("passed")} passed, ${failed} failed, ${count("skipped")} skipped\n`);
  },
};
