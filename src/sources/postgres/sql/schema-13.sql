-- plumbline: Schemas of the connected database that are not the server's own; their size is the sum of their tables'.
-- https://www.postgresql.org/docs/current/catalog-pg-namespace.html
SELECT
  n.nspname                                                                            AS name,
  pg_get_userbyid(n.nspowner)                                                          AS owner,
  count(c.oid) FILTER (WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition)         AS tables,
  obj_description(n.oid, 'pg_namespace')                                               AS comment
FROM pg_namespace n
LEFT JOIN pg_class c ON c.relnamespace = n.oid
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
GROUP BY n.oid, n.nspname, n.nspowner
ORDER BY n.nspname COLLATE "C"
