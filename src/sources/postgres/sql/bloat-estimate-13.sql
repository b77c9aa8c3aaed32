-- plumbline: Pages that a table would need if its rows were packed anew, estimated from the widths that ANALYZE sampled: per row
-- a header of 24 bytes, an item pointer of 4, and the columns, rounded up to 8; per page a header of 24 bytes, and fillfactor.
-- https://www.postgresql.org/docs/current/storage-page-layout.html
WITH width AS (
  SELECT s.schemaname, s.tablename, count(*) AS columns, sum((1 - s.null_frac) * s.avg_width) AS bytes
  FROM pg_stats s
  WHERE NOT s.inherited
  GROUP BY s.schemaname, s.tablename
), relation AS (
  SELECT n.nspname, c.relname, c.relpages, c.reltuples,
    (SELECT count(*) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
    coalesce((SELECT option_value::int FROM pg_options_to_table(c.reloptions) WHERE option_name = 'fillfactor'), 100) AS fillfactor,
    current_setting('block_size')::int AS page_bytes
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'm') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    -- Below a mebibyte there is nothing to win.
    AND c.relpages >= 128
), needed AS (
  SELECT r.*, w.columns = r.columns AS known,
    ceil(r.reltuples / floor((r.page_bytes - 24) * r.fillfactor / 100.0 / (28 + 8 * ceil(w.bytes / 8)))) AS pages
  FROM relation r
  LEFT JOIN width w ON w.schemaname = r.nspname AND w.tablename = r.relname
)
SELECT
  nspname                                                                   AS schema,
  relname                                                                   AS name,
  'estimate'                                                                AS method,
  relpages::bigint * page_bytes                                             AS heap_bytes,
  CASE WHEN known THEN greatest(relpages - pages, 0)::bigint * page_bytes END AS bloat_bytes,
  CASE WHEN known THEN round((greatest(relpages - pages, 0) / relpages)::numeric, 4) END AS bloat_ratio
FROM needed
ORDER BY nspname COLLATE "C", relname COLLATE "C"
