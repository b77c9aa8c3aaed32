import type { Check } from "../core/check.ts";
import { alertsOrphan } from "./alerts/orphan.ts";
import { alertsRunbook } from "./alerts/runbook.ts";
import { allowanceExpired } from "./allowance/expired.ts";
import { allowanceReason } from "./allowance/reason.ts";
import { allowanceUnused } from "./allowance/unused.ts";
import { confAccepted } from "./conf/accepted/index.ts";
import { contentReadable } from "./content/readable.ts";
import { coverageArchives } from "./coverage/archives/index.ts";
import { coveragePages } from "./coverage/pages/index.ts";
import { coverageSchema } from "./coverage/schema/index.ts";
import { decommissionEndpoint } from "./decommission/endpoint.ts";
import { drillsPassed } from "./drills/passed.ts";
import { factsFresh } from "./facts/fresh.ts";
import { factsKnown } from "./facts/known.ts";
import { linksExternal } from "./links/external/index.ts";
import { linksInternal } from "./links/internal/index.ts";
import { markdownLint } from "./markdown/lint.ts";
import { metricsThreshold } from "./metrics/threshold/index.ts";
import { shellParses } from "./shell/parses/index.ts";
import { sqlRuns } from "./sql/runs/index.ts";
import { staleTerm } from "./stale/term.ts";

/** Every check, in the order in which they run and are listed. */
export const checks: readonly Check<unknown>[] = [
  contentReadable,
  staleTerm,
  markdownLint,
  linksInternal,
  linksExternal,
  alertsRunbook,
  alertsOrphan,
  sqlRuns,
  confAccepted,
  shellParses,
  drillsPassed,
  factsKnown,
  factsFresh,
  coverageArchives,
  coveragePages,
  coverageSchema,
  decommissionEndpoint,
  metricsThreshold,
  allowanceUnused,
  allowanceExpired,
  allowanceReason,
];
