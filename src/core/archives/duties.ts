import { durationMs } from "../duration.ts";
import { shelfOf } from "../stale-at.ts";
import type { ArchivePolicy } from "./policy.ts";
import type { ArchiveRecord } from "./records.ts";

/** Something that has to be done with an archive by a time. */
export interface Duty {
  archive: ArchiveRecord;
  kind: "verify" | "review" | "decommission";
  /** From then on it is overdue; undefined where nobody can say, which is as bad. */
  dueAt: Date | undefined;
}

export const DUTY_WORDS: Readonly<Record<Duty["kind"], string>> = {
  verify: "Verify in full",
  review: "Review the policy",
  decommission: "Delete it and its copies",
};

const DAY_MS = 86_400_000;

/** What is to be done with an archive, by its policy: the next full verification, review, and its end. */
export function archiveDuties(archive: ArchiveRecord): Duty[] {
  const { stated, value } = archive;
  if (!stated?.policy) return [];
  const { verify_every: verifyEvery } = stated.policy;
  const verifiedAt = typeof value.verified_at === "string" ? Date.parse(value.verified_at) : Number.NaN;
  const verifyBy = Number.isNaN(verifiedAt) ? undefined : new Date(verifiedAt + durationMs(verifyEvery));
  return [
    { archive, kind: "verify", dueAt: verifyBy },
    { archive, kind: "review", dueAt: shelfOf(stated.fact, stated.snapshot, 0).staleAt },
    { archive, kind: "decommission", dueAt: keptUntil(stated.policy) },
  ];
}

/** The last day on which an archive is kept ends at midnight, UTC. */
export function keptUntil({ keep_until: day }: ArchivePolicy): Date {
  return new Date(Date.parse(day) + DAY_MS);
}

/** Whether a duty is overdue. */
export function isOverdue({ dueAt }: Duty, now: Date): boolean {
  return dueAt === undefined || now.getTime() >= dueAt.getTime();
}
