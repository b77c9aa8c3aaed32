// Makes up the documents that the six modules left behind, from one seed.
import { Binary, Decimal128, type Document, Long, ObjectId } from "bson";
import { type Random, seededRandom } from "../seeded-random.ts";
import type { DemoCollection } from "./demo-collection.ts";

export interface DemoModule {
  module: string;
  form: "stream" | "collection";
  database: string;
  collections: readonly DemoCollection[];
}

type Field = (index: number) => unknown;

const LAST_SECOND = Date.UTC(2025, 11, 5) / 1000;

/** Every module with its collections; a `collection` has exactly one. */
export function demoModules(): readonly DemoModule[] {
  const random = seededRandom(7);
  return [
    { module: "authority", form: "stream", database: "stellaops_authority", collections: authority(random) },
    { module: "scheduler", form: "stream", database: "stellaops_scheduler", collections: scheduler(random) },
    { module: "notify", form: "stream", database: "stellaops_notify", collections: notify(random) },
    { module: "policy", form: "collection", database: "stellaops_policy", collections: policy(random) },
    { module: "concelier", form: "stream", database: "stellaops_concelier", collections: concelier(random) },
    { module: "excititor", form: "collection", database: "stellaops_excititor", collections: excititor(random) },
  ];
}

function authority(random: Random): DemoCollection[] {
  return [
    collection("authority_users", 16800, [{ name: "username_1", key: { username: 1 }, unique: true }], {
      tenant: tenant(random),
      username: (index) => `user${index + 1}`,
      displayName: oneOf(random, ["Ada Berg", "Bjørn Tanaka", "Grace O'Neill", "Dörte Šimić"]),
      passwordHash: (index) => new Binary(Buffer.from(`argon2id-${index}`)),
      roles: () => ["reader", "operator"].slice(0, 1 + random(2)),
      lockedUntil: () => null,
    }),
    collection("authority_clients", 40, [{ name: "clientId_1", key: { clientId: 1 }, unique: true }], {
      clientId: (index) => `client-${index + 1}`,
      grantTypes: () => ["authorization_code", "refresh_token"],
    }),
    collection("authority_tokens", 35000, [{ name: "expiresAt_1", key: { expiresAt: 1 } }], {
      tenant: tenant(random),
      subject: () => `user${1 + random(1200)}`,
      expiresAt: () => moment(random(86_400 * 30)),
      scopes: () => ["openid"],
    }),
    collection("authority_login_attempts", 25200, [{ name: "occurredAt_-1", key: { occurredAt: -1 } }], {
      subject: () => `user${1 + random(1200)}`,
      outcome: oneOf(random, ["success", "success", "badPassword", "locked"]),
      occurredAt: () => moment(random(86_400 * 60)),
    }),
    collection("authority_revocations", 0, [], {}),
  ];
}

function scheduler(random: Random): DemoCollection[] {
  return [
    collection("schedules", 120, [{ name: "tenant_1_name_1", key: { tenant: 1, name: 1 }, unique: true }], {
      tenant: tenant(random),
      name: (index) => `nightly-${index + 1}`,
      cron: (index) => `${index % 60} ${index % 24} * * *`,
      selection: (index) => ({ registry: "registry.example.org", tags: [`v${index}`] }),
    }),
    collection("runs", 36000, [{ name: "createdAt_-1", key: { createdAt: -1 } }], {
      tenant: tenant(random),
      state: oneOf(random, ["completed", "completed", "error"]),
      stats: () => ({ candidates: random(900), deltas: random(40), bytes: Long.fromNumber(random(2 ** 31) * 64) }),
      createdAt: () => moment(random(86_400 * 60)),
    }),
    collection("impact_snapshots", 6000, [], {
      images: (index) => Array.from({ length: 12 }, (_, at) => `sha256:${hex(index * 12 + at, 64)}`),
    }),
    {
      ...collection("worker_heartbeats", 4500, [], {
        control: (index) => ({ version: 1, min: { at: moment(index * 60) }, max: { at: moment(index * 60 - 59) } }),
        meta: (index) => ({ worker: `worker-${1 + (index % 8)}` }),
        data: () => ({ load: { "0": random(100) / 100, "1": random(100) / 100 } }),
      }),
      timeField: "at",
    },
  ];
}

