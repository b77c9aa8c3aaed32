-- plumbline: What pg_wal takes on disk.
-- https://www.postgresql.org/docs/current/functions-admin.html#FUNCTIONS-ADMIN-GENFILE
SELECT
  count(*)                                 AS files,
  coalesce(sum(size), 0)                   AS size_bytes
FROM pg_ls_waldir()
