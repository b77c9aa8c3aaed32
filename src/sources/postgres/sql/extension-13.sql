-- plumbline: Extensions of the connected database, and the version that the server could bring them to.
-- https://www.postgresql.org/docs/current/catalog-pg-extension.html
SELECT e.extname AS name, e.extversion AS version, a.default_version AS available_version, n.nspname AS schema
FROM pg_extension e
JOIN pg_namespace n ON n.oid = e.extnamespace
LEFT JOIN pg_available_extensions() a ON a.name = e.extname
ORDER BY e.extname COLLATE "C"
