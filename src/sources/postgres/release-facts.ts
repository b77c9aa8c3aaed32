import type { Fact } from "../../core/fact.ts";
import type { Gap } from "./group.ts";
import { RELEASES, RELEASES_AS_OF } from "./releases.ts";

/**
 * Whether the server's minor is behind and its major out of support, from a dated table: `server.newest_known_version`,
 * `server.minors_behind`, `server.supported_until`, `server.out_of_support`. A major that the table does not know is a gap.
 */
export function releaseFacts(versionNum: number, now: Date): { facts: Fact[]; unreadable: Gap[] } {
  const major = Math.floor(versionNum / 10_000);
  const release = RELEASES[major];
  if (!release) {
    const reason = `whether PostgreSQL ${major} is current is not known: the table of releases is of ${RELEASES_AS_OF}`;
    return { facts: [], unreadable: [{ group: "server", reason }] };
  }
  const { newest, seen, supportedUntil } = release;
  const behind = Number(newest.split(".")[1]) - (versionNum % 10_000);
  const facts: Fact[] = [
    { id: "server.newest_known_version", value: newest, note: `Seen in: ${seen}. There may be a newer one.` },
    { id: "server.minors_behind", value: Math.max(0, behind), note: `Of what was known on ${RELEASES_AS_OF}.` },
    { id: "server.supported_until", value: supportedUntil, note: "https://www.postgresql.org/support/versioning/" },
    { id: "server.out_of_support", value: now.getTime() >= Date.parse(supportedUntil) + 86_400_000 },
  ];
  return { facts, unreadable: [] };
}
