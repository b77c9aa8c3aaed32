import type { RootContent } from "mdast";
import type { SiteContext } from "../site-context.ts";
import { renderBurnDown } from "./render-burn-down.ts";
import { renderDrill, renderDrills } from "./render-drill.ts";
import { renderFleet } from "./render-fleet.ts";
import { renderFreshness } from "./render-freshness.ts";
import { renderTrend } from "./render-trend.ts";
import { renderTuning } from "./render-tuning.ts";

type RenderOwn = (attributes: Readonly<Record<string, string>>, context: SiteContext) => RootContent;

/** Views that are no table over one snapshot, by the name that `::view` gives; each reads its own attributes. */
export const ownViews: Readonly<Record<string, RenderOwn>> = {
  "burn-down": renderBurnDown,
  drill: renderDrill,
  drills: (_, context) => renderDrills(context),
  fleet: (_, context) => renderFleet(context),
  freshness: (_, context) => renderFreshness(context),
  trend: renderTrend,
  tuning: renderTuning,
};
