CREATE SCHEMA vuln;
COMMENT ON SCHEMA vuln IS 'What is known to be vulnerable: advisories from every source, merged, with what they affect';

CREATE TABLE vuln.sources (
  source_id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key text NOT NULL UNIQUE,
  name text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('national', 'distribution', 'vendor', 'ecosystem')),
  url text NOT NULL CHECK (url ~ '^https://'),
  priority smallint NOT NULL DEFAULT 100,
  enabled boolean NOT NULL DEFAULT true
);
COMMENT ON TABLE vuln.sources IS 'Publishers of advisories';
COMMENT ON COLUMN vuln.sources.priority IS 'Where sources disagree the lower number wins';

CREATE TABLE vuln.source_states (
  source_id integer PRIMARY KEY REFERENCES vuln.sources ON DELETE CASCADE,
  cursor_value jsonb NOT NULL DEFAULT '{}',
  last_success_at timestamptz,
  last_failure_at timestamptz,
  consecutive_failures integer NOT NULL DEFAULT 0 CHECK (consecutive_failures >= 0),
  last_error text
);
COMMENT ON TABLE vuln.source_states IS 'How far the reading of each source has come';

CREATE TABLE vuln.feed_snapshots (
  snapshot_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  source_id integer NOT NULL REFERENCES vuln.sources,
  digest text NOT NULL,
  document_count integer NOT NULL CHECK (document_count >= 0),
  bytes bigint NOT NULL CHECK (bytes >= 0),
  fetched_at timestamptz NOT NULL,
  UNIQUE (source_id, digest)
);
CREATE INDEX feed_snapshots_fetched_idx ON vuln.feed_snapshots (fetched_at);
COMMENT ON TABLE vuln.feed_snapshots IS 'What was fetched from a source, by digest';
COMMENT ON COLUMN vuln.feed_snapshots.bytes IS 'Size as fetched, before unpacking';

CREATE TABLE vuln.advisories (
  advisory_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  advisory_key text NOT NULL UNIQUE,
  source_id integer NOT NULL REFERENCES vuln.sources,
  title text NOT NULL,
  summary text NOT NULL DEFAULT '',
  severity text CHECK (severity IN ('none', 'low', 'medium', 'high', 'critical')),
  published_at timestamptz,
  modified_at timestamptz NOT NULL,
  withdrawn_at timestamptz,
  raw jsonb NOT NULL DEFAULT '{}',
  search tsvector GENERATED ALWAYS AS (to_tsvector('english', title || ' ' || summary)) STORED
);
CREATE INDEX advisories_source_idx ON vuln.advisories (source_id);
CREATE INDEX advisories_modified_idx ON vuln.advisories (modified_at DESC);
CREATE INDEX advisories_severity_idx ON vuln.advisories (severity, published_at DESC);
CREATE INDEX advisories_key_idx ON vuln.advisories (advisory_key);
CREATE INDEX advisories_search_idx ON vuln.advisories USING gin (search);
CREATE INDEX advisories_raw_idx ON vuln.advisories USING gin (raw);
COMMENT ON TABLE vuln.advisories IS 'One advisory, merged from everything its sources say';
COMMENT ON COLUMN vuln.advisories.raw IS 'The source''s own document';
COMMENT ON COLUMN vuln.advisories.search IS 'Title and summary for full-text search; made by the database';

CREATE TABLE vuln.advisory_aliases (
  advisory_id uuid NOT NULL REFERENCES vuln.advisories ON DELETE CASCADE,
  alias text NOT NULL,
  scheme text NOT NULL CHECK (scheme IN ('CVE', 'GHSA', 'OSV', 'RHSA', 'DSA', 'USN')),
  PRIMARY KEY (advisory_id, alias)
);
CREATE INDEX advisory_aliases_alias_idx ON vuln.advisory_aliases (alias);
COMMENT ON TABLE vuln.advisory_aliases IS 'Other names of the same vulnerability';

