import { expect, test } from "vitest";
import { chooseChecks } from "../../src/cli/check/choose-checks.ts";
import type { ConfigInput, LoadedConfig } from "../../src/config/index.ts";
import { configSchema } from "../../src/config/schema.ts";

const loaded = (config: ConfigInput): LoadedConfig => ({ config: configSchema.parse(config), file: undefined });
const optionsOf = (id: string, config: ConfigInput) =>
  chooseChecks({}, loaded(config)).chosen.find(({ check }) => check.id === id)?.options;

test("what several parts read is given to each check that asks for it", () => {
  const redirects = { "/old/": "/new/" };
  expect(optionsOf("links/internal", { site: { title: "x", redirects } })).toMatchObject({ redirects });
});

test.each([
  ["links/internal", "redirects", {}, "site.redirects"],
  ["stale/term", "retired", [], "retired"],
  ["coverage/pages", "requiredPages", [], "requiredPages"],
])("%s refuses %s among its own options, for the others would not see it", (id, option, value, place) => {
  expect(() => optionsOf(id, { checks: { [id]: { [option]: value } } })).toThrow(
    `Unexpected \`${option}\` among the options of \`${id}\`, expected \`${place}\` of the configuration`,
  );
});
