-- plumbline: What this session is and may: version, role, encoding, and where the extensions lie that it can ask.
-- https://www.postgresql.org/docs/current/predefined-roles.html
SELECT
  current_setting('server_version_num')::int                   AS version_num,
  current_setting('is_superuser') = 'on'                       AS superuser,
  pg_has_role(current_user, 'pg_read_all_settings', 'USAGE')   AS may_read_settings,
  pg_has_role(current_user, 'pg_read_all_stats', 'USAGE')      AS may_read_stats,
  current_database()                                           AS database,
  current_setting('server_encoding')                           AS encoding,
  extract(epoch FROM clock_timestamp())::float8 * 1000         AS clock_ms,
  (SELECT json_object_agg(e.extname, quote_ident(n.nspname))
   FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
   WHERE e.extname IN ('pg_stat_statements', 'pg_stat_monitor', 'pgstattuple'))    AS extensions
