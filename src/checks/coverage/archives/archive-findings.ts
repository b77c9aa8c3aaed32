import { archiveDuties, isOverdue } from "../../../core/archives/duties.ts";
import type { ArchiveRecord } from "../../../core/archives/records.ts";
import type { Project } from "../../../core/check.ts";
import { durationMs, renderDuration } from "../../../core/duration.ts";
import type { Draft, Place } from "../../../core/finding.ts";
import { placeOfStated } from "../../../core/place-of-stated.ts";
import { wholeFile } from "../../../core/whole-file.ts";
import type { Mentioned } from "../mentioned.ts";

/** What is wrong with one archive that is there. */
export async function archiveFindings(archive: ArchiveRecord, project: Project, pages: Mentioned): Promise<Draft[]> {
  const { target, file, name, stated } = archive;
  const there = wholeFile(project.facts.latestFile("archives", target) ?? `archives/${target}`);
  const policyPlace = stated ? await placeOfStated(project, stated.snapshot, stated.fact.id) : there;
  const say = (place: Place, lacks: string, message: string, hint: string): Draft => ({
    ...place,
    message,
    hint,
    text: `${lacks} ${name}`,
    evidence: { archive: name, lacks },
  });
  const isShown =
    pages.pagesNaming(file).length > 0 ||
    pages.shows({ source: "archives", target, id: archive.id }, "archive", { file });
  return [
    ...manifestFindings(archive, project, (lacks, message, hint) => say(there, lacks, message, hint)),
    ...policyFindings(archive, project, (lacks, message, hint) => say(policyPlace, lacks, message, hint)),
    ...(isShown
      ? []
      : [
          say(
            there,
            "page",
            `Unexpected archive \`${name}\` without a page, expected one that describes it`,
            `Show it: ::view{name="archive" target="${target}" where="file=…"}, or name its file as code on a page.`,
          ),
        ]),
  ];
}

type Say = (lacks: string, message: string, hint: string) => Draft;

function manifestFindings(
  { name, target, value, stated, snapshot }: ArchiveRecord,
  { now }: Project,
  say: Say,
): Draft[] {
  const { origin } = snapshot.provenance;
  if (value.in_manifest !== true) {
    const hint = `Write it: plumbline archive manifest ${origin}, then: plumbline pull archives --target ${target}`;
    return [
      say("manifest", `Unexpected archive \`${name}\` without a manifest, expected an entry in manifest.json`, hint),
    ];
  }
  const problems = Array.isArray(value.verify_problems) ? (value.verify_problems as { message?: unknown }[]) : [];
  if (typeof value.verified_at !== "string") {
    const first = String(problems[0]?.message ?? "not verified");
    const more = problems.length > 1 ? `, and ${problems.length - 1} more` : "";
    const hint = `See what differs: plumbline archive verify ${origin}; then restore the archive from a copy.`;
    return [say("verification", `Unexpected difference of \`${name}\` from its manifest: ${first}${more}`, hint)];
  }
  const limitMs = durationMs(stated?.policy?.verify_every ?? "180d");
  const ageMs = now.getTime() - Date.parse(value.verified_at);
  if (ageMs <= limitMs) return [];
  return [
    say(
      "verification",
      `Unexpected last full verification of \`${name}\` ${renderDuration(ageMs)} ago, expected at most ${renderDuration(limitMs)}`,
      `A pull reads every byte and holds it against the manifest: plumbline pull archives --target ${target}`,
    ),
  ];
}

function policyFindings(archive: ArchiveRecord, { now }: Project, say: Say): Draft[] {
  const { name, stated } = archive;
  if (!stated) {
    const hint = `State it as a manual fact \`policy.…\` whose value has \`archive: ${name}\`, then: plumbline pull manual`;
    return [
      say("policy", `Unexpected archive \`${name}\` without a policy, expected who keeps it, until when and why`, hint),
    ];
  }
  const { fact, policy, problems, snapshot } = stated;
  const pull = `plumbline pull manual --target ${snapshot.provenance.target}`;
  if (!policy) {
    const message = `Unexpected policy \`${fact.id}\` of \`${name}\`: ${problems.join("; ")}`;
    return [say("policy", message, `Complete it in ${snapshot.provenance.origin}, then: ${pull}`)];
  }
  const end = archiveDuties(archive).find(({ kind }) => kind === "decommission");
  if (!end || !isOverdue(end, now)) return [];
  const message = `Unexpected archive \`${name}\`, expected it gone: it was to be kept until ${policy.keep_until} (${policy.legal_basis})`;
  return [
    say(
      "decommission",
      message,
      `Delete it and its copies, then its policy; or state the new \`keep_until\`. Then: ${pull}`,
    ),
  ];
}
