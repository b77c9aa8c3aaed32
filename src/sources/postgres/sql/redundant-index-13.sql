-- plumbline: Indexes that another index of the same table makes superfluous: the same once more, or the beginning of it.
-- https://www.postgresql.org/docs/current/catalog-pg-index.html
WITH candidate AS MATERIALIZED (
  SELECT x.indexrelid, x.indrelid, c.relam, c.relname, n.nspname, x.indisunique, x.indisreplident,
    x.indexrelid IN (SELECT conindid FROM pg_constraint)                              AS enforces,
    x.indnatts = x.indnkeyatts                                                        AS keys_only,
    x.indkey::text                                                                    AS attributes,
    array_to_string((string_to_array(x.indkey::text, ' '))[1:x.indnkeyatts], ' ')     AS keys,
    x.indclass::text                                                                  AS classes,
    x.indcollation::text                                                              AS collations,
    x.indoption::text                                                                 AS options,
    coalesce(pg_get_expr(x.indexprs, x.indrelid), '')                                 AS expressions,
    coalesce(pg_get_expr(x.indpred, x.indrelid), '')                                  AS predicate
  FROM pg_index x
  JOIN pg_class c ON c.oid = x.indexrelid AND c.relkind = 'i'
  JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE x.indisvalid AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
)
SELECT DISTINCT ON (less.nspname COLLATE "C", less.relname COLLATE "C")
  less.nspname   AS schema,
  less.relname   AS name,
  t.relname      AS table,
  more.relname   AS covered_by,
  CASE WHEN more.attributes = less.attributes THEN 'duplicate' ELSE 'prefix' END AS kind,
  pg_get_indexdef(less.indexrelid) AS definition,
  pg_get_indexdef(more.indexrelid) AS covering_definition
FROM candidate less
JOIN candidate more
  ON more.indrelid = less.indrelid AND more.indexrelid <> less.indexrelid AND more.relam = less.relam
  AND more.predicate = less.predicate
JOIN pg_class t ON t.oid = less.indrelid
JOIN pg_am a ON a.oid = less.relam
-- What enforces something is needed whatever else there is.
WHERE NOT less.enforces AND NOT less.indisreplident AND (NOT less.indisunique OR more.indisunique)
  AND CASE
    WHEN more.attributes = less.attributes AND more.keys = less.keys THEN
      (more.classes, more.collations, more.options, more.expressions)
        = (less.classes, less.collations, less.options, less.expressions)
      -- Of two equals the one that enforces more stays, then the one that comes first by name.
      AND (more.enforces OR (more.indisunique AND NOT less.indisunique)
           OR (more.indisunique = less.indisunique AND NOT more.enforces
               AND more.relname COLLATE "C" < less.relname COLLATE "C"))
    ELSE
      a.amname = 'btree' AND less.keys_only AND NOT less.indisunique
      AND less.expressions = '' AND more.expressions = ''
      AND starts_with(more.keys, less.keys || ' ')
      AND starts_with(more.classes, less.classes || ' ')
      AND starts_with(more.collations, less.collations || ' ')
      AND starts_with(more.options, less.options || ' ')
  END
ORDER BY less.nspname COLLATE "C", less.relname COLLATE "C", more.enforces DESC, more.relname COLLATE "C"
