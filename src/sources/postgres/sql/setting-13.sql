-- plumbline: Settings that differ from their defaults, and those that an operator always asks for.
-- https://www.postgresql.org/docs/current/view-pg-settings.html
SELECT name, setting AS raw_setting, current_setting(name, true) AS value, unit, source, boot_val AS boot_value,
       pending_restart, category
FROM pg_settings
WHERE source NOT IN ('default', 'override', 'client', 'session')
   OR name IN ('archive_command', 'archive_mode', 'autovacuum', 'autovacuum_work_mem', 'checkpoint_completion_target',
               'checkpoint_timeout', 'default_statistics_target', 'effective_cache_size', 'effective_io_concurrency',
               'hot_standby', 'idle_in_transaction_session_timeout', 'io_workers', 'lock_timeout', 'log_checkpoints',
               'log_lock_waits', 'log_min_duration_statement', 'log_temp_files', 'maintenance_work_mem', 'max_connections',
               'max_parallel_maintenance_workers', 'max_parallel_workers', 'max_parallel_workers_per_gather',
               'max_wal_senders', 'max_wal_size', 'max_worker_processes', 'min_wal_size', 'password_encryption',
               'random_page_cost', 'shared_buffers', 'shared_preload_libraries', 'statement_timeout',
               'synchronous_commit', 'track_io_timing', 'wal_compression', 'wal_level', 'work_mem')
ORDER BY name COLLATE "C"
