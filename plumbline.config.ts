import { defineConfig } from "./src/config/index.ts";

export default defineConfig({
  site: {
    title: "Stella Ops on PostgreSQL",
    description: "Runbooks and baselines of the Stella Ops platform, held against the running database.",
  },
  postgres: { majors: [13, 14, 15, 16, 17, 18], primary: 16 },
  targets: {
    postgres: { demo: { urlFrom: "DATABASE_URL" } },
    // The platform's role logs every statement (scripts/demo/platform.ts).
    "postgres-log": { demo: { folderFrom: "POSTGRES_LOG_FOLDER", logged: { log_min_duration_statement: 0 } } },
    archives: { mongodb: { folder: ".plumbline/archives" } },
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
    { name: "Authority", schema: "authority", status: "converted" },
    { name: "Scheduler", schema: "scheduler", status: "converted" },
    { name: "Notify", schema: "notify", status: "converted" },
    { name: "Policy", schema: "policy", status: "converted" },
    { name: "Concelier", schema: "vuln", status: "converted" },
    { name: "Excititor", schema: "vex", status: "converted" },
  ],
  retired: [
    {
      preset: "mongodb",
      replacedBy: "PostgreSQL 16",
      since: "2025-11-28",
      allow: [
        {
          paths: ["content/docs/migration/**"],
          reason: "The pages about the archives say what was archived and how it was named.",
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
  checks: {
    "coverage/pages": {
      perModule: ["reference/schemas/{schema}"],
      review: { required: true, within: "365d", limits: [{ paths: ["content/docs/operations/**"], within: "180d" }] },
    },
    // The demo platform has no such machine: a name below .invalid never has an address (RFC 2606).
    "decommission/endpoint": {
      endpoints: [{ host: "mongodb.stellaops.invalid", port: 27017, name: "the cluster of before" }],
    },
  },
  freshness: { default: "7d", archives: "400d", drills: "90d" },
  retention: { snapshots: 8, weeks: 0, months: 0 },
});
