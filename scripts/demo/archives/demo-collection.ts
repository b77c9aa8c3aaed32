// Says what one collection of a demo archive consists of.
import type { Document } from "bson";

export interface DemoIndex {
  name: string;
  key: Readonly<Record<string, 1 | -1>>;
  unique?: boolean;
}

export interface DemoCollection {
  name: string;
  documents: readonly Document[];
  indexes: readonly DemoIndex[];
  /** The field of time where the collection is a time series: its documents are then buckets. */
  timeField?: string;
}
