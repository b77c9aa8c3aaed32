-- plumbline: Schemas of the connected database that are not the server's own, with what their tables take on disk.
-- https://www.postgresql.org/docs/current/functions-admin.html#FUNCTIONS-ADMIN-DBSIZE
SELECT
  n.nspname                                                        AS name,
  pg_get_userbyid(n.nspowner)                                      AS owner,
  count(c.oid) FILTER (WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition) AS tables,
  coalesce(sum(pg_total_relation_size(c.oid)) FILTER (WHERE c.relkind IN ('r', 'm')), 0) AS total_bytes,
  obj_description(n.oid, 'pg_namespace')                           AS comment
FROM pg_namespace n
LEFT JOIN pg_class c ON c.relnamespace = n.oid
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
GROUP BY n.oid, n.nspname, n.nspowner
ORDER BY n.nspname COLLATE "C"
