CREATE SCHEMA vex;
COMMENT ON SCHEMA vex IS 'What is said about exploitability: providers, statements, consensus, linksets and the graph made of them';

CREATE TABLE vex.providers (
  provider_id text PRIMARY KEY,
  name text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('vendor', 'distribution', 'hub', 'internal')),
  trust numeric(3, 2) NOT NULL DEFAULT 0.50 CHECK (trust BETWEEN 0 AND 1),
  base_url text,
  enabled boolean NOT NULL DEFAULT true
);
COMMENT ON TABLE vex.providers IS 'Who publishes exploitability statements';
COMMENT ON COLUMN vex.providers.trust IS 'Weight in the consensus, from 0 to 1';

CREATE TABLE vex.documents (
  digest text PRIMARY KEY CHECK (digest ~ '^sha256:[0-9a-f]{64}$'),
  provider_id text NOT NULL REFERENCES vex.providers,
  format text NOT NULL CHECK (format IN ('openvex', 'csaf', 'cyclonedx')),
  source_url text NOT NULL,
  signature_status text NOT NULL DEFAULT 'unsigned' CHECK (signature_status IN ('unsigned', 'verified', 'invalid')),
  retrieved_at timestamptz NOT NULL
);
CREATE INDEX documents_provider_idx ON vex.documents (provider_id, retrieved_at DESC);
COMMENT ON TABLE vex.documents IS 'Documents as they were retrieved, by digest';

CREATE TABLE vex.products (
  product_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  product_key text NOT NULL UNIQUE,
  name text NOT NULL,
  version text NOT NULL DEFAULT '',
  package_url text
);
CREATE INDEX products_name_idx ON vex.products (name);
CREATE INDEX products_package_url_idx ON vex.products (package_url);
COMMENT ON TABLE vex.products IS 'What statements are about';

CREATE TABLE vex.justifications (
  code text PRIMARY KEY,
  description text NOT NULL
);
COMMENT ON TABLE vex.justifications IS 'Why something is not affected, in the words of the VEX minimum requirements';

CREATE TABLE vex.statements (
  statement_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL,
  document_digest text NOT NULL REFERENCES vex.documents,
  vulnerability_id text NOT NULL,
  product_id bigint NOT NULL REFERENCES vex.products,
  status text NOT NULL CHECK (status IN ('not_affected', 'affected', 'fixed', 'under_investigation')),
  justification text REFERENCES vex.justifications,
  detail text NOT NULL DEFAULT '',
  first_seen_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  CHECK (last_seen_at >= first_seen_at),
  CHECK (justification IS NULL OR status = 'not_affected')
);
CREATE INDEX statements_vulnerability_idx ON vex.statements (vulnerability_id, product_id);
CREATE INDEX statements_product_idx ON vex.statements (product_id);
CREATE INDEX statements_document_idx ON vex.statements (document_digest);
CREATE INDEX statements_status_idx ON vex.statements (status);
CREATE INDEX statements_vulnerability_only_idx ON vex.statements (vulnerability_id);
COMMENT ON TABLE vex.statements IS 'One provider''s word on one vulnerability in one product';
COMMENT ON COLUMN vex.statements.justification IS 'Only where the product is not affected';

CREATE TABLE vex.consensus (
  tenant_id uuid NOT NULL,
  vulnerability_id text NOT NULL,
  product_id bigint NOT NULL REFERENCES vex.products,
  status text NOT NULL CHECK (status IN ('not_affected', 'affected', 'fixed', 'under_investigation', 'divergent')),
  confidence numeric(4, 3) NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  statement_count integer NOT NULL CHECK (statement_count > 0),
  policy_revision text NOT NULL,
  calculated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, vulnerability_id, product_id)
);
CREATE INDEX consensus_product_idx ON vex.consensus (product_id);
CREATE INDEX consensus_calculated_idx ON vex.consensus (calculated_at);
COMMENT ON TABLE vex.consensus IS 'What all statements together come to, by provider trust';

CREATE TABLE vex.linksets (
  linkset_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL,
  vulnerability_id text NOT NULL,
  product_key text NOT NULL,
  provider_count integer NOT NULL CHECK (provider_count > 0),
  has_conflict boolean NOT NULL DEFAULT false,
  updated_at timestamptz NOT NULL,
  UNIQUE (tenant_id, vulnerability_id, product_key)
);
CREATE INDEX linksets_conflict_idx ON vex.linksets (updated_at DESC) WHERE has_conflict;
COMMENT ON TABLE vex.linksets IS 'Statements of several providers on the same thing, side by side and not merged';

CREATE TABLE vex.linkset_statements (
  linkset_id uuid NOT NULL REFERENCES vex.linksets ON DELETE CASCADE,
  statement_id uuid NOT NULL REFERENCES vex.statements ON DELETE CASCADE,
  PRIMARY KEY (linkset_id, statement_id)
);
CREATE INDEX linkset_statements_statement_idx ON vex.linkset_statements (statement_id);
COMMENT ON TABLE vex.linkset_statements IS 'Which statements a linkset holds';

CREATE TABLE vex.graph_revisions (
  revision_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL,
  parent_id uuid REFERENCES vex.graph_revisions,
  digest text NOT NULL UNIQUE,
  node_count integer NOT NULL CHECK (node_count >= 0),
  edge_count integer NOT NULL CHECK (edge_count >= 0),
  created_at timestamptz NOT NULL
);
CREATE INDEX graph_revisions_tenant_idx ON vex.graph_revisions (tenant_id, created_at DESC);
COMMENT ON TABLE vex.graph_revisions IS 'States of the graph of images, packages and vulnerabilities';

CREATE TABLE vex.graph_edges (
  revision_id uuid NOT NULL REFERENCES vex.graph_revisions ON DELETE CASCADE,
  from_node text NOT NULL,
  to_node text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('contains', 'affects', 'mitigates')),
  PRIMARY KEY (revision_id, from_node, to_node, kind)
);
CREATE INDEX graph_edges_target_idx ON vex.graph_edges (revision_id, to_node);
COMMENT ON TABLE vex.graph_edges IS 'What is connected with what in one revision';
