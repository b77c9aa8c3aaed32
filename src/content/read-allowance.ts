import type { Allowance } from "../core/page.ts";

export type WrittenAllowance = Omit<Allowance, "place" | "covers"> & { scope: string | undefined };

const HEAD = /^plumbline\s+allow(?:\s+(?<check>[^\s=]+))?(?=\s|$)/;
const ATTRIBUTE = /(?<key>[a-z]+)\s*=\s*(?:"(?<double>[^"]*)"|'(?<single>[^']*)'|(?<bare>[^\s"']+))/g;
const KNOWN = ["reason", "until", "scope"];

/**
 * Reads the inside of a comment such as `plumbline allow stale/term reason="history" until=2027-06-30 scope=section`;
 * undefined where it is another comment. What is wrong with it is listed in `problems`, and it then allows nothing.
 */
export function readAllowance(comment: string): WrittenAllowance | undefined {
  const head = HEAD.exec(comment);
  if (!head) return undefined;
  const rest = comment.slice(head[0].length);
  const attributes = new Map<string, string>();
  for (const { groups } of rest.matchAll(ATTRIBUTE)) {
    attributes.set(groups?.key ?? "", groups?.double ?? groups?.single ?? groups?.bare ?? "");
  }
  const check = head.groups?.check ?? "";
  const until = attributes.get("until");
  const scope = attributes.get("scope");
  const leftOver = rest.replace(ATTRIBUTE, "").trim();
  const problems = [
    ...(check === "" ? ['Unexpected allowance without a check, expected `plumbline allow CHECK reason="…"`'] : []),
    ...(leftOver === "" ? [] : [`Unexpected \`${leftOver}\` in an allowance, expected \`key="value"\``]),
    ...[...attributes.keys()]
      .filter((key) => !KNOWN.includes(key))
      .map((key) => `Unexpected \`${key}\` in an allowance, expected reason, until or scope`),
    ...(until === undefined || isDate(until) ? [] : [`Unexpected until \`${until}\`, expected a date as YYYY-MM-DD`]),
    ...(scope === undefined || scope === "section" ? [] : [`Unexpected scope \`${scope}\`, expected \`section\``]),
  ];
  const reason = (attributes.get("reason") ?? "").trim();
  return { check, reason, until, scope, ...(problems.length > 0 ? { problems } : {}) };
}

/** Whether a text is a day of the calendar as YYYY-MM-DD. */
export function isDate(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  return time !== undefined && !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text);
}
