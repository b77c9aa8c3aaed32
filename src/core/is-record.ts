import type { Json } from "./canonical-json.ts";

/** Whether a fact's value is an object with fields, and no list. */
export function isRecord(value: Json | undefined): value is Readonly<Record<string, Json>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
