import type { Place } from "../../core/finding.ts";
import { KNOWN_FILE } from "../../core/known-findings.ts";
import { wholeFile } from "../../core/whole-file.ts";

/** Entries are generated and sorted: the whole file is their place, the fingerprint tells which it is. */
export const KNOWN_PLACE: Place = wholeFile(KNOWN_FILE);
