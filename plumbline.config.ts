import { defineConfig } from "./src/config/index.ts";

/** CI leaves nothing out: `.ci/programs` installs what a laptop may lack. */
const isCi = process.env.CI !== undefined;

export default defineConfig({
  site: {
    title: "Stella Ops on PostgreSQL",
    description: "Runbooks and baselines of the Stella Ops platform, held against the running database.",
    // The guide's name in the platform's own repository, which its alerts and wikis link to.
    redirects: { "/operations/postgresql/": "/operations/postgresql-guide/" },
  },
  postgres: { majors: [13, 14, 15, 16, 17, 18], primary: 16 },
  targets: {
    // `npm start` with a server of your own pulls that too (scripts/demo/demo-facts.ts).
    postgres: { demo: {}, ...(process.env.PLUMBLINE_OWN_SERVER ? { own: {} } : {}) },
    // The platform's role logs every statement (scripts/demo/platform.ts).
    "postgres-log": { demo: { folderFrom: "POSTGRES_LOG_FOLDER", logged: { log_min_duration_statement: 0 } } },
    archives: { mongodb: { folder: ".plumbline/archives" } },
    manual: { "archive-policies": { file: "content/manual/archive-policies.yml" } },
    references: {
      "stella-ops": {
        folder: ".plumbline/code",
        retired: [{ preset: "mongodb" }],
        modules: ["Authority", "Scheduler", "Notify", "Policy", "Concelier", "Excititor"].map((name) => ({
          name,
          paths: [`src/${name}/**`],
        })),
      },
    },
  },
  modules: [
    { name: "Authority", schema: "authority", archives: ["mongodb/mongodb-authority-*"], status: "converted" },
    { name: "Scheduler", schema: "scheduler", archives: ["mongodb/mongodb-scheduler-*"], status: "converted" },
    { name: "Notify", schema: "notify", archives: ["mongodb/mongodb-notify-*"], status: "converted" },
    { name: "Policy", schema: "policy", archives: ["mongodb/mongodb-policy-*"], status: "converted" },
    { name: "Concelier", schema: "vuln", archives: ["mongodb/mongodb-concelier-*"], status: "converted" },
    { name: "Excititor", schema: "vex", archives: ["mongodb/mongodb-excititor-*"], status: "converted" },
  ],
  retired: [
    {
      preset: "mongodb",
      replacedBy: "PostgreSQL 16",
      since: "2025-11-28",
      allow: [
        {
          paths: ["content/docs/migration/**", "content/manual/archive-policies.yml"],
          reason: "Pages and policies of the archives say what was archived and how it was named.",
        },
      ],
    },
  ],
  requiredPages: [
    "operations/postgresql-guide",
    "operations/postgresql-backup-restore",
    "operations/postgresql-troubleshooting",
    "operations/performance-baselines",
    "migration/mongodb-archives",
  ],
  // The mission's success metrics.
  thresholds: { p95Ms: 100, errorRatePercent: 0.01, storagePercent: 120, documentationPercent: 100 },
  checks: {
    "coverage/pages": {
      perModule: ["reference/schemas/{schema}"],
      review: { required: true, within: "365d", limits: [{ paths: ["content/docs/operations/**"], within: "180d" }] },
    },
    "alerts/orphan": {
      runbooks: ["content/docs/drills/*.md", "content/docs/operations/postgresql-troubleshooting.md"],
    },
    // As many as there are: a block that is lost, or no longer proven, is found.
    "sql/runs": { floor: 86 },
    "conf/accepted": { floor: 8, require: isCi ? ["pgbouncer", "pgbackrest"] : [] },
    "shell/parses": { floor: 103, require: isCi ? ["shellcheck", "psql", "pgbackrest"] : [] },
    // The demo platform has no such machine: a name below .invalid never has an address (RFC 2606).
    "decommission/endpoint": {
      endpoints: [{ host: "mongodb.stellaops.invalid", port: 27017, name: "the cluster of before" }],
    },
  },
  freshness: { default: "7d", archives: "400d", drills: "90d", proofs: "30d", metrics: "30d" },
  retention: { snapshots: 8, weeks: 0, months: 0 },
});
