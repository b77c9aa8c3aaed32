import type { Row } from "../group.ts";
import { redactStatement } from "../redact-statement.ts";
import type { PlanNode } from "./explain-generic.ts";

/** A node with this share of the plan's cost matters; and every sequential scan, whatever it costs today. */
const MATTERS = 0.1;

/**
 * What an operator looks for in a plan: its cost and estimated rows, and the nodes that matter, dearest first, each with the
 * cost that is its own. Costs are in the planner's units (https://www.postgresql.org/docs/current/using-explain.html).
 */
export function planValue(plan: PlanNode): Row {
  const total = Math.max(plan["Total Cost"], Number.MIN_VALUE);
  const nodes = flatten(plan)
    .map((node) => ({ node, own: ownCost(node) }))
    .filter(({ node, own }) => own / total >= MATTERS || node["Node Type"] === "Seq Scan")
    .sort((a, b) => b.own - a.own);
  return {
    total_cost: plan["Total Cost"],
    estimated_rows: plan["Plan Rows"],
    nodes: nodes.map(({ node, own }) => ({
      ...describe(node),
      own_cost: Number(own.toFixed(2)),
      cost_ratio: Number((own / total).toFixed(4)),
      estimated_rows: node["Plan Rows"],
    })),
  };
}

function flatten(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(flatten)];
}

/** A child under a limit may show more than its parent pays for. */
function ownCost(node: PlanNode): number {
  const children = (node.Plans ?? []).reduce((sum, child) => sum + child["Total Cost"], 0);
  return Math.max(0, node["Total Cost"] - children);
}

function describe(node: PlanNode): Row {
  const relation = [node.Schema, node["Relation Name"]].filter((part) => part !== undefined).join(".");
  const conditions = [node["Index Cond"], node["Recheck Cond"], node["Hash Cond"], node["Merge Cond"]];
  const condition = [...conditions, node["Join Filter"], node.Filter]
    .filter((part) => part !== undefined)
    .join(" AND ");
  return {
    node: [node["Node Type"], node["Join Type"] && `(${node["Join Type"]})`].filter(Boolean).join(" "),
    ...(node["Relation Name"] === undefined ? {} : { relation }),
    ...(node["Index Name"] === undefined ? {} : { index: node["Index Name"] }),
    ...(condition === "" ? {} : { condition: redactStatement(condition) }),
    ...(node["Sort Key"] === undefined ? {} : { sort_key: redactStatement(node["Sort Key"].join(", ")) }),
  };
}
