import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { parsePage } from "../../src/content/index.ts";
import { digestFixture } from "../../src/core/proof/digest-fixture.ts";
import { gatherBlocks } from "../../src/core/proof/gather-blocks.ts";
import type { Prover } from "../../src/core/proof/prover.ts";
import { blockProofOf } from "../../src/proofs/sql/block-proof-of.ts";
import { openProofCache } from "../../src/proofs/sql/proof-cache.ts";
import { provePages } from "../../src/proofs/sql/prove-pages.ts";
import { openProver } from "../../src/sandbox/prover/index.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const provers: Prover[] = [];
afterAll(() => Promise.all(provers.map((prover) => prover.close())));

const SCHEMA = "CREATE SCHEMA shop; CREATE TABLE shop.orders (order_id int";
const page = gatherBlocks(
  parsePage("content/docs/a.md", "---\nfixtures: [shop]\n---\n\n```sql\nSELECT order_id FROM shop.orders\n```\n"),
  () => true,
  () => undefined,
);

/** Proves the page as a check of its own does. */
async function prove(folder: string, schema: string) {
  writeFileSync(join(folder, "shop.sql"), schema);
  const prover = openProver({ majors: [16], fixtures: folder });
  provers.push(prover);
  const cache = openProofCache(folder, "proofs.json");
  const now = new Date();
  const [proof] = await provePages([page], prover, cache, now);
  await cache.save();
  if (!proof) throw new Error("Unexpected page without a proof");
  return { answer: proof.answers[0], at: now.toISOString(), verdict: blockProofOf(proof, [], now).verdict };
}

test("a block is proven again where a fixture changed, and only then", async () => {
  const folder = temporaryFolder();
  const first = await prove(folder, `${SCHEMA});`);
  expect(first.answer).toMatchObject({ answer: { ok: true }, at: first.at });
  expect(first.verdict.fixtures).toEqual({ shop: digestFixture(`${SCHEMA});`) });
  expect((await prove(folder, `${SCHEMA});`)).answer?.at).toBe(first.at);
  const renamed = await prove(folder, `${SCHEMA.replace("order_id", "id")});`);
  expect(renamed.answer).toMatchObject({ answer: { ok: false, sqlstate: "42703" }, at: renamed.at });
}, 120_000);
