import type { SandboxServer } from "../../../src/sandbox/index.ts";
import { withClient } from "./with-client.ts";

/** Settings of a server whose statements are counted. */
export const COUNTING = { shared_preload_libraries: "pg_stat_statements", track_io_timing: "on" };

/** Makes database `shop` with two schemas, rows and some statements; `watcher` has pg_monitor, `guest` only CONNECT. */
export async function makeShop(server: SandboxServer): Promise<void> {
  await withClient(server, "postgres", async (client) => {
    await client.query("CREATE ROLE watcher LOGIN IN ROLE pg_monitor; CREATE ROLE guest LOGIN");
    await client.query("CREATE DATABASE shop");
  });
  await withClient(server, "shop", async (client) => {
    await client.query("CREATE EXTENSION pg_stat_statements");
    await client.query(SHOP);
  });
  // A session of its own: counters are handed in when a session ends, and VACUUM must come after them.
  await withClient(server, "shop", async (client) => {
    await client.query("VACUUM ANALYZE");
    for (let call = 0; call < 5; call += 1) {
      await client.query("SELECT count(*) FROM sales.orders WHERE customer_id = $1", [call]);
      await client.query("SELECT * FROM sales.orders WHERE id = $1", [call]);
    }
    await client.query("UPDATE sales.orders SET note = note || '!' WHERE id <= 50");
    await client.query("DELETE FROM sales.orders WHERE id > 900");
  });
}

const SHOP = `
  CREATE SCHEMA sales; CREATE SCHEMA empty;
  COMMENT ON SCHEMA sales IS 'What was sold';
  CREATE TABLE sales.customers (id bigint PRIMARY KEY, name text NOT NULL UNIQUE, photo text);
  CREATE TABLE sales.orders (
    id bigint PRIMARY KEY, customer_id bigint NOT NULL REFERENCES sales.customers, placed_at timestamptz NOT NULL, note text
  ) WITH (fillfactor = 70);
  CREATE INDEX orders_placed_at ON sales.orders (placed_at);
  CREATE INDEX orders_placed_at_again ON sales.orders (placed_at);
  CREATE INDEX orders_placed_at_note ON sales.orders (placed_at, note);
  CREATE INDEX orders_recent ON sales.orders (placed_at) WHERE id > 500;
  CREATE INDEX orders_placed_at_down ON sales.orders (placed_at DESC);
  CREATE UNIQUE INDEX orders_id_placed_at ON sales.orders (id, placed_at);
  CREATE TABLE sales.events (id bigint NOT NULL, day date NOT NULL) PARTITION BY RANGE (day);
  CREATE TABLE sales.events_2026 PARTITION OF sales.events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
  CREATE TABLE sales.notes (id bigint PRIMARY KEY, order_id bigint REFERENCES sales.orders, customer_id bigint);
  CREATE INDEX notes_customer ON sales.notes (customer_id, order_id);
  ALTER TABLE sales.notes ADD FOREIGN KEY (customer_id) REFERENCES sales.customers;
  CREATE TABLE sales.swollen AS SELECT i AS id, repeat('x', 200) AS filler FROM generate_series(1, 10000) AS i;
  DELETE FROM sales.swollen WHERE id % 2 = 0;
  CREATE MATERIALIZED VIEW sales.totals AS SELECT 1 AS one;
  INSERT INTO sales.customers SELECT i, 'customer ' || i, repeat(md5(i::text), 200) FROM generate_series(1, 100) AS i;
  INSERT INTO sales.orders SELECT i, 1 + i % 100, '2026-01-01'::timestamptz + i * interval '1 hour', 'note ' || i
    FROM generate_series(1, 1000) AS i;
  INSERT INTO sales.events SELECT i, '2026-01-01'::date + i FROM generate_series(1, 100) AS i;
`;
