import { Int32Histogram } from "hdr-histogram-js";

/** Two significant digits and the middle of each bucket: no value is further from the true one, in percent. */
export const ERROR_PERCENT = 0.5;

/** Durations in microseconds, counted in buckets whose width grows with the value (HDR histogram). */
export interface DurationHistogram {
  count: number;
  total: number;
  min: number;
  max: number;
  buckets: Int32Histogram;
}

export function durationHistogram(): DurationHistogram {
  const buckets = new Int32Histogram(1, 2, 2);
  buckets.autoResize = true;
  return { count: 0, total: 0, min: Number.POSITIVE_INFINITY, max: 0, buckets };
}

export function addDuration(histogram: DurationHistogram, microseconds: number): void {
  histogram.count += 1;
  histogram.total += microseconds;
  if (microseconds > histogram.max) histogram.max = microseconds;
  if (microseconds < histogram.min) histogram.min = microseconds;
  histogram.buckets.recordValue(microseconds);
}

/** A histogram as plain values, which pass between threads: pairs of a bucket's value and its count, 16 bytes each. */
export type PackedHistogram = Omit<DurationHistogram, "buckets"> & { pairs: Float64Array };

export function packHistogram({ buckets, ...rest }: DurationHistogram): PackedHistogram {
  return { ...rest, pairs: Float64Array.from([...bucketsOf(buckets)].flat()) };
}

export function addPacked(histogram: DurationHistogram, packed: PackedHistogram): void {
  histogram.count += packed.count;
  histogram.total += packed.total;
  histogram.max = Math.max(histogram.max, packed.max);
  histogram.min = Math.min(histogram.min, packed.min);
  for (let at = 0; at < packed.pairs.length; at += 2) {
    histogram.buckets.recordValueWithCount(packed.pairs[at] as number, packed.pairs[at + 1] as number);
  }
}

/** Percentiles in microseconds, and of how many statements: the least value that so many are not above. */
export interface Percentiles {
  statements: number;
  p50: number;
  p95: number;
  p99: number;
}

/**
 * Percentiles by nearest rank; `weight` tells for how many statements one that was logged stands, by its duration, where
 * only a sample was.
 */
export function percentilesOf(histogram: DurationHistogram, weight: (microseconds: number) => number): Percentiles {
  const weighed = [...bucketsOf(histogram.buckets)].map(([value, count]) => [value, count * weight(value)] as const);
  const statements = weighed.reduce((sum, [, count]) => sum + count, 0);
  const at = (share: number): number => {
    let below = 0;
    for (const [value, count] of weighed) {
      below += count;
      // Rounding must not push a rank that falls on a border into the next bucket.
      if (below >= share * statements - 1e-6) {
        return Math.min(histogram.max, Math.max(histogram.min, histogram.buckets.medianEquivalentValue(value)));
      }
    }
    return histogram.max;
  };
  return { statements, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

function* bucketsOf(buckets: Int32Histogram): Generator<[number, number]> {
  for (let index = 0; index < buckets.countsArrayLength; index += 1) {
    const count = buckets.getCountAtIndex(index);
    if (count > 0) yield [buckets.valueFromIndex(index), count];
  }
}
