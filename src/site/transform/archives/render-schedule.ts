import type { RootContent } from "mdast";
import { archiveDuties, DUTY_WORDS, type Duty, isOverdue } from "../../../core/archives/duties.ts";
import { renderDuration } from "../../../core/duration.ts";
import type { SiteContext } from "../../site-context.ts";
import { phrasing, text } from "../nodes.ts";
import { chooseArchives } from "./choose-archive.ts";
import { code, long, tableFigure } from "./table-figure.ts";

const DAY_MS = 86_400_000;
const SOON_MS = 60 * DAY_MS;

/** Renders what is to be done with archives by when, the first first; dates are absolute, so that an offline copy stays honest. */
export function renderArchiveSchedule(attributes: Readonly<Record<string, string>>, context: SiteContext): RootContent {
  const archives = chooseArchives("archive-schedule", attributes, context);
  const duties = archives
    .flatMap(archiveDuties)
    .sort(
      (a, b) => (a.dueAt?.getTime() ?? 0) - (b.dueAt?.getTime() ?? 0) || (a.archive.name < b.archive.name ? -1 : 1),
    );
  const undecided = archives.filter(({ stated }) => !stated?.policy);
  const rows = [
    ...undecided.map(({ file }) => [
      text("now"),
      text("Decide its policy"),
      code(file),
      state("Overdue", true),
      text("nobody"),
      text("nothing is decided yet"),
    ]),
    ...duties.map((duty) => rowOf(duty, context.now)),
  ];
  const overdue = duties.filter((duty) => isOverdue(duty, context.now)).length + undecided.length;
  // On the page of one archive its name says nothing.
  const without = <T>(cells: readonly T[]) => cells.filter((_, index) => index !== 2 || attributes.where === undefined);
  const day = context.now.toISOString().slice(0, 10);
  return tableFigure(
    {
      view: "archive-schedule",
      title: `What is due when, as of ${day}: ${overdue} overdue`,
      head: without(["Due", "What", "Archive", "State", "Owner", "Ground"]),
      rows: rows.map(without),
      snapshots: [
        ...new Set(archives.flatMap(({ snapshot, stated }) => [snapshot, ...(stated ? [stated.snapshot] : [])])),
      ],
    },
    context,
  );
}

function rowOf(duty: Duty, now: Date) {
  const { archive, kind, dueAt } = duty;
  const policy = archive.stated?.policy;
  const overdue = isOverdue(duty, now);
  const leftMs = (dueAt?.getTime() ?? 0) - now.getTime();
  const words = overdue ? "Overdue" : leftMs <= SOON_MS ? `Due in ${renderDuration(leftMs)}` : "Later";
  const ground = {
    verify: `every ${policy?.verify_every}`,
    review: archive.stated?.fact.stated?.source ?? "",
    decommission: policy?.legal_basis ?? "",
  }[kind];
  return [
    text(dueAt?.toISOString().slice(0, 10) ?? "now"),
    text(DUTY_WORDS[kind]),
    code(archive.file),
    state(words, overdue),
    text(policy?.owner ?? ""),
    long(text(ground)),
  ];
}

function state(words: string, bad: boolean) {
  return phrasing("span", { className: bad ? "plumbline-badge plumbline-stale" : "plumbline-badge" }, [text(words)]);
}
