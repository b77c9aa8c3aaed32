CREATE SCHEMA policy;
COMMENT ON SCHEMA policy IS 'What is acceptable: policy packs, rules, risk profiles, evaluations and exceptions';

CREATE TABLE policy.packs (
  pack_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL,
  name text NOT NULL,
  description text NOT NULL DEFAULT '',
  active_version integer,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (tenant_id, name)
);
COMMENT ON TABLE policy.packs IS 'A named collection of rules that is versioned as a whole';
COMMENT ON COLUMN policy.packs.active_version IS 'The version in force; null while there is none';

CREATE TABLE policy.pack_versions (
  pack_version_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  pack_id uuid NOT NULL REFERENCES policy.packs ON DELETE CASCADE,
  version integer NOT NULL CHECK (version > 0),
  digest text NOT NULL,
  published_at timestamptz,
  published_by text,
  UNIQUE (pack_id, version),
  CHECK ((published_at IS NULL) = (published_by IS NULL))
);
CREATE INDEX pack_versions_digest_idx ON policy.pack_versions (digest);
COMMENT ON TABLE policy.pack_versions IS 'One state of a pack; never changed once published';

CREATE TABLE policy.rules (
  rule_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  pack_version_id uuid NOT NULL REFERENCES policy.pack_versions ON DELETE CASCADE,
  name text NOT NULL,
  priority integer NOT NULL DEFAULT 100,
  action text NOT NULL CHECK (action IN ('allow', 'warn', 'block', 'escalate')),
  severity text NOT NULL CHECK (severity IN ('low', 'medium', 'high', 'critical')),
  source text NOT NULL,
  UNIQUE (pack_version_id, name)
);
CREATE INDEX rules_pack_version_idx ON policy.rules (pack_version_id);
CREATE INDEX rules_severity_idx ON policy.rules (severity);
COMMENT ON TABLE policy.rules IS 'One rule in the policy language';
COMMENT ON COLUMN policy.rules.source IS 'The rule as its author wrote it';

CREATE TABLE policy.risk_profiles (
  profile_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL,
  name text NOT NULL,
  weights jsonb NOT NULL,
  is_default boolean NOT NULL DEFAULT false,
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (tenant_id, name)
);
CREATE UNIQUE INDEX risk_profiles_default_key ON policy.risk_profiles (tenant_id) WHERE is_default;
COMMENT ON TABLE policy.risk_profiles IS 'How much each signal weighs in a risk score; at most one default a tenant';

CREATE TABLE policy.risk_profile_history (
  profile_id uuid NOT NULL REFERENCES policy.risk_profiles ON DELETE CASCADE,
  revision integer NOT NULL CHECK (revision > 0),
  weights jsonb NOT NULL,
  changed_by text NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (profile_id, revision)
);
COMMENT ON TABLE policy.risk_profile_history IS 'Earlier weights of a profile';

CREATE TABLE policy.evaluation_runs (
  run_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL,
  pack_version_id uuid NOT NULL REFERENCES policy.pack_versions,
  status text NOT NULL CHECK (status IN ('queued', 'running', 'completed', 'failed')),
  inputs_digest text NOT NULL,
  findings_count integer NOT NULL DEFAULT 0 CHECK (findings_count >= 0),
  started_at timestamptz NOT NULL,
  finished_at timestamptz,
  CHECK (finished_at IS NULL OR finished_at >= started_at)
);
CREATE INDEX evaluation_runs_tenant_idx ON policy.evaluation_runs (tenant_id, started_at DESC);
CREATE INDEX evaluation_runs_pack_version_idx ON policy.evaluation_runs (pack_version_id);
COMMENT ON TABLE policy.evaluation_runs IS 'One evaluation of a pack over an inventory';
COMMENT ON COLUMN policy.evaluation_runs.inputs_digest IS 'Equal inputs give equal results: the digest says whether a run can be reused';

CREATE TABLE policy.evaluation_results (
  run_id uuid NOT NULL REFERENCES policy.evaluation_runs ON DELETE CASCADE,
  finding_key text NOT NULL,
  rule_id uuid REFERENCES policy.rules ON DELETE SET NULL,
  verdict text NOT NULL CHECK (verdict IN ('pass', 'warn', 'block', 'excepted')),
  score numeric(5, 2) NOT NULL CHECK (score BETWEEN 0 AND 100),
  explanation jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (run_id, finding_key)
);
CREATE INDEX evaluation_results_rule_idx ON policy.evaluation_results (rule_id);
CREATE INDEX evaluation_results_run_idx ON policy.evaluation_results (run_id);
COMMENT ON TABLE policy.evaluation_results IS 'What one run said about one finding, and why';

CREATE TABLE policy.exceptions (
  exception_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL,
  name text NOT NULL,
  scope jsonb NOT NULL,
  reason text NOT NULL CHECK (reason <> ''),
  status text NOT NULL CHECK (status IN ('proposed', 'active', 'expired', 'revoked')),
  requested_by text NOT NULL,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  UNIQUE (tenant_id, name),
  CHECK (expires_at > created_at)
);
CREATE INDEX exceptions_expiry_idx ON policy.exceptions (expires_at) WHERE status = 'active';
CREATE INDEX exceptions_scope_idx ON policy.exceptions USING gin (scope jsonb_path_ops);
COMMENT ON TABLE policy.exceptions IS 'Findings tolerated for a reason and a time';

CREATE TABLE policy.exception_approvals (
  exception_id uuid NOT NULL REFERENCES policy.exceptions ON DELETE CASCADE,
  approver text NOT NULL,
  approved_at timestamptz NOT NULL,
  PRIMARY KEY (exception_id, approver)
);
COMMENT ON TABLE policy.exception_approvals IS 'Who agreed to an exception';

CREATE TABLE policy.audit (
  audit_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id uuid NOT NULL,
  actor text NOT NULL,
  action text NOT NULL,
  subject text NOT NULL,
  occurred_at timestamptz NOT NULL
);
CREATE INDEX audit_occurred_idx ON policy.audit USING brin (occurred_at);
COMMENT ON TABLE policy.audit IS 'Who changed which policy';
