-- plumbline: What a rebuild of a B-tree index would give back, for the 500 largest of 512 KiB or more, estimated from what
-- ANALYZE sampled. An entry has a header of 8 bytes (16 with a null in it), its columns, rounded up to 8, and an item pointer
-- of 4. A page has a header of 24 bytes and 16 at its end, and leaves free what fillfactor says. Rows of a key that ANALYZE
-- lists as common, or of null, share entries of up to a tenth of a page, 6 bytes a row. How many of the other rows share
-- theirs, ANALYZE counts too roughly: unless nearly all keys are common or different, each row is given its own entry, and the
-- bloat is at least what is said. Where widths vary, they are right to 4 bytes an entry. Not seen: that an index compresses
-- values over 500 bytes, and what changed since the last VACUUM or ANALYZE. Not estimated: keys that were not sampled or whose
-- sample this role may not read, and partial indexes, as the sample is of all rows, unless the columns are NOT NULL and of one
-- width; type name.
-- https://www.postgresql.org/docs/current/btree.html#BTREE-IMPLEMENTATION
-- https://www.postgresql.org/docs/current/storage-page-layout.html
WITH RECURSIVE tree AS MATERIALIZED (
  SELECT c.oid, n.nspname, c.relname, c.relpages, nullif(c.reltuples, -1) AS reltuples,
    x.indrelid, t.relname AS table_name, x.indkey, x.indnatts,
    x.indpred IS NOT NULL AS is_partial,
    current_setting('block_size')::int AS page_bytes,
    coalesce((SELECT option_value::int FROM pg_options_to_table(c.reloptions) WHERE option_name = 'fillfactor'), 90) AS fillfactor,
    NOT x.indisunique AND x.indnatts = x.indnkeyatts
      AND NOT EXISTS (
        SELECT FROM pg_options_to_table(c.reloptions) WHERE option_name = 'deduplicate_items' AND NOT option_value::bool
      )
      -- Support function 4 says whether equal keys are alike byte for byte.
      AND NOT EXISTS (
        SELECT FROM unnest(x.indclass::oid[], x.indcollation::oid[]) AS k (class_oid, collation_oid)
        JOIN pg_opclass o ON o.oid = k.class_oid
        LEFT JOIN pg_amproc p ON p.amprocfamily = o.opcfamily AND p.amproclefttype = o.opcintype AND p.amprocnum = 4
        LEFT JOIN pg_collation l ON l.oid = k.collation_oid
        WHERE p.oid IS NULL OR NOT l.collisdeterministic
      ) AS may_share
  FROM pg_index x
  JOIN pg_class c ON c.oid = x.indexrelid
  JOIN pg_class t ON t.oid = x.indrelid
  JOIN pg_am a ON a.oid = c.relam
  JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind = 'i' AND a.amname = 'btree' AND x.indisvalid AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND c.relpages >= 64
  ORDER BY c.relpages DESC, n.nspname COLLATE "C", c.relname COLLATE "C"
  LIMIT 500
), key AS MATERIALIZED (
  SELECT
    tree.oid, a.attnum, a.attlen = -1 AS varies,
    CASE a.attlen WHEN -1 THEN s.avg_width WHEN -2 THEN NULL ELSE a.attlen END AS bytes,
    CASE WHEN a.attlen < 0 THEN 1 ELSE CASE a.attalign WHEN 'd' THEN 8 WHEN 'i' THEN 4 WHEN 's' THEN 2 ELSE 1 END END AS alignment,
    coalesce(s.null_frac, CASE WHEN t.attnotnull THEN 0 END) AS nulls,
    CASE WHEN s.n_distinct < 0 THEN -s.n_distinct * tree.reltuples ELSE s.n_distinct END AS distinct_keys,
    coalesce((SELECT sum(share) FROM unnest(s.most_common_freqs) AS share), 0) + coalesce(s.null_frac, 0) AS common_share,
    coalesce(cardinality(s.most_common_freqs), 0) + 1 AS common_keys
  FROM tree
  JOIN pg_attribute a ON a.attrelid = tree.oid
  LEFT JOIN pg_attribute t ON t.attrelid = tree.indrelid AND t.attnum = tree.indkey[a.attnum - 1] AND t.attnum <> 0
  -- An expression is sampled under the name of its index.
  LEFT JOIN LATERAL (
    SELECT avg_width, null_frac, n_distinct, most_common_freqs
    FROM pg_stats
    WHERE schemaname = tree.nspname AND tablename = CASE WHEN t.attnum IS NULL THEN tree.relname ELSE tree.table_name END
      AND attname = coalesce(t.attname, a.attname) AND NOT inherited AND NOT tree.is_partial
    LIMIT 1
  ) s ON true
), laid AS (
  SELECT oid, 0 AS columns, 0::float8 AS bytes, false AS varies, 1::float8 AS filled, 0::float8 AS distinct_keys,
    1::float8 AS common_share, 1::float8 AS common_keys
  FROM tree
  UNION ALL
  SELECT l.oid, l.columns + 1,
    CASE WHEN l.varies THEN l.bytes ELSE ceil(l.bytes / k.alignment) * k.alignment END + (1 - k.nulls) * k.bytes,
    l.varies OR k.varies, l.filled * (1 - k.nulls), greatest(l.distinct_keys, k.distinct_keys),
    l.common_share * k.common_share, l.common_keys * k.common_keys
  FROM laid l
  JOIN key k ON k.oid = l.oid AND k.attnum = l.columns + 1
), entry AS (
  SELECT tree.*, l.distinct_keys, l.common_keys,
    CASE WHEN l.varies THEN h.bytes + 3.5 * l.filled ELSE ceil(h.bytes / 8) * 8 END AS entry_bytes,
    CASE WHEN tree.may_share AND l.common_keys < tree.reltuples / 100 THEN least(l.common_share, 1) ELSE 0 END AS common_share
  FROM tree
  JOIN laid l ON l.oid = tree.oid AND l.columns = tree.indnatts
  -- A null adds the bitmap of nulls to the header, and nothing else.
  CROSS JOIN LATERAL (SELECT 8 + 8 * (1 - l.filled) + l.bytes AS bytes) h
), split AS (
  SELECT *, reltuples * common_share AS common_rows, reltuples * (1 - common_share) AS other_rows,
    greatest(floor((page_bytes / 10 - entry_bytes) / 6), 1) AS rows_an_entry
  FROM entry
), leaf AS (
  SELECT *, may_share AND common_share < 0.9 AND distinct_keys < other_rows / 2 AS is_bound,
    other_rows * (entry_bytes + 4) + 6 * common_rows
      + CASE WHEN common_rows = 0 THEN 0 ELSE (common_rows / rows_an_entry + common_keys / 2) * (entry_bytes + 8) END AS leaf_bytes
  FROM split
), needless AS (
  -- The first page is the metapage; pages above the leaves are filled to 70 % with an entry for each page below.
  SELECT *,
    relpages - 1 - leaf_bytes / (page_bytes * fillfactor / 100.0 - 40) / (1 - (entry_bytes + 4) / (page_bytes * 0.7 - 40)) AS pages
  FROM leaf
)
SELECT
  nspname                                                                   AS schema,
  relname                                                                   AS name,
  table_name                                                                AS table,
  CASE WHEN pages IS NULL THEN 'not estimated' WHEN is_bound THEN 'estimate: at least this' ELSE 'estimate' END AS method,
  relpages::bigint * page_bytes                                             AS index_bytes,
  CASE WHEN pages IS NOT NULL THEN greatest(round(pages), 0)::bigint * page_bytes END AS bloat_bytes,
  CASE WHEN pages IS NOT NULL THEN round((greatest(pages, 0) / relpages)::numeric, 4) END AS bloat_ratio
FROM needless
ORDER BY nspname COLLATE "C", relname COLLATE "C"
