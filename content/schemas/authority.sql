CREATE SCHEMA authority;
COMMENT ON SCHEMA authority IS 'Who may do what: tenants, users, roles, clients, tokens, sessions and the audit of sign-ins';

CREATE TABLE authority.tenants (
  tenant_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9][a-z0-9-]{1,62}$'),
  display_name text NOT NULL,
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'suspended', 'closed')),
  settings jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  closed_at timestamptz,
  CHECK ((status = 'closed') = (closed_at IS NOT NULL))
);
COMMENT ON TABLE authority.tenants IS 'One customer organisation; every other row belongs to exactly one';
COMMENT ON COLUMN authority.tenants.slug IS 'The name in addresses and in command-line options';

CREATE TABLE authority.users (
  user_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL REFERENCES authority.tenants,
  username text NOT NULL,
  email text NOT NULL,
  display_name text NOT NULL DEFAULT '',
  password_hash text,
  mfa_enabled boolean NOT NULL DEFAULT false,
  failed_attempts integer NOT NULL DEFAULT 0 CHECK (failed_attempts >= 0),
  locked_until timestamptz,
  last_sign_in_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (tenant_id, username)
);
CREATE UNIQUE INDEX users_tenant_email_key ON authority.users (tenant_id, lower(email));
CREATE INDEX users_tenant_id_idx ON authority.users (tenant_id);
CREATE INDEX users_display_name_idx ON authority.users (display_name);
COMMENT ON TABLE authority.users IS 'People and service accounts that can sign in';
COMMENT ON COLUMN authority.users.password_hash IS 'Argon2id with its parameters; null where an identity provider signs the user in';
COMMENT ON COLUMN authority.users.locked_until IS 'No sign-in before this time, after too many failed attempts';

CREATE TABLE authority.roles (
  role_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL REFERENCES authority.tenants,
  name text NOT NULL,
  description text NOT NULL DEFAULT '',
  built_in boolean NOT NULL DEFAULT false,
  UNIQUE (tenant_id, name)
);
COMMENT ON TABLE authority.roles IS 'Named sets of permissions within a tenant';
COMMENT ON COLUMN authority.roles.built_in IS 'Made with the tenant; cannot be changed or removed';

CREATE TABLE authority.permissions (
  permission_id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code text NOT NULL UNIQUE CHECK (code ~ '^[a-z]+:[a-z-]+$'),
  description text NOT NULL
);
COMMENT ON TABLE authority.permissions IS 'Everything that can be permitted, as subject:action';

CREATE TABLE authority.role_permissions (
  role_id uuid NOT NULL REFERENCES authority.roles ON DELETE CASCADE,
  permission_id integer NOT NULL REFERENCES authority.permissions,
  PRIMARY KEY (role_id, permission_id)
);
CREATE INDEX role_permissions_permission_idx ON authority.role_permissions (permission_id);
COMMENT ON TABLE authority.role_permissions IS 'Which role holds which permission';

CREATE TABLE authority.user_roles (
  user_id uuid NOT NULL REFERENCES authority.users ON DELETE CASCADE,
  role_id uuid NOT NULL REFERENCES authority.roles ON DELETE CASCADE,
  granted_by uuid REFERENCES authority.users,
  granted_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (user_id, role_id)
);
CREATE INDEX user_roles_role_idx ON authority.user_roles (role_id);
COMMENT ON TABLE authority.user_roles IS 'Which user holds which role, and who granted it';

CREATE TABLE authority.clients (
  client_id text PRIMARY KEY,
  tenant_id uuid NOT NULL REFERENCES authority.tenants,
  name text NOT NULL,
  secret_hash text,
  grant_types text[] NOT NULL CHECK (cardinality(grant_types) > 0),
  redirect_uris text[] NOT NULL DEFAULT '{}',
  scopes text[] NOT NULL DEFAULT '{}',
  require_dpop boolean NOT NULL DEFAULT true,
  enabled boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX clients_tenant_idx ON authority.clients (tenant_id);
COMMENT ON TABLE authority.clients IS 'Applications that ask for tokens by OAuth 2.1 or OpenID Connect';
COMMENT ON COLUMN authority.clients.secret_hash IS 'Null for public clients, which prove themselves by PKCE';

CREATE TABLE authority.tokens (
  token_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL REFERENCES authority.tenants,
  user_id uuid REFERENCES authority.users ON DELETE CASCADE,
  client_id text NOT NULL REFERENCES authority.clients ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('access', 'refresh', 'device', 'authorization_code')),
  token_hash bytea NOT NULL UNIQUE,
  scopes text[] NOT NULL DEFAULT '{}',
  issued_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz,
  CHECK (expires_at > issued_at)
);
CREATE INDEX tokens_user_idx ON authority.tokens (user_id);
CREATE INDEX tokens_client_idx ON authority.tokens (client_id);
CREATE INDEX tokens_expiry_idx ON authority.tokens (expires_at) WHERE revoked_at IS NULL;
CREATE INDEX tokens_scopes_idx ON authority.tokens USING gin (scopes);
COMMENT ON TABLE authority.tokens IS 'Tokens given out and not yet cleared away; only their digests are kept';
COMMENT ON COLUMN authority.tokens.token_hash IS 'SHA-256 of the token as the client holds it';