function notify(random: Random): DemoCollection[] {
  return [
    collection("rules", 90, [], {
      tenant: tenant(random),
      name: (index) => `rule-${index + 1}`,
      match: () => ({ eventKinds: ["finding.new"], minSeverity: "high" }),
    }),
    collection("deliveries", 44000, [{ name: "status_1", key: { status: 1 } }], {
      ruleId: () => `rule-${1 + random(90)}`,
      status: oneOf(random, ["sent", "sent", "sent", "failed"]),
      attempts: (index) =>
        Array.from({ length: 1 + (index % 3) }, () => ({ at: moment(random(86_400 * 60)), status: 200 })),
      createdAt: () => moment(random(86_400 * 60)),
    }),
  ];
}

function policy(random: Random): DemoCollection[] {
  return [
    collection("policies", 23400, [], {
      tenant: tenant(random),
      version: (index) => 1 + (index % 3),
      document: (index) => ({
        rules: [{ name: `rule-${index % 9}`, action: "block", threshold: Decimal128.fromString(`${random(100)}.50`) }],
      }),
      publishedAt: () => moment(random(86_400 * 200)),
    }),
  ];
}

function concelier(random: Random): DemoCollection[] {
  return [
    collection("advisories", 45000, [{ name: "advisoryKey_1", key: { advisoryKey: 1 }, unique: true }], {
      advisoryKey: (index) => `CVE-2025-${10001 + index}`,
      title: oneOf(random, ["Buffer overflow", "Path traversal", "Missing authorisation", "Use after free"]),
      aliases: (index) => [`GHSA-2025-${10001 + index}`],
      affectedPackages: () =>
        Array.from({ length: 3 }, (_, at) => ({
          identifier: `pkg:npm/part-${random(200)}`,
          versionRanges: [{ introduced: `${at}.0.0`, fixed: random(5) ? `${at}.${random(12)}.${random(20)}` : null }],
        })),
      cvssMetrics: () => [{ version: "3.1", baseScore: random(101) / 10 }],
      modified: () => moment(random(86_400 * 320)),
    }),
    collection("source_states", 8, [], { cursor: () => ({ since: moment(86_400) }), failures: () => random(3) }),
    collection("merge_events", 22500, [], {
      advisoryKey: () => `CVE-2025-${10001 + random(5000)}`,
      beforeHash: (index) => new Binary(Buffer.from(hex(index, 64), "hex")),
      mergedAt: () => moment(random(86_400 * 60)),
    }),
  ];
}

function excititor(random: Random): DemoCollection[] {
  return [
    collection("vex.statements", 68400, [], {
      vulnerabilityId: () => `CVE-2025-${10000 + random(2000)}`,
      productKey: () => `product-${1 + random(500)}`,
      status: oneOf(random, ["not_affected", "affected", "fixed", "under_investigation"]),
      providerId: oneOf(random, ["redhat", "suse", "cisco", "hub"]),
      lastObserved: () => moment(random(86_400 * 110)),
    }),
  ];
}

function collection(
  name: string,
  count: number,
  indexes: DemoCollection["indexes"],
  fields: Readonly<Record<string, Field>>,
): DemoCollection {
  const documents = Array.from({ length: count }, (_, index): Document => {
    const values = Object.entries(fields).map(([field, value]) => [field, value(index)] as const);
    return {
      _id: new ObjectId(hex(LAST_SECOND - count + index, 8) + hex(index + 1, 16)),
      ...Object.fromEntries(values),
    };
  });
  return { name, documents, indexes };
}

function tenant(random: Random): Field {
  return oneOf(random, ["northwind", "harbour", "meridian", "alder", "kestrel", "quarry"]);
}

function oneOf(random: Random, choices: readonly string[]): Field {
  return () => choices[random(choices.length)];
}

/** So many seconds before the archives' day. */
function moment(secondsBefore: number): Date {
  return new Date((LAST_SECOND - secondsBefore) * 1000);
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, "0");
}
