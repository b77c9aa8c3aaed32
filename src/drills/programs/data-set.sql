-- The known data set of every drill: every kind of value that a backup can lose. `units` rows of each kind, about 3 kB a unit.
SET client_min_messages = warning;
CREATE SCHEMA shop;
CREATE TYPE shop.state AS ENUM ('new', 'paid', 'sent', 'returned');
CREATE TABLE shop.customer (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  email text NOT NULL UNIQUE,
  name text,
  born date,
  settings jsonb NOT NULL DEFAULT '{}'
);
CREATE TABLE shop.purchase (
  id bigserial PRIMARY KEY,
  customer_id bigint NOT NULL REFERENCES shop.customer,
  state shop.state NOT NULL,
  total numeric(12, 2) NOT NULL CHECK (total >= 0),
  placed_at timestamptz NOT NULL
);
CREATE INDEX purchase_customer ON shop.purchase (customer_id, placed_at DESC);
CREATE TABLE shop.document (
  id uuid PRIMARY KEY,
  purchase_id bigint NOT NULL REFERENCES shop.purchase ON DELETE CASCADE,
  body bytea NOT NULL,
  words text[] NOT NULL
);
ALTER TABLE shop.document ALTER COLUMN body SET STORAGE EXTERNAL;
CREATE TABLE shop.event (placed_at timestamptz NOT NULL, kind text NOT NULL, detail jsonb) PARTITION BY RANGE (placed_at);
CREATE TABLE shop.event_2025 PARTITION OF shop.event FOR VALUES FROM ('2025-01-01Z') TO ('2026-01-01Z');
CREATE TABLE shop.event_2026 PARTITION OF shop.event FOR VALUES FROM ('2026-01-01Z') TO ('2027-01-01Z');
CREATE INDEX event_detail ON shop.event USING gin (detail);
CREATE VIEW shop.open_purchase AS SELECT id, customer_id, total FROM shop.purchase WHERE state = 'new';
CREATE FUNCTION shop.owed(customer bigint) RETURNS numeric LANGUAGE sql STABLE
  AS 'SELECT coalesce(sum(total), 0) FROM shop.purchase WHERE customer_id = customer AND state = ''new''';

INSERT INTO shop.customer (email, name, born, settings)
SELECT format('u%s@example.org', n), CASE WHEN n % 10 > 0 THEN 'Ünïcode ' || md5(n::text) END, date '1950-01-01' + n % 20000,
  jsonb_build_object('theme', n % 3, 'tags', ARRAY[md5(n::text), 'x'])
FROM generate_series(1, :units) AS n;
INSERT INTO shop.purchase (customer_id, state, total, placed_at)
SELECT n, (ARRAY['new', 'paid', 'sent', 'returned'])[1 + n % 4]::shop.state, (n * 7919 % 100000) / 100.0, timestamptz '2025-01-01Z' + n * interval '97 s'
FROM generate_series(1, :units) AS n;
INSERT INTO shop.document
SELECT md5(n::text)::uuid, n, decode(repeat(md5(n::text), 140), 'hex'), ARRAY[md5((n + 1)::text), NULL, '']
FROM generate_series(1, :units) AS n;
INSERT INTO shop.event
SELECT timestamptz '2025-01-01Z' + (n % 700) * interval '1 day' + n * interval '1 ms', 'k' || n % 7, jsonb_build_object('n', n % 1000, 'kind', 'k' || n % 7)
FROM generate_series(1, :units) AS n;
ANALYZE;
