import type { RootContent } from "mdast";
import type { SiteContext } from "../site-context.ts";
import { renderArchive, renderArchiveProblems } from "./archives/render-archive.ts";
import { renderArchiveCommands } from "./archives/render-commands.ts";
import { renderArchiveFields, renderArchiveIndexes } from "./archives/render-contents.ts";
import { renderArchivePolicy } from "./archives/render-policy.ts";
import { renderArchiveReplacement } from "./archives/render-replacement.ts";
import { renderArchiveSchedule } from "./archives/render-schedule.ts";
import { renderBurnDown } from "./render-burn-down.ts";
import { renderDrill, renderDrills } from "./render-drill.ts";
import { renderFleet } from "./render-fleet.ts";
import { renderFreshness } from "./render-freshness.ts";
import { renderTrend } from "./render-trend.ts";
import { renderTuning } from "./render-tuning.ts";

type RenderOwn = (attributes: Readonly<Record<string, string>>, context: SiteContext) => RootContent;

/** Views that are no table over one snapshot, by the name that `::view` gives; each reads its own attributes. */
export const ownViews: Readonly<Record<string, RenderOwn>> = {
  archive: renderArchive,
  "archive-commands": renderArchiveCommands,
  "archive-fields": renderArchiveFields,
  "archive-indexes": renderArchiveIndexes,
  "archive-policy": renderArchivePolicy,
  "archive-problems": renderArchiveProblems,
  "archive-replacement": renderArchiveReplacement,
  "archive-schedule": renderArchiveSchedule,
  "burn-down": renderBurnDown,
  drill: renderDrill,
  drills: renderDrills,
  fleet: renderFleet,
  freshness: renderFreshness,
  trend: renderTrend,
  tuning: renderTuning,
};
