-- plumbline: Foreign keys without an index on the referencing columns: each delete or key change there reads the whole table.
-- https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK
SELECT
  n.nspname                   AS schema,
  t.relname                   AS table,
  k.conname                   AS name,
  rn.nspname                  AS referenced_schema,
  r.relname                   AS referenced_table,
  pg_get_constraintdef(k.oid) AS definition,
  s.n_live_tup                AS live_rows,
  rs.n_tup_del + rs.n_tup_upd AS referenced_rows_changed
FROM pg_constraint k
JOIN pg_class t ON t.oid = k.conrelid
JOIN pg_namespace n ON n.oid = t.relnamespace
JOIN pg_class r ON r.oid = k.confrelid
JOIN pg_namespace rn ON rn.oid = r.relnamespace
LEFT JOIN pg_stat_all_tables s ON s.relid = t.oid
LEFT JOIN pg_stat_all_tables rs ON rs.relid = r.oid
WHERE k.contype = 'f' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  -- A partition's own copy says nothing that its parent's does not.
  AND k.conparentid = 0
  AND NOT EXISTS (
    SELECT FROM pg_index x
    WHERE x.indrelid = k.conrelid AND x.indisvalid AND x.indpred IS NULL
      -- The first columns of the index are those of the key, in any order.
      AND (string_to_array(x.indkey::text, ' ')::smallint[])[1:cardinality(k.conkey)] @> k.conkey
  )
ORDER BY n.nspname COLLATE "C", t.relname COLLATE "C", k.conname COLLATE "C"
