// Measures 1,000 SQL blocks on six majors against the same statements sent straight to the same six servers in one run.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { parsePage } from "../../src/content/index.ts";
import { gatherBlocks } from "../../src/core/proof/gather-blocks.ts";
import { nearestName } from "../../src/proofs/sql/nearest-name.ts";
import { openProofCache } from "../../src/proofs/sql/proof-cache.ts";
import { provePages } from "../../src/proofs/sql/prove-pages.ts";
import { startSandbox } from "../../src/sandbox/index.ts";
import { openProver } from "../../src/sandbox/prover/index.ts";
import { startProofServer } from "../../src/sandbox/prover/proof-server.ts";

const MAJORS = [13, 14, 15, 16, 17, 18];
const BLOCKS = Number(process.argv[2] ?? 1000);
const PER_PAGE = 10;
/** Catalogue queries of the kind that runbooks hold; none of them knows the others' changes. */
const STATEMENTS = [
  "SELECT relname, n_live_tup, n_dead_tup FROM pg_stat_user_tables ORDER BY n_dead_tup DESC LIMIT 20",
  "SELECT pid, state, now() - xact_start AS age FROM pg_stat_activity ORDER BY age DESC NULLS LAST",
  "SELECT name, setting FROM pg_settings WHERE source <> 'default'",
  "CREATE TABLE t (a int PRIMARY KEY, b text); INSERT INTO t SELECT i, md5(i::text) FROM generate_series(1, 100) i; SELECT count(*) FROM t",
  "SELECT datname, pg_database_size(datname) FROM pg_database ORDER BY 2 DESC",
];
const texts = Array.from(
  { length: BLOCKS },
  (_, index) => `${STATEMENTS[index % STATEMENTS.length]} -- block ${index}`,
);

const folder = mkdtempSync(join(tmpdir(), "plumbline-bench-proofs-"));
try {
  const startMs = await timed(async () => {
    const servers = await Promise.all(MAJORS.map((major) => startSandbox({ major })));
    await Promise.all(servers.map((server) => server.stop()));
  });
  const directMs = await direct();
  const coldMs = await timed(prove);
  const warmMs = await timed(prove);
  const limitMs = 1.5 * directMs + startMs;
  row("six servers, start and stop", startMs, "");
  row(`${BLOCKS} blocks sent straight, one script`, directMs, "");
  row(`${BLOCKS} blocks proven, cold`, coldMs, `goal ${seconds(limitMs)} (1.5 x straight + start)`);
  row(`${BLOCKS} blocks proven, warm`, warmMs, "goal 1.00 s");
  console.log(`ratio cold without start: ${((coldMs - startMs) / directMs).toFixed(2)} of straight (goal 1.50)`);
  if (coldMs > limitMs || warmMs > 1_000) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** One connection a server, the majors side by side; servers and database as proofs have them, each block rolled back. */
async function direct(): Promise<number> {
  const servers = await Promise.all(MAJORS.map((major) => startProofServer(major)));
  try {
    const databases = await Promise.all(servers.map((server) => server.shared({ fixtures: [], extensions: [] })));
    return await timed(() =>
      Promise.all(
        servers.map(async ({ sandbox }, index) => {
          const client = new pg.Client(sandbox.connection(databases[index]));
          await client.connect();
          for (const text of texts) await client.query(`BEGIN; ${text}\n; ROLLBACK`);
          await client.end();
        }),
      ),
    );
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}

async function prove(): Promise<void> {
  const prover = openProver({ majors: MAJORS, fixtures: folder });
  try {
    const cache = openProofCache(folder, "proofs.json");
    const proofs = await provePages(pages(), prover, cache, new Date());
    await cache.save();
    const failed = proofs.flatMap(({ answers }) => answers).filter(({ answer }) => !answer.ok);
    if (proofs.length !== BLOCKS || failed.length > 0)
      throw new Error(`${failed.length} of ${proofs.length} blocks failed`);
  } finally {
    await prover.close();
  }
}

function pages() {
  return Array.from({ length: Math.ceil(BLOCKS / PER_PAGE) }, (_, page) => {
    const blocks = texts.slice(page * PER_PAGE, (page + 1) * PER_PAGE).map((text) => `\`\`\`sql\n${text}\n\`\`\`\n`);
    return gatherBlocks(parsePage(`content/docs/${page}.md`, blocks.join("\n")), () => true, nearestName);
  });
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

function row(name: string, ms: number, goal: string): void {
  console.log([name.padEnd(44), seconds(ms).padStart(9), goal].join("  "));
}
