-- Gives the seed its own chance: the same key always gives the same number, name or time, on every server.
CREATE FUNCTION pg_temp.many(count integer) RETURNS integer LANGUAGE sql STABLE AS
  $$ SELECT greatest(1, round(count * current_setting('demo.scale')::numeric))::integer $$;
CREATE FUNCTION pg_temp.pick(key text, count integer) RETURNS integer LANGUAGE sql IMMUTABLE AS
  $$ SELECT (('x' || substr(md5(key), 1, 8))::bit(32)::bigint % count)::integer $$;
CREATE FUNCTION pg_temp.one_of(key text, choices text[]) RETURNS text LANGUAGE sql IMMUTABLE AS
  $$ SELECT choices[1 + (('x' || substr(md5(key), 1, 8))::bit(32)::bigint % cardinality(choices))::integer] $$;
CREATE FUNCTION pg_temp.id(key text) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$ SELECT md5(key)::uuid $$;
CREATE FUNCTION pg_temp.tenant(key text) RETURNS uuid LANGUAGE sql IMMUTABLE AS
  $$ SELECT md5('tenant' || (('x' || substr(md5(key), 1, 8))::bit(32)::bigint % 6 + 1))::uuid $$;
CREATE FUNCTION pg_temp.digest(key text) RETURNS text LANGUAGE sql IMMUTABLE AS
  $$ SELECT encode(sha256(convert_to(key, 'UTF8')), 'hex') $$;
-- A time within so many days before the day of the last archive.
CREATE FUNCTION pg_temp.before(key text, days integer) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS
  $$ SELECT timestamptz '2025-12-05 00:00:00+00' - (('x' || substr(md5(key), 1, 8))::bit(32)::bigint % (days * 86400)) * interval '1 second' $$;
