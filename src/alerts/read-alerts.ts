import { isMap, isScalar, isSeq, type Node, type Pair, parseAllDocuments, type Scalar, type YAMLMap } from "yaml";
import type { Place } from "../core/finding.ts";
import { textLines } from "../core/text-lines.ts";

export interface Alert {
  name: string;
  /** Where the rule begins. */
  place: Place;
  runbook: { url: string; place: Place } | undefined;
}

/**
 * The alerting rules of a YAML file: Prometheus rule files (`groups`), PrometheusRule resources (`spec.groups`), several
 * documents in one file, and Helm templates, whose `{{ … }}` are blanked out where YAML cannot hold them.
 * Gives `broken` where the file is no YAML either way. https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/
 */
export function readAlerts(
  file: string,
  text: string,
): { alerts: Alert[]; broken?: { message: string; place: Place } } {
  const lines = textLines(text);
  const plain = parseAllDocuments(text, { prettyErrors: false });
  const parsed =
    plain.some(({ errors }) => errors.length > 0) && text.includes("{{")
      ? parseAllDocuments(withoutTemplates(text), { prettyErrors: false })
      : plain;
  const error = parsed.flatMap(({ errors }) => errors)[0];
  if (error) return { alerts: [], broken: { message: error.message, place: lines.place(file, ...error.pos) } };
  const placeOf = (node: Node | null | undefined) => lines.place(file, node?.range?.[0] ?? 0, node?.range?.[1] ?? 0);
  const rules = parsed.flatMap(({ contents }) => rulesIn(contents));
  const alerts = rules.flatMap((rule): Alert[] => {
    const alert = rule.get("alert", true);
    if (!isScalar(alert)) return [];
    const url = rule.getIn(["annotations", "runbook_url"], true);
    const runbook = isScalar(url) ? { url: written(url, text), place: placeOf(url) } : undefined;
    return [{ name: String(alert.value), place: placeOf(alert), runbook }];
  });
  return { alerts };
}

/** A scalar's value; where it is a template, the template as it stands in the file. */
function written(scalar: Scalar, text: string): string {
  const source = text.slice(scalar.range?.[0], scalar.range?.[1]);
  return source.includes("{{") ? source : String(scalar.value ?? "").trim();
}

/** Rules are maps in a list `rules` of a list `groups`, wherever in the document that stands. */
function rulesIn(root: unknown): YAMLMap[] {
  const rules: YAMLMap[] = [];
  const waiting: unknown[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (!isMap(node)) continue;
    for (const { key, value } of node.items as Pair[]) {
      if (isScalar(key) && key.value === "groups" && isSeq(value)) rules.push(...value.items.flatMap(rulesOfGroup));
      else waiting.push(value);
    }
  }
  return rules;
}

function rulesOfGroup(group: unknown): YAMLMap[] {
  const rules = isMap(group) ? group.get("rules", true) : undefined;
  return isSeq(rules) ? rules.items.filter(isMap) : [];
}

/** Keeps every offset: lines of template control become blank, values in the middle of a line a run of `x`. */
function withoutTemplates(text: string): string {
  return text
    .replace(/^[ \t]*(?:\{\{-?(?:(?!\}\})[\s\S])*\}\}[ \t]*)+$/gm, (control) => control.replace(/[^\r\n]/g, " "))
    .replace(/\{\{(?:(?!\}\})[^\r\n])*\}\}/g, (value) => "x".repeat(value.length));
}
