import { activityViews } from "./activity.ts";
import { archivesView } from "./archives.ts";
import { collectionsView } from "./collections.ts";
import { columnsView } from "./columns.ts";
import { databasesView } from "./databases.ts";
import { extensionsView } from "./extensions.ts";
import { indexesView } from "./indexes.ts";
import { logViews } from "./log-percentiles.ts";
import { relationsView } from "./relations.ts";
import { removalView } from "./removal.ts";
import { replicationViews } from "./replication.ts";
import { schemasView } from "./schemas.ts";
import { serverView } from "./server.ts";
import { settingsView } from "./settings.ts";
import { slowQueriesView } from "./slow-queries.ts";
import { spaceViews } from "./space.ts";
import { statedView } from "./stated.ts";
import { statementViews } from "./statements.ts";
import { successMetricsView } from "./success-metrics.ts";
import { tablesView } from "./tables.ts";
import { unusedIndexesView } from "./unused-indexes.ts";
import type { View } from "./view.ts";

/** Every view over one snapshot, by the name that `::view` gives. `freshness` looks at all of them and stands apart. */
export const views: readonly View[] = [
  serverView,
  settingsView,
  databasesView,
  extensionsView,
  schemasView,
  tablesView,
  relationsView,
  columnsView,
  removalView,
  indexesView,
  unusedIndexesView,
  slowQueriesView,
  ...statementViews,
  ...activityViews,
  ...spaceViews,
  ...replicationViews,
  ...logViews,
  archivesView,
  successMetricsView,
  collectionsView,
  statedView,
];
