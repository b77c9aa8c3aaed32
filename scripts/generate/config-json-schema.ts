import * as z from "zod";
import { checks } from "../../src/checks/index.ts";
import { configSchema } from "../../src/config/schema.ts";
import { sources } from "../../src/sources/index.ts";

/** The JSON schema (2020-12) of `plumbline.config.json`, with the options of every source and check in their places. */
export function configJsonSchema() {
  const { properties = {}, ...schema } = schemaOf(configSchema);
  const byCheck = Object.fromEntries(
    checks.map(({ id, options }) => [id, { anyOf: [{ const: false }, inner(options)] }]),
  );
  const bySource = Object.fromEntries(
    sources.map(({ id, options }) => [id, { type: "object", additionalProperties: inner(options) }]),
  );
  const retired = schemaOf(checks.find(({ id }) => id === "stale/term")?.options ?? z.object({})).properties?.retired;
  return {
    ...schema,
    title: "plumbline.config.json",
    properties: {
      ...properties,
      checks: withProperties(properties.checks, byCheck),
      targets: withProperties(properties.targets, bySource),
      ...(retired === undefined ? {} : { retired }),
    },
  };
}

function schemaOf(schema: z.ZodType) {
  return z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
}

function inner(schema: z.ZodType) {
  const { $schema: _, ...rest } = schemaOf(schema);
  return rest;
}

/** A record by known names: what else is named is an error. */
function withProperties(record: z.core.JSONSchema._JSONSchema | undefined, properties: Record<string, unknown>) {
  const { propertyNames: _, additionalProperties: __, ...rest } = typeof record === "object" ? record : {};
  return { ...rest, type: "object", properties, additionalProperties: false };
}