CREATE TABLE authority.sessions (
  session_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL REFERENCES authority.users ON DELETE CASCADE,
  started_at timestamptz NOT NULL DEFAULT now(),
  last_seen_at timestamptz NOT NULL DEFAULT now(),
  ended_at timestamptz,
  source_address inet,
  user_agent text NOT NULL DEFAULT '',
  CHECK (last_seen_at >= started_at)
);
CREATE INDEX sessions_user_idx ON authority.sessions (user_id, last_seen_at DESC);
CREATE INDEX sessions_user_only_idx ON authority.sessions (user_id);
COMMENT ON TABLE authority.sessions IS 'Browser and command-line sessions';
COMMENT ON COLUMN authority.sessions.ended_at IS 'Null while the session can still be used';

CREATE TABLE authority.api_keys (
  api_key_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL REFERENCES authority.tenants,
  owner_id uuid NOT NULL REFERENCES authority.users ON DELETE CASCADE,
  name text NOT NULL,
  prefix text NOT NULL CHECK (length(prefix) = 8),
  key_hash bytea NOT NULL UNIQUE,
  scopes text[] NOT NULL DEFAULT '{}',
  expires_at timestamptz,
  last_used_at timestamptz,
  UNIQUE (tenant_id, name)
);
CREATE INDEX api_keys_owner_idx ON authority.api_keys (owner_id);
CREATE INDEX api_keys_prefix_idx ON authority.api_keys (prefix);
COMMENT ON TABLE authority.api_keys IS 'Long-lived keys of pipelines and agents';
COMMENT ON COLUMN authority.api_keys.prefix IS 'The first eight characters, by which people recognise a key';

CREATE TABLE authority.signin_audit (
  audit_id bigint GENERATED ALWAYS AS IDENTITY,
  occurred_at timestamptz NOT NULL,
  tenant_id uuid NOT NULL,
  user_id uuid,
  client_id text,
  outcome text NOT NULL CHECK (outcome IN ('success', 'bad_password', 'bad_token', 'locked', 'denied')),
  source_address inet,
  detail jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (occurred_at, audit_id)
) PARTITION BY RANGE (occurred_at);
CREATE TABLE authority.signin_audit_2025_09 PARTITION OF authority.signin_audit FOR VALUES FROM ('2025-09-01 00:00:00+00') TO ('2025-10-01 00:00:00+00');
CREATE TABLE authority.signin_audit_2025_10 PARTITION OF authority.signin_audit FOR VALUES FROM ('2025-10-01 00:00:00+00') TO ('2025-11-01 00:00:00+00');
CREATE TABLE authority.signin_audit_2025_11 PARTITION OF authority.signin_audit FOR VALUES FROM ('2025-11-01 00:00:00+00') TO ('2025-12-01 00:00:00+00');
CREATE TABLE authority.signin_audit_2025_12 PARTITION OF authority.signin_audit FOR VALUES FROM ('2025-12-01 00:00:00+00') TO ('2026-01-01 00:00:00+00');
CREATE TABLE authority.signin_audit_rest PARTITION OF authority.signin_audit DEFAULT;
CREATE INDEX signin_audit_tenant_idx ON authority.signin_audit (tenant_id, occurred_at);
CREATE INDEX signin_audit_address_idx ON authority.signin_audit (source_address);
COMMENT ON TABLE authority.signin_audit IS 'Every attempt to sign in, one partition a month; never changed, dropped by partition when its retention ends';
COMMENT ON COLUMN authority.signin_audit.user_id IS 'Null where the name was not known; no foreign key, so that the audit outlives the user';
COMMENT ON TABLE authority.signin_audit_2025_09 IS 'Sign-ins of September 2025';
COMMENT ON TABLE authority.signin_audit_2025_10 IS 'Sign-ins of October 2025';
COMMENT ON TABLE authority.signin_audit_2025_11 IS 'Sign-ins of November 2025';
COMMENT ON TABLE authority.signin_audit_2025_12 IS 'Sign-ins of December 2025';
COMMENT ON TABLE authority.signin_audit_rest IS 'Sign-ins of months that have no partition yet; should stay empty';
