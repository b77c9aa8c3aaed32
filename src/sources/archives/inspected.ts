import type { ArchiveInspection } from "./inspection.ts";

/** What became of one archive: its inspection, or why it could not be read. `file` is its path below the folder. */
export type Inspected = { file: string; inspection: ArchiveInspection } | { file: string; reason: string };

/** Told how many bytes of one archive have been read so far. */
export type OnBytes = (file: string, bytesRead: number) => void;
