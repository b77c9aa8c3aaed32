-- Everything that a database holds, one line a thing: rows and digest of each table, then the definitions. Order-free within a table.
\pset format unaligned
\pset tuples_only on
\pset fieldsep ' '
SET client_min_messages = warning;
SET TIME ZONE 'UTC';
SET datestyle = 'ISO';
SET intervalstyle = 'iso_8601';
SET bytea_output = 'hex';
SET extra_float_digits = 1;
SET search_path = pg_catalog;
SELECT format(
  'SELECT %L, count(*), coalesce(sum((''x'' || left(md5(each::text), 16))::bit(64)::bigint::numeric), 0) FROM ONLY %s AS each',
  'table ' || replace(c.oid::regclass::text, ' ', '_'), c.oid::regclass
)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'm') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
ORDER BY c.oid::regclass::text COLLATE "C"
\gexec
WITH own AS (
  SELECT oid, nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
), thing (kind, name, definition) AS (
  SELECT 'schema', nspname::text, '' FROM own
  UNION ALL
  SELECT 'columns', c.oid::regclass::text,
    string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull || ' ' || a.attstorage::text, ',' ORDER BY a.attnum)
  FROM pg_class c JOIN own ON own.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
  WHERE c.relkind IN ('r', 'p', 'v', 'm') AND a.attnum > 0 AND NOT a.attisdropped
  GROUP BY c.oid
  UNION ALL
  SELECT 'index', i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) || i.indisvalid
  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN own ON own.oid = c.relnamespace
  UNION ALL
  SELECT 'constraint', k.conrelid::regclass || '.' || k.conname, pg_get_constraintdef(k.oid) || k.convalidated
  FROM pg_constraint k JOIN own ON own.oid = k.connamespace WHERE k.conrelid <> 0 AND k.contype <> 'n'
  UNION ALL
  SELECT 'view', c.oid::regclass::text, pg_get_viewdef(c.oid)
  FROM pg_class c JOIN own ON own.oid = c.relnamespace WHERE c.relkind IN ('v', 'm')
  UNION ALL
  SELECT 'function', p.oid::regprocedure::text, p.prosrc
  FROM pg_proc p JOIN own ON own.oid = p.pronamespace
  WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
)
SELECT kind, replace(name, ' ', '_'), md5(definition) FROM thing ORDER BY kind COLLATE "C", name COLLATE "C", 3;
