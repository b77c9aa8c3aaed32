// Makes the monitoring assets: queries of two exporters, alerting rules and a Grafana dashboard, as texts by path.
import { stringify } from "yaml";
import { canonicalJson } from "../../src/core/canonical-json.ts";
import { alertRules } from "./alerts.ts";
import { dashboard } from "./dashboard.ts";
import { METRICS } from "./metrics.ts";
import { postgresExporterQueries } from "./postgres-exporter.ts";
import { firstMajors, queriesFor } from "./queries.ts";
import { sqlExporterCollector } from "./sql-exporter.ts";

const FOLDER = "content/monitoring";
const NOTE = "Made by `npm run generate` from the queries of `plumbline pull`; change those, not this file.";

/** Every asset by its path below the root; the same queries give the same bytes. */
export function monitoringAssets(): Map<string, string> {
  const majors = firstMajors(METRICS);
  return new Map([
    ["content/alerts/postgresql.yml", yaml(alertRules())],
    [`${FOLDER}/grafana-dashboard.json`, canonicalJson(dashboard(METRICS, NOTE))],
    ...majors.flatMap((major, index): [string, string][] => {
      const queries = queriesFor(major, METRICS);
      const head = `# ${rangeOf(major, majors[index + 1])}.\n`;
      return [
        [`${FOLDER}/sql_exporter/plumbline-${major}.collector.yml`, head + yaml(sqlExporterCollector(queries))],
        [`${FOLDER}/postgres_exporter/plumbline-${major}.yml`, head + yaml(postgresExporterQueries(queries))],
      ];
    }),
  ]);
}

function rangeOf(major: number, next: number | undefined): string {
  if (next === undefined) return `For PostgreSQL ${major} and newer`;
  return next - major === 1 ? `For PostgreSQL ${major}` : `For PostgreSQL ${major} to ${next - 1}`;
}

function yaml(value: unknown): string {
  return `# ${NOTE}\n${stringify(value, { lineWidth: 0 })}`;
}
