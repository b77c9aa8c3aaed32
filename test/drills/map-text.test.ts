import { expect, test } from "vitest";
import { drillSchema } from "../../src/drills/drill-schema.ts";
import { mapText } from "../../src/drills/map-text.ts";

test("what a step exported, and what the page says, stand in the block byte for byte", () => {
  const mapping = mapText(drillSchema.parse({}), { table: "$TABLE", schema: "b$$c" }, "/home/drill");
  expect(mapping.inward("SELECT FROM <schema>.<table>", { TABLE: "a$&$$" })).toBe("SELECT FROM b$$c.a$&$$");
});
