import type { Place } from "../../core/finding.ts";
import { KNOWN_FILE } from "../../core/known-findings.ts";

/** Entries are generated and sorted: the whole file is their place, the fingerprint tells which it is. */
export const KNOWN_PLACE: Place = { file: KNOWN_FILE, line: 1, column: 1, endLine: 1, endColumn: 1 };
