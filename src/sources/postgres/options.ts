import * as z from "zod";

/** What a target of this source may say. Where the server is stands in the environment, never here. */
export const postgresOptions = z.strictObject({
  urlFrom: z.string().default("DATABASE_URL").describe("The environment variable that may hold the connection URL."),
  service: z.string().optional().describe("A service of pg_service.conf, in place of PGSERVICE."),
  database: z.string().optional().describe("The database to connect to, over what the environment says."),
  statements: z
    .int()
    .min(1)
    .max(5000)
    .default(200)
    .describe("How many statements to keep, by each of total time, mean, calls, reads, WAL and temporary files."),
  plans: z.int().min(0).max(500).default(20).describe("How many statements to show with their plan, by total time."),
  longTransactionS: z.int().min(0).default(60).describe("From what age open transactions are listed, in seconds."),
  connections: z
    .int()
    .min(1)
    .max(8)
    .default(2)
    .describe("How many connections read at once, all in one snapshot; one where the server gives no more."),
  statementTimeoutMs: z.int().min(1).default(30_000).describe("The longest that one query may take, in milliseconds."),
  lockTimeoutMs: z.int().min(1).default(2_000).describe("The longest wait for a lock, in milliseconds."),
});
export type PostgresOptions = z.output<typeof postgresOptions>;
