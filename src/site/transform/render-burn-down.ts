import type { RootContent } from "mdast";
import { compareCodeUnits } from "../../core/canonical-json.ts";
import { UserError } from "../../core/errors.ts";
import type { Snapshot } from "../../core/fact.ts";
import type { SiteContext } from "../site-context.ts";
import { recordsOf } from "../views/view.ts";
import { caption } from "./caption.ts";
import { element, text } from "./nodes.ts";
import { requireAttributes } from "./require-attributes.ts";

/** Renders how many references each pull of a code tree found, named baselines included, the oldest first. */
export function renderBurnDown(attributes: Readonly<Record<string, string>>, context: SiteContext): RootContent {
  requireAttributes("burn-down", attributes, ["name", "target"]);
  const { target = "" } = attributes;
  const latest = context.facts.latest("references", target);
  if (!latest) {
    throw new UserError(
      `Unexpected target \`${target}\` of view \`burn-down\`, expected one that \`plumbline pull references\` has pulled`,
      'Write it like ::view{name="burn-down" target="code"}.',
    );
  }
  const pulls = allPulls(target, context);
  const names = recordsOf(latest, "module").map(({ module }) => String(module));
  const rows = pulls.map((snapshot) => {
    const totals = new Map(recordsOf(snapshot, "module").map(({ module, total }) => [String(module), total]));
    // A module that was not counted then has no number, which is not zero.
    const count = (value: unknown) => (typeof value === "number" ? String(value) : "–");
    const all = snapshot.facts.find(({ id }) => id === "tree.references")?.value;
    return [snapshot.provenance.observedAt.slice(0, 10), ...names.map((name) => count(totals.get(name))), count(all)];
  });
  const cells = (values: readonly string[]) => ({
    type: "tableRow" as const,
    children: values.map((value) => ({ type: "tableCell" as const, children: [text(value)] })),
  });
  const table: RootContent = {
    type: "table",
    align: [null, ...names.map(() => "right" as const), "right"],
    children: [cells(["As of", ...names, "All"]), ...rows.map(cells)],
  };
  return element("figure", { className: "plumbline-view", "data-view": "burn-down" }, [
    element("figcaption", {}, caption("References left over time", `${rows.length} pulls`, latest, context)),
    element(
      "div",
      { className: "plumbline-scroll", tabindex: "0", role: "region", "aria-label": "References left over time" },
      [table],
    ),
  ]);
}

function allPulls(target: string, { facts }: SiteContext): Snapshot[] {
  const stored = [
    ...facts.times("references", target).map((time) => facts.at("references", target, time)),
    ...facts.baselines("references", target).map((name) => facts.baseline("references", target, name)),
  ].flatMap((each) => (each ? [each.snapshot] : []));
  // A named baseline may also have been kept as a timed snapshot: one pull is one row.
  const byTime = new Map(stored.map((snapshot) => [snapshot.provenance.observedAt, snapshot]));
  return [...byTime.values()].sort((a, b) => compareCodeUnits(a.provenance.observedAt, b.provenance.observedAt));
}
