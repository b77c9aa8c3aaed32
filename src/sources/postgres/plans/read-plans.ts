import type { ClientBase } from "pg";
import { messageOf } from "../../../core/errors.ts";
import type { Fact } from "../../../core/fact.ts";
import type { Gap, Row } from "../group.ts";
import type { PostgresOptions } from "../options.ts";
import type { Session } from "../read-session.ts";
import { redactStatement } from "../redact-statement.ts";
import { explainGeneric } from "./explain-generic.ts";
import { hasOneStatement } from "./has-one-statement.ts";
import { planValue } from "./plan-value.ts";

const PLANNED = /^(?:\s|\/\*[\s\S]*?\*\/|--[^\n]*\n|\()*(select|insert|update|delete|merge|with|values|table)\b/i;

/** What another's statement may be wrong with, planned by this role and on this search path; and what takes too long. */
const GAPS = /^(0A|2[0-9A-F]|3[4-9BDF]|42|5[3457]014|54|55|XX)/;

/**
 * The generic plans of the statements of this database that take most time; nothing is executed. The texts come from
 * whoever ran them, so each must be a single statement that is planned. A superuser gets none: planning evaluates functions
 * of strangers, with the rights of whoever asks.
 */
export async function readPlans(
  client: ClientBase,
  session: Session,
  options: PostgresOptions,
  statements: readonly Fact[],
): Promise<{ facts: Fact[]; unreadable: Gap[] }> {
  const chosen = choose(statements, session.database, options.plans);
  if (chosen.length === 0) return { facts: [], unreadable: [] };
  if (session.superuser) return { facts: [], unreadable: [{ group: "plan", reason: SUPERUSER }] };
  const facts: Fact[] = [];
  const refused = new Map<string, string[]>();
  const refuse = (kind: string, reason: string) => refused.set(kind, [...(refused.get(kind) ?? []), reason]);
  // The names in a statement mean what they meant to the application.
  await client.query("/* plumbline */ SET LOCAL search_path TO DEFAULT");
  for (const { id, query } of chosen) {
    if (!hasOneStatement(query)) {
      refuse("", "the text may hold more than one statement");
      continue;
    }
    await client.query("/* plumbline */ SAVEPOINT plan_start");
    try {
      const plan = await explainGeneric(client, session.major, query);
      facts.push({ id: id.replace("statement.", "plan."), value: planValue(plan) });
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : "";
      if (!GAPS.test(code)) throw error;
      refuse(code, redactStatement(`${messageOf(error)} (SQLSTATE ${code})`));
    }
    await client.query("/* plumbline */ ROLLBACK TO SAVEPOINT plan_start");
  }
  await client.query("/* plumbline */ SET LOCAL search_path = pg_catalog, pg_temp");
  return { facts, unreadable: [...refused.values()].map((reasons) => gapOf(reasons, chosen.length)) };
}

/** One gap for all that failed alike; a role that may not SELECT would fill a page otherwise. */
function gapOf(reasons: readonly string[], all: number): Gap {
  return { group: "plan", reason: `${reasons.length} of ${all} were refused, the first with: ${reasons[0]}` };
}

const SUPERUSER = "not read as a superuser: pull with a role that has pg_monitor, and SELECT on the tables";

function choose(statements: readonly Fact[], database: string, limit: number): { id: string; query: string }[] {
  return statements
    .map(({ id, value }) => ({ id, row: value as Row }))
    .filter(
      ({ row }) => row.database === database && PLANNED.test(String(row.query)) && hasOneStatement(String(row.query)),
    )
    .sort((a, b) => Number(b.row.total_exec_ms) - Number(a.row.total_exec_ms))
    .slice(0, limit)
    .map(({ id, row }) => ({ id, query: String(row.query) }));
}
