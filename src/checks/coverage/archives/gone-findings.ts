import { keptUntil } from "../../../core/archives/duties.ts";
import type { StatedPolicy } from "../../../core/archives/policy.ts";
import type { ArchiveRecord } from "../../../core/archives/records.ts";
import type { Project } from "../../../core/check.ts";
import type { Draft } from "../../../core/finding.ts";
import { placeOfStated } from "../../../core/place-of-stated.ts";
import { wholeFile } from "../../../core/whole-file.ts";

/** What should be there and is not: archives that a policy keeps, or a manifest names; and manifests that prove nothing. */
export async function goneFindings(
  project: Project,
  archives: readonly ArchiveRecord[],
  policies: readonly StatedPolicy[],
): Promise<Draft[]> {
  const there = new Set(archives.map(({ name }) => name));
  const kept = await Promise.all(
    policies.filter(({ archive }) => !there.has(archive)).map((stated) => policyFinding(project, stated)),
  );
  return [...kept.flat(), ...manifestFindings(project)];
}

async function policyFinding(project: Project, { archive, fact, policy, snapshot }: StatedPolicy): Promise<Draft[]> {
  if (policy && project.now >= keptUntil(policy)) return [];
  const place = await placeOfStated(project, snapshot, fact.id);
  const until = policy ? ` until ${policy.keep_until} (${policy.legal_basis})` : "";
  return [
    {
      ...place,
      message: `Unexpected absence of archive \`${archive}\`, expected it${until}: \`${fact.id}\` names it`,
      hint: "Restore it from a copy, or correct `archive`, which is `target/file`; then pull archives and manual facts.",
      text: `gone ${archive}`,
      evidence: { archive, lacks: "archive", policy: fact.id },
    },
  ];
}

function manifestFindings({ facts }: Project): Draft[] {
  return facts
    .targets()
    .filter(({ source }) => source === "archives")
    .flatMap(({ source, target }) => {
      const value = facts.latest(source, target)?.facts.find(({ id }) => id === "manifest.folder")?.value;
      const problems = (value as { problems?: readonly { code: string; file: string; message: string }[] } | undefined)
        ?.problems;
      return (problems ?? []).map(({ code, file, message }) => ({
        ...wholeFile(facts.latestFile(source, target) ?? `${source}/${target}`),
        message: `Unexpected ${code} \`${target}/${file}\`, expected what the manifest names: ${message}`,
        hint: `Restore it from a copy, or, when it was deleted on purpose: plumbline archive manifest --accept-changes, then pull archives.`,
        text: `manifest ${target}/${file}`,
        evidence: { archive: `${target}/${file}`, lacks: code },
      }));
    });
}
