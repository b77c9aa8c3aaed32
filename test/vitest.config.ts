import { defineConfig } from "vitest/config";
import { closingLine } from "./closing-line.ts";

export default defineConfig({
  test: {
    root: new URL("..", import.meta.url).pathname,
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // What a poll waits for comes when it comes: on a busy machine later than the second that is the default.
    expect: { poll: { timeout: 20_000 } },
    // Two cores: servers and browsers run beside the tests.
    maxWorkers: 2,
    reporters: ["default", closingLine],
    allowOnly: false,
    // Tests run on plain Node, as the CLI does: no bundler between the code and its runtime.
    experimental: { viteModuleRunner: false },
  },
});
