import leven from "leven";
import * as z from "zod";

/** One line for one zod issue: `path: expected, received`; an unknown key names its nearest known neighbour. */
export function describeIssue(issue: z.core.$ZodIssue, schema: z.ZodType): { path: PropertyKey[]; message: string } {
  if (issue.code !== "unrecognized_keys") {
    return { path: [...issue.path], message: `${pathText(issue.path)}: ${issue.message}` };
  }
  const [key = ""] = issue.keys;
  const path = [...issue.path, key];
  const nearest = nearestName(key, knownKeys(schema, issue.path));
  const expected = nearest ? `did you mean \`${nearest}\`?` : "it is not an option here";
  return { path, message: `${pathText(path)}: unknown key \`${key}\`, ${expected}` };
}

/** The known name closest to a misspelt one, where it is close enough to be meant. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map((candidate) => ({ candidate, distance: leven(name.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  return best && best.distance <= Math.max(2, name.length / 3) ? best.candidate : undefined;
}

function pathText(path: readonly PropertyKey[]): string {
  return path.length === 0 ? "configuration" : path.map(String).join(".");
}

function knownKeys(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let node = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as JsonSchema | undefined;
  for (const key of path) {
    node = typeof key === "number" ? node?.items : (node?.properties?.[String(key)] ?? node?.additionalProperties);
  }
  const alternatives = [node, ...(node?.anyOf ?? []), ...(node?.oneOf ?? [])];
  return alternatives.flatMap((alternative) => Object.keys(alternative?.properties ?? {}));
}

interface JsonSchema {
  properties?: Record<string, JsonSchema>;
  additionalProperties?: JsonSchema;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
}
