/** What a setting of PgBouncer takes: a whole number within bounds, seconds, 0 or 1, one of several words, or any text. */
export type PoolerValue =
  | { kind: "number"; min: number; max?: number }
  | { kind: "seconds" }
  | { kind: "switch" }
  | { kind: "words"; words: readonly string[] }
  | { kind: "text" };

const COUNT: PoolerValue = { kind: "number", min: 0 };
const SECONDS: PoolerValue = { kind: "seconds" };
const SWITCH: PoolerValue = { kind: "switch" };
const TEXT: PoolerValue = { kind: "text" };
const MODE: PoolerValue = { kind: "words", words: ["session", "transaction", "statement"] };
const TLS: PoolerValue = {
  kind: "words",
  words: ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"],
};
const AUTH: PoolerValue = {
  kind: "words",
  words: ["any", "trust", "plain", "md5", "cert", "hba", "ldap", "pam", "scram-sha-256"],
};

/** When this table was read off PgBouncer's own reference, `doc/config.md` and the types of its `main.c`. */
export const POOLER_AS_OF = "2026-11-24";

function all(value: PoolerValue, names: string): [string, PoolerValue][] {
  return names.split(/\s+/).map((name) => [name, value]);
}

/** Every setting of each section, by name. In `[databases]`, `[users]` and `[peers]` they stand inside a connection string. */
export const POOLER_SETTINGS: Readonly<Record<string, ReadonlyMap<string, PoolerValue>>> = {
  pgbouncer: new Map<string, PoolerValue>([
    ...all(
      TEXT,
      `admin_users auth_dbname auth_file auth_hba_file auth_ident_file auth_ldap_options auth_query auth_user
      client_tls13_ciphers client_tls_ca_file client_tls_cert_file client_tls_ciphers client_tls_dheparams
      client_tls_ecdhcurve client_tls_key_file client_tls_protocols conffile ignore_startup_parameters job_name
      listen_addr logfile login_notify_message pidfile resolv_conf server_check_query server_reset_query
      server_tls13_ciphers server_tls_ca_file server_tls_cert_file server_tls_ciphers server_tls_key_file
      server_tls_protocols service_name stats_users syslog_facility syslog_ident track_extra_parameters unix_socket_dir
      unix_socket_group unix_socket_mode user`,
    ),
    ...all(
      COUNT,
      `default_pool_size listen_backlog max_client_conn max_db_client_connections max_db_connections max_packet_size
      max_prepared_statements max_user_client_connections max_user_connections min_pool_size pkt_buf query_wait_notify
      reserve_pool_size sbuf_loopcnt scram_iterations stats_period tcp_defer_accept tcp_keepcnt tcp_keepidle
      tcp_keepintvl tcp_socket_buffer tcp_user_timeout verbose`,
    ),
    ...all(
      SECONDS,
      `autodb_idle_timeout cancel_wait_timeout client_idle_timeout client_login_timeout dns_max_ttl dns_nxdomain_ttl
      dns_zone_check_period idle_transaction_timeout pool_idle_timeout query_timeout query_wait_timeout
      reserve_pool_timeout server_check_delay server_connect_timeout server_idle_timeout server_lifetime
      server_login_retry suspend_timeout transaction_timeout`,
    ),
    ...all(
      SWITCH,
      `application_name_add_host disable_pqexec log_connections log_disconnections log_pooler_errors log_stats
      server_fast_close server_reset_query_always server_round_robin so_reuseport syslog tcp_keepalive`,
    ),
    ...all(TLS, "client_tls_sslmode server_tls_sslmode"),
    ["auth_type", AUTH],
    ["pool_mode", MODE],
    ["listen_port", { kind: "number", min: 0, max: 65_535 }],
    ["peer_id", { kind: "number", min: 0, max: 16_383 }],
  ]),
  databases: new Map<string, PoolerValue>([
    ...all(
      TEXT,
      `dbname host user password auth_user auth_query auth_dbname connect_query client_encoding datestyle timezone
      application_name`,
    ),
    ...all(
      COUNT,
      `pool_size min_pool_size reserve_pool reserve_pool_size max_db_connections max_db_client_connections`,
    ),
    ["port", { kind: "number", min: 1, max: 65_535 }],
    ["pool_mode", MODE],
    ["server_lifetime", SECONDS],
    ["query_wait_timeout", { kind: "number", min: -1 }],
    ["load_balance_hosts", { kind: "words", words: ["disable", "round-robin"] }],
    ["target_session_attrs", { kind: "words", words: ["any", "read-write", "read-only", "primary", "standby"] }],
  ]),
  users: new Map<string, PoolerValue>([
    ...all(COUNT, "pool_size reserve_pool_size max_user_connections max_user_client_connections"),
    ...all(SECONDS, "query_timeout idle_transaction_timeout transaction_timeout client_idle_timeout"),
    ["query_wait_timeout", { kind: "number", min: -1 }],
    ["pool_mode", MODE],
  ]),
  peers: new Map<string, PoolerValue>([
    ["host", TEXT],
    ["port", { kind: "number", min: 1, max: 65_535 }],
    ["pool_size", COUNT],
  ]),
};
