/** What a fence's info string says after its language: our own attributes, and what is wrong with them. */
export interface Fence {
  attributes: Readonly<Partial<Record<FenceAttribute, string>>>;
  /** `Unexpected X, expected Y`, in order. */
  problems: readonly { message: string; hint: string }[];
}

/** The attributes of design.md section 8, in the order in which they are documented. */
export const FENCE_ATTRIBUTES = [
  "proof",
  "versions",
  "expect",
  "state",
  "as",
  "name",
  "reason",
  "until",
  "fixtures",
  "dialect",
  "title",
  "change",
] as const;
export type FenceAttribute = (typeof FENCE_ATTRIBUTES)[number];

/** What the site's code renderer understands beside ours (Expressive Code's text markers and frames). */
const RENDERER = [
  "ins",
  "del",
  "mark",
  "add",
  "rem",
  "frame",
  "wrap",
  "preserveIndent",
  "hangingIndent",
  "collapse",
  "showLineNumbers",
  "startLineNumber",
  "lang",
];

const VALUES: Partial<Record<FenceAttribute, readonly string[]>> = {
  proof: ["run", "plan", "parse", "skip"],
  state: ["block", "page"],
  as: ["owner", "superuser"],
};

const TOKEN =
  /\{[^}]*\}|\/(?:[^/\\]|\\.)+\/|"[^"]*"|([A-Za-z][\w-]*)(?:=(?:"([^"]*)"|'([^']*)'|(\{[^}]*\}|\S+)))?|\S+/g;

/** Reads the info string strictly: what looks like one of our attributes must be one. `nearest` names what was meant. */
export function parseFence(
  meta: string,
  nearest: (name: string, known: readonly string[]) => string | undefined,
): Fence {
  const attributes: Partial<Record<FenceAttribute, string>> = {};
  const problems: { message: string; hint: string }[] = [];
  for (const match of meta.matchAll(TOKEN)) {
    const [token, name, double, single, bare] = match;
    const value = double ?? single ?? bare;
    if (name === undefined || RENDERER.includes(name)) continue;
    const known = FENCE_ATTRIBUTES.find((each) => each === name);
    if (known === undefined) {
      const meant = nearest(name, FENCE_ATTRIBUTES);
      if (value === undefined && meant === undefined) continue;
      problems.push({
        message: `Unexpected attribute \`${token}\` of a block, expected one of: ${FENCE_ATTRIBUTES.join(", ")}`,
        hint: meant ? `Did you mean \`${meant}\`?` : "Take it out.",
      });
    } else if (value === undefined || value === "") {
      problems.push({ message: `Unexpected attribute \`${name}\` without a value`, hint: `Write \`${name}=…\`.` });
    } else if (attributes[known] !== undefined) {
      problems.push({ message: `Unexpected second \`${name}\` on one block`, hint: "Keep one of them." });
    } else {
      const problem = problemOf(known, value, nearest);
      if (problem) problems.push(problem);
      attributes[known] = value;
    }
  }
  if (attributes.proof === "skip" && !attributes.reason?.trim()) {
    problems.push({
      message: "Unexpected `proof=skip` without a reason",
      hint: 'Add `reason="why it cannot be proven"`.',
    });
  }
  return { attributes, problems };
}

function problemOf(
  name: FenceAttribute,
  value: string,
  nearest: (name: string, known: readonly string[]) => string | undefined,
): Fence["problems"][number] | undefined {
  const values = VALUES[name];
  if (values && !values.includes(value)) {
    const meant = nearest(value, values);
    const message = `Unexpected \`${name}=${value}\`, expected one of: ${values.join(", ")}`;
    return { message, hint: meant ? `Did you mean \`${name}=${meant}\`?` : `Write one of: ${values.join(", ")}.` };
  }
  if (name === "expect" && !/^(?:rows|empty|columns:.+|error:[0-9A-Z]{5}|exit:\d{1,3})$/.test(value)) {
    return {
      message: `Unexpected \`expect=${value}\`, expected rows, empty, columns:a,b, error:42P01 or exit:1`,
      hint: "An error is named by its SQLSTATE, five digits or capitals.",
    };
  }
  if (name === "until" && !/^\d{4}-\d{2}-\d{2}$/.test(value)) {
    return { message: `Unexpected \`until=${value}\`, expected a date as YYYY-MM-DD`, hint: "Write the last day." };
  }
  if (name === "versions" && !isRange(value)) {
    return {
      message: `Unexpected \`versions=${value}\`, expected majors such as \`>=16\`, \`14-16\` or \`<17\``,
      hint: "Join several conditions with a space inside quotes: all of them must hold.",
    };
  }
  return undefined;
}

const CONDITION = /^(?<operator>>=|<=|>|<|=)?(?<from>\d{2})(?:-(?<to>\d{2}))?$/;

function isRange(text: string): boolean {
  return text
    .trim()
    .split(/\s+/)
    .every((part) => CONDITION.test(part));
}

/** The majors that a range such as `>=16`, `14-16`, `>=14 <17` or `16` takes from those supported; all without a range. */
export function majorsIn(range: string | undefined, supported: readonly number[]): number[] {
  const parts = (range ?? "").trim().split(/\s+/).filter(Boolean);
  return supported.filter((major) => parts.every((part) => satisfies(major, part)));
}

function satisfies(major: number, part: string): boolean {
  const { operator = "=", from, to } = CONDITION.exec(part)?.groups ?? {};
  const first = Number(from);
  if (to !== undefined) return major >= first && major <= Number(to);
  if (operator === ">=") return major >= first;
  if (operator === "<=") return major <= first;
  if (operator === ">") return major > first;
  if (operator === "<") return major < first;
  return major === first;
}
