-- plumbline: How many calls took how long, by database: the histograms of pg_stat_monitor, 2.0 or newer, over all its buckets of
-- time. %1$s stands for the schema of the extension. https://docs.percona.com/pg-stat-monitor/reference.html
WITH bound AS (
  -- Ranges as it writes them: (101.000 - 178.827}, and the last one (100000.000 - ...}
  SELECT b.place, substring(b.range FROM '([0-9]+[.]?[0-9]*) -')::float8 AS above_ms, substring(b.range FROM '- ([0-9]+[.]?[0-9]*)')::float8 AS up_to_ms
  FROM unnest(string_to_array(%1$s.get_histogram_timings(), ',')) WITH ORDINALITY AS b(range, place)
), kept AS (
  SELECT m.datname, m.bucket, m.bucket_start_time, m.resp_calls
  FROM %1$s.pg_stat_monitor m
  -- What this very collection runs is no part of the picture.
  WHERE coalesce(m.query, '') !~ '^-- plumbline|/\* plumbline \*/'
), counted AS (
  SELECT k.datname, c.place, sum(c.calls::bigint)::bigint AS calls
  FROM kept k
  CROSS JOIN LATERAL unnest(k.resp_calls) WITH ORDINALITY AS c(calls, place)
  GROUP BY k.datname, c.place
), span AS (
  SELECT datname, min(bucket_start_time) AS since_at, max(bucket_start_time) AS last_bucket_at, count(DISTINCT (bucket, bucket_start_time)) AS buckets
  FROM kept
  GROUP BY datname
)
SELECT
  s.datname           AS database,
  s.since_at          AS since_at,
  s.last_bucket_at    AS last_bucket_at,
  s.buckets           AS buckets,
  json_agg(json_build_object('above_ms', b.above_ms, 'up_to_ms', b.up_to_ms, 'calls', coalesce(c.calls, 0)) ORDER BY b.place)::text AS histogram
FROM span s
CROSS JOIN bound b
LEFT JOIN counted c ON c.datname = s.datname AND c.place = b.place
GROUP BY s.datname, s.since_at, s.last_bucket_at, s.buckets
ORDER BY s.datname COLLATE "C"
