import type { ClientBase } from "pg";
import * as z from "zod";

/** A node of a plan as EXPLAIN (FORMAT JSON) writes it; what is not used here is left aside. */
export interface PlanNode {
  "Node Type": string;
  "Total Cost": number;
  "Plan Rows": number;
  Schema?: string | undefined;
  "Relation Name"?: string | undefined;
  "Index Name"?: string | undefined;
  "Join Type"?: string | undefined;
  Filter?: string | undefined;
  "Index Cond"?: string | undefined;
  "Hash Cond"?: string | undefined;
  "Merge Cond"?: string | undefined;
  "Recheck Cond"?: string | undefined;
  "Join Filter"?: string | undefined;
  "Sort Key"?: readonly string[] | undefined;
  "Subplan Name"?: string | undefined;
  Plans?: readonly PlanNode[] | undefined;
}

const text = z.string().optional();
const nodeSchema: z.ZodType<PlanNode> = z.object({
  "Node Type": z.string(),
  "Total Cost": z.number(),
  "Plan Rows": z.number(),
  Schema: text,
  "Relation Name": text,
  "Index Name": text,
  "Join Type": text,
  Filter: text,
  "Index Cond": text,
  "Hash Cond": text,
  "Merge Cond": text,
  "Recheck Cond": text,
  "Join Filter": text,
  "Sort Key": z.array(z.string()).optional(),
  "Subplan Name": text,
  get Plans() {
    return z.array(nodeSchema).optional();
  },
});
const explainedSchema = z.tuple([z.object({ Plan: nodeSchema })]);

/** The oldest major with EXPLAIN (GENERIC_PLAN). */
const GENERIC_PLAN = 16;

/**
 * The plan that holds for any values of `$1`, `$2`…: EXPLAIN (GENERIC_PLAN) from 16, before that the generic plan of a
 * prepared statement (https://www.postgresql.org/docs/current/sql-explain.html). Sent without parameters, so that the server
 * reads `$1` as a placeholder. Throws what the server says.
 */
export async function explainGeneric(client: ClientBase, major: number, query: string): Promise<PlanNode> {
  const asked =
    major >= GENERIC_PLAN
      ? await client.query(`/* plumbline */ EXPLAIN (GENERIC_PLAN, VERBOSE, FORMAT JSON) ${query}`)
      : await explainPrepared(client, query);
  const [row] = asked.rows;
  return explainedSchema.parse(JSON.parse(String(row["QUERY PLAN"])))[0].Plan;
}

async function explainPrepared(client: ClientBase, query: string) {
  await client.query(`/* plumbline */ PREPARE plumbline_plan AS ${query}`);
  try {
    await client.query("/* plumbline */ SET LOCAL plan_cache_mode = force_generic_plan");
    const { rows } = await client.query(
      "/* plumbline */ SELECT cardinality(parameter_types)::int AS count FROM pg_catalog.pg_prepared_statements WHERE name = 'plumbline_plan'",
    );
    const values = Array.from({ length: Number(rows[0]?.count) }, () => "NULL").join(", ");
    const call = values === "" ? "plumbline_plan" : `plumbline_plan (${values})`;
    return await client.query(`/* plumbline */ EXPLAIN (VERBOSE, FORMAT JSON) EXECUTE ${call}`);
  } catch (error) {
    // Prepared statements outlive the transaction; an aborted one has to be left before the name can be given back.
    await client.query("/* plumbline */ ROLLBACK TO SAVEPOINT plan_start");
    throw error;
  } finally {
    await client.query("/* plumbline */ DEALLOCATE plumbline_plan");
  }
}
