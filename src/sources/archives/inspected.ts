import type { ArchiveInspection } from "./inspection.ts";
import type { PartialInspection } from "./partly-read.ts";

/** Why a file gave no inspection; `readable` where it is no archive at all, and not one that could not be read. */
export interface NotInspected {
  file: string;
  reason: string;
  readable: boolean;
  /** What was read before reading failed. */
  partial?: PartialInspection;
}

/** What became of one archive: its inspection, or why there is none. `file` is its path below the folder. */
export type Inspected = { file: string; inspection: ArchiveInspection } | NotInspected;

/** Told how many bytes of one archive have been read so far. */
export type OnBytes = (file: string, bytesRead: number) => void;
