-- plumbline: Extensions of the connected database.
-- https://www.postgresql.org/docs/current/catalog-pg-extension.html
SELECT e.extname AS name, e.extversion AS version, n.nspname AS schema
FROM pg_extension e
JOIN pg_namespace n ON n.oid = e.extnamespace
ORDER BY e.extname COLLATE "C"