CREATE TABLE vuln.advisory_cvss (
  advisory_id uuid NOT NULL REFERENCES vuln.advisories ON DELETE CASCADE,
  version text NOT NULL CHECK (version IN ('2.0', '3.0', '3.1', '4.0')),
  vector text NOT NULL,
  base_score numeric(3, 1) NOT NULL CHECK (base_score BETWEEN 0 AND 10),
  provider text NOT NULL,
  PRIMARY KEY (advisory_id, version, provider)
);
COMMENT ON TABLE vuln.advisory_cvss IS 'Scores by the Common Vulnerability Scoring System';

CREATE TABLE vuln.advisory_affected (
  affected_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  advisory_id uuid NOT NULL REFERENCES vuln.advisories ON DELETE CASCADE,
  ecosystem text NOT NULL,
  package_name text NOT NULL,
  package_url text,
  introduced text NOT NULL DEFAULT '0',
  fixed text,
  ranges jsonb NOT NULL DEFAULT '[]'
);
CREATE INDEX advisory_affected_advisory_idx ON vuln.advisory_affected (advisory_id);
CREATE INDEX advisory_affected_package_idx ON vuln.advisory_affected (ecosystem, package_name);
CREATE INDEX advisory_affected_ecosystem_idx ON vuln.advisory_affected (ecosystem);
CREATE INDEX advisory_affected_fixed_idx ON vuln.advisory_affected (fixed);
COMMENT ON TABLE vuln.advisory_affected IS 'Packages and versions that an advisory names; the largest table of the platform';
COMMENT ON COLUMN vuln.advisory_affected.introduced IS 'First affected version; 0 for every version from the first';
COMMENT ON COLUMN vuln.advisory_affected.fixed IS 'First version no longer affected; null while there is none';

CREATE TABLE vuln.advisory_references (
  reference_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  advisory_id uuid NOT NULL REFERENCES vuln.advisories ON DELETE CASCADE,
  kind text NOT NULL,
  url text NOT NULL
);
CREATE INDEX advisory_references_advisory_idx ON vuln.advisory_references (advisory_id);
COMMENT ON TABLE vuln.advisory_references IS 'Where to read more';

CREATE TABLE vuln.advisory_weaknesses (
  advisory_id uuid NOT NULL REFERENCES vuln.advisories ON DELETE CASCADE,
  cwe_id text NOT NULL CHECK (cwe_id ~ '^CWE-[0-9]+$'),
  PRIMARY KEY (advisory_id, cwe_id)
);
COMMENT ON TABLE vuln.advisory_weaknesses IS 'The kinds of weakness behind a vulnerability';

CREATE TABLE vuln.kev_flags (
  advisory_id uuid PRIMARY KEY REFERENCES vuln.advisories ON DELETE CASCADE,
  date_added date NOT NULL,
  due_date date,
  ransomware_use boolean NOT NULL DEFAULT false
);
CREATE INDEX kev_flags_added_idx ON vuln.kev_flags (date_added);
COMMENT ON TABLE vuln.kev_flags IS 'Vulnerabilities known to be exploited';

CREATE TABLE vuln.merge_events (
  event_id bigint GENERATED ALWAYS AS IDENTITY,
  advisory_id uuid NOT NULL,
  source_id integer NOT NULL,
  before_digest text,
  after_digest text NOT NULL,
  merged_at timestamptz NOT NULL,
  PRIMARY KEY (merged_at, event_id)
) PARTITION BY RANGE (merged_at);
CREATE TABLE vuln.merge_events_2025_q4 PARTITION OF vuln.merge_events FOR VALUES FROM ('2025-10-01 00:00:00+00') TO ('2026-01-01 00:00:00+00');
CREATE TABLE vuln.merge_events_rest PARTITION OF vuln.merge_events DEFAULT;
CREATE INDEX merge_events_advisory_idx ON vuln.merge_events (advisory_id, merged_at DESC);
COMMENT ON TABLE vuln.merge_events IS 'Each time that an advisory changed because a source said something new, one partition a quarter';
COMMENT ON TABLE vuln.merge_events_2025_q4 IS 'Merges of the last quarter of 2025';
COMMENT ON TABLE vuln.merge_events_rest IS 'Merges of quarters that have no partition yet; should stay empty';
