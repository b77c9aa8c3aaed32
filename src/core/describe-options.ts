import * as z from "zod";

/** One option as a person reads it. Options of a nested object are named with dots. */
export interface OptionHelp {
  name: string;
  /** `text`, `whole number`, `list of text`, `one of a, b`, … */
  type: string;
  /** As JSON; undefined where there is none. */
  default: string | undefined;
  description: string;
}

/** The options of a unit, in the order of its schema; descriptions are those of `.describe()`. */
export function describeOptions(schema: z.ZodType): OptionHelp[] {
  return optionsIn(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }), "");
}

type JsonSchema = z.core.JSONSchema._JSONSchema;

function optionsIn(schema: JsonSchema, prefix: string): OptionHelp[] {
  if (typeof schema === "boolean") return [];
  return Object.entries(schema.properties ?? {}).flatMap(([key, option]) => {
    if (typeof option === "boolean") return [];
    const name = `${prefix}${key}`;
    const own = {
      name,
      type: typeOf(option),
      default: option.default === undefined ? undefined : JSON.stringify(option.default),
      description: option.description ?? "",
    };
    return [own, ...optionsIn(option, `${name}.`)];
  });
}

const WORDS: Readonly<Record<string, string>> = {
  string: "text",
  integer: "whole number",
  number: "number",
  boolean: "true or false",
  object: "group",
};

function typeOf(schema: JsonSchema): string {
  if (typeof schema === "boolean") return "anything";
  if (schema.enum) return `one of ${schema.enum.map(String).join(", ")}`;
  if (schema.const !== undefined) return String(schema.const);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return [...new Set(choices.map(typeOf))].join(" or ");
  if (schema.type === "array") return `list of ${typeOf(itemsOf(schema))}`;
  return WORDS[String(schema.type)] ?? "anything";
}

function itemsOf({ items }: Exclude<JsonSchema, boolean>): JsonSchema {
  return Array.isArray(items) ? (items[0] ?? true) : (items ?? true);
}
