import type { Project } from "../../../core/check.ts";
import type { Fact } from "../../../core/fact.ts";
import { METRICS_TARGET } from "../../../core/metrics/metric-facts.ts";
import { PROOFS } from "../../../core/proof/proof-facts.ts";
import { wholeFile } from "../../../core/whole-file.ts";
import type { Item } from "../measure.ts";
import type { Mentioned } from "../mentioned.ts";

/** Every database has it, and no page need speak of it. */
const EVERYWHERE = ["plpgsql"];

/** What checks record of the pages themselves is nothing that a page has to speak of. */
const RECORDED: readonly string[] = [PROOFS.source, METRICS_TARGET.source];

/** A setting that somebody changed: not what the server starts with, and not one session's or the start command's. */
const CHANGED_IN = ["configuration file", "database", "user", "database user", "global", "environment variable"];

/** Every target that has a snapshot, and of PostgreSQL ones every extension and changed setting. */
export function factItems({ facts }: Project, found: Mentioned): Item[] {
  const pulled = facts.targets().filter(({ source }) => !RECORDED.includes(source));
  return pulled.flatMap(({ source, target }) => {
    const snapshot = facts.latest(source, target);
    const folder = (facts.latestFile(source, target) ?? `${source}/${target}`).replace(/\/[^/]*$/, "");
    const place = wholeFile(folder);
    const named: Item[] = (source === "postgres" ? (snapshot?.facts ?? []) : []).flatMap((fact) => {
      const thing = thingOf(fact);
      if (!thing) return [];
      const { kind, name, row } = thing;
      const covered =
        found.pagesNaming(name).length > 0 || found.shows({ source, target, id: fact.id }, `${kind}s`, row);
      return [
        {
          kind,
          name,
          covered,
          place,
          message: `Unexpected ${kind} \`${name}\` of \`${source}/${target}\` on no page, expected one that says what it is for`,
          hint: `Name \`${name}\` as code on a page, or show it: ::view{name="${kind}s" target="${target}"}`,
          evidence: { source, target, fact: fact.id },
        },
      ];
    });
    return [targetItem(source, target, place, found), ...named];
  });
}

function targetItem(source: string, target: string, place: Item["place"], found: Mentioned): Item {
  const name = `${source}/${target}`;
  return {
    kind: "target",
    name,
    covered: found.showsTarget(source, target),
    place,
    message: `Unexpected target \`${name}\` on no page, expected one that shows its facts`,
    hint: `Show it: ::view{… target="${target}"} or :fact[${name}/…].`,
    evidence: { source, target },
  };
}

function thingOf({ id, value }: Fact): { kind: string; name: string; row: Record<string, unknown> } | undefined {
  const [kind = "", part = ""] = id.split(".");
  if (kind !== "extension" && kind !== "setting") return undefined;
  const name = decodeURIComponent(part);
  const row: Record<string, unknown> = { name, ...(typeof value === "object" && value !== null ? value : {}) };
  if (kind === "extension") return EVERYWHERE.includes(name) ? undefined : { kind, name, row };
  const isChanged = CHANGED_IN.includes(String(row.source)) && row.raw_setting !== row.boot_value;
  return isChanged ? { kind, name, row } : undefined;
}
