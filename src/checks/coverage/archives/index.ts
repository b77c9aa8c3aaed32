import * as z from "zod";
import { archivePolicies } from "../../../core/archives/policy.ts";
import { archiveRecords } from "../../../core/archives/records.ts";
import type { Check } from "../../../core/check.ts";
import { gatherMentions } from "../gather-mentions.ts";
import { mentioned } from "../mentioned.ts";
import { archiveFindings } from "./archive-findings.ts";
import { goneFindings } from "./gone-findings.ts";

const options = z.strictObject({
  ignore: z
    .array(z.strictObject({ archive: z.string().min(1), reason: z.string().trim().min(1) }))
    .default([])
    .describe("Archives, as `target/file`, that need no manifest, policy and page, each with the reason."),
});

/** Every archive has manifest, policy and page, was verified in time, and is kept no longer than it may be. */
export const coverageArchives: Check<z.output<typeof options>> = {
  id: "coverage/archives",
  summary:
    "every archive has a manifest, a policy and a page, was verified in full in time, and is kept neither too long nor too short",
  why: "An archive is only looked at on the day that somebody needs it. Whether it can still be read, who may read it and when it must be gone has to be known before.",
  fix: "Write the manifest (`plumbline archive manifest`), state the policy as a manual fact, verify by pulling the archives again, and delete what is past its day together with its policy.",
  severity: "error",
  needs: [],
  options,
  look: { page: (page) => ({ findings: [], gathered: gatherMentions(page) }) },
  async run(project, { ignore }, looks) {
    const ignored = new Set(ignore.map(({ archive }) => archive));
    const policies = archivePolicies(project.facts).filter(({ archive }) => !ignored.has(archive));
    const archives = archiveRecords(project.facts).filter(({ name }) => !ignored.has(name));
    const pages = mentioned(project.pages, looks);
    const perArchive = await Promise.all(archives.map((archive) => archiveFindings(archive, project, pages)));
    const gone = await goneFindings(project, archives, policies);
    if (archives.length === 0 && gone.length === 0) {
      return { examined: 0, findings: [], skipped: "no snapshot of archives" };
    }
    const covered = perArchive.filter((findings) => findings.length === 0).length;
    return {
      examined: archives.length + gone.length,
      findings: [...perArchive.flat(), ...gone],
      coverage: { covered, total: archives.length + gone.length },
    };
  },
};
