import { expect, test } from "vitest";
import { fillIn } from "../../src/checks/coverage/modules.ts";

test("a schema whose name has dollars keeps them in the address of its page", () => {
  const module = { name: "Money", schema: "a$$b$&" };
  expect(fillIn("reference/{name}/{schema}", module)).toBe("reference/money/a$$b$&");
});
