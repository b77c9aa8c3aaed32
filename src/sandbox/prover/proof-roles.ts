/**
 * The roles as which blocks run. Neither is a superuser, so that nothing a block says can leave the server: no program,
 * no server file, no extension but the harmless ones, no setting of the server, whatever SQL it builds at run time.
 * `proof_superuser` has what a superuser on a runbook needs short of that: signals, checkpoints, reload, WAL functions,
 * statistics resets, the views of configuration files. Statements that need more are parsed only (split-statements.ts).
 */
export const PROOF_ROLES = `
CREATE ROLE proof_owner LOGIN CONNECTION LIMIT 4;
CREATE ROLE proof_superuser LOGIN CREATEDB CONNECTION LIMIT 4;
GRANT pg_monitor TO proof_owner;
GRANT pg_monitor, pg_signal_backend, proof_owner TO proof_superuser;
`;

/** What \`proof_superuser\` may call, where the server has it; granted in every database that proofs use. */
export const PROOF_GRANTS = `
DO $grants$
DECLARE
  routine regprocedure;
BEGIN
  FOR routine IN
    SELECT oid::regprocedure FROM pg_proc
    WHERE pronamespace = 'pg_catalog'::regnamespace AND (
      proname = ANY ('{pg_reload_conf,pg_rotate_logfile,pg_switch_wal,pg_create_restore_point,pg_wal_replay_pause,
        pg_wal_replay_resume,pg_promote,pg_start_backup,pg_stop_backup,pg_backup_start,pg_backup_stop,pg_stat_reset,
        pg_stat_reset_shared,pg_stat_reset_slru,pg_stat_reset_single_table_counters,
        pg_stat_reset_single_function_counters,pg_stat_reset_replication_slot,pg_stat_reset_subscription_stats,
        pg_show_all_file_settings,pg_hba_file_rules,pg_ident_file_mappings,pg_config,pg_log_backend_memory_contexts,
        pg_get_backend_memory_contexts,pg_get_shmem_allocations}'::text[]))
  LOOP
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO proof_superuser', routine);
  END LOOP;
END
$grants$;
GRANT SELECT ON pg_file_settings, pg_hba_file_rules, pg_config TO proof_superuser;
`;
