-- plumbline: How full the leaf pages of B-tree indexes are, measured by pgstatindex, which reads an index from end to end: the 50
-- largest of 512 KiB or more, as far as they have 4 GiB together. Bloat is what is left of the leaf pages when their content is
-- filled in up to fillfactor, and pages that are empty. Entries of dead rows count as content until VACUUM removes them.
-- %1$s stands for the schema of the extension.
-- https://www.postgresql.org/docs/current/pgstattuple.html
SELECT
  i.nspname                                                       AS schema,
  i.relname                                                       AS name,
  i.table_name                                                    AS table,
  'measured by pgstatindex'                                       AS method,
  m.index_size                                                    AS index_bytes,
  b.pages * i.page_bytes                                          AS bloat_bytes,
  round(b.pages * i.page_bytes::numeric / m.index_size, 4)        AS bloat_ratio,
  round(d.density::numeric, 4)                                    AS leaf_density_ratio,
  -- Each leaf page whose next one lies before it in the file.
  round(nullif(m.leaf_fragmentation, 'NaN')::numeric / 100, 4)    AS leaf_fragmentation_ratio,
  m.leaf_pages                                                    AS leaf_pages,
  m.empty_pages + m.deleted_pages                                 AS empty_pages
FROM (
  SELECT n.nspname, c.relname, c.oid, t.relname AS table_name,
    current_setting('block_size')::int AS page_bytes,
    coalesce((SELECT option_value::int FROM pg_options_to_table(c.reloptions) WHERE option_name = 'fillfactor'), 90) AS fillfactor,
    sum(c.relpages::bigint) OVER (ORDER BY c.relpages DESC, n.nspname COLLATE "C", c.relname COLLATE "C") AS pages_so_far
  FROM pg_index x
  JOIN pg_class c ON c.oid = x.indexrelid
  JOIN pg_class t ON t.oid = x.indrelid
  JOIN pg_am a ON a.oid = c.relam
  JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind = 'i' AND a.amname = 'btree' AND x.indisvalid AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND c.relpages BETWEEN 64 AND 524288
    -- A standby has no content of it.
    AND NOT (c.relpersistence = 'u' AND pg_is_in_recovery())
    AND c.oid NOT IN (
      SELECT relation FROM pg_locks
      WHERE locktype = 'relation' AND mode = 'AccessExclusiveLock' AND pid IS DISTINCT FROM pg_backend_pid()
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    )
  ORDER BY pages_so_far
  LIMIT 50
) i
CROSS JOIN LATERAL %1$s.pgstatindex(i.oid) m
CROSS JOIN LATERAL (SELECT nullif(m.avg_leaf_density, 'NaN') / 100 AS density) d
CROSS JOIN LATERAL (SELECT m.leaf_pages * coalesce(d.density, 0) * (i.page_bytes - 40) AS bytes) l
CROSS JOIN LATERAL (
  -- A page of its size less header and end; what fillfactor leaves free is of the whole page.
  SELECT m.empty_pages + m.deleted_pages + greatest(
    0, m.leaf_pages - ceil(l.bytes / (i.page_bytes * i.fillfactor / 100.0 - 40)))::bigint AS pages
) b
WHERE i.pages_so_far <= 524288
ORDER BY i.nspname COLLATE "C", i.relname COLLATE "C"
