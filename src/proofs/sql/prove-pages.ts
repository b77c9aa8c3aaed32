import { createHash } from "node:crypto";
import { digestFixture } from "../../core/proof/digest-fixture.ts";
import { majorsIn } from "../../core/proof/fence.ts";
import { fixtureName, type GatheredBlock, type GatheredPage } from "../../core/proof/gather-blocks.ts";
import type { ProofAnswer, ProofJob, ProofSetting, Prover } from "../../core/proof/prover.ts";
import { type PreparedBlock, prepareBlock } from "./prepare-block.ts";
import type { ProofCache } from "./proof-cache.ts";
import { loadParser } from "./split-statements.ts";

/** Part of every key: a change in how blocks are prepared or run makes old answers void. */
const ENGINE = "3";

/** A block with what each major answered. */
export interface Proof {
  page: GatheredPage;
  block: GatheredBlock;
  state: "proven" | "skipped" | "foreign";
  answers: { major: number; answer: ProofAnswer; at: string }[];
  /** The fixtures that it is run with, each as `digestFixture` names it. */
  fixtures: Record<string, string>;
  /** Fixtures that it asks for and that do not exist. */
  missing: string[];
  /** Made when it is needed: for a block whose answers are all remembered and as expected it never is. */
  prepared(): PreparedBlock;
}

/** Proves every block on each of its majors, asking servers only for what the cache does not know. */
export async function provePages(
  pages: readonly GatheredPage[],
  prover: Prover,
  cache: ProofCache,
  now: Date,
): Promise<Proof[]> {
  const proofs: Proof[] = [];
  const asked: Promise<unknown>[] = [];
  const digests = new Map<string, string | undefined>();
  const identities = new Map(prover.majors.map((major) => [major, digest(`${major} ${prover.identity(major)}`)]));
  for (const page of pages) {
    for (const { proof, jobOf, key: block, majors } of await plan(page, prover, digests)) {
      proofs.push(proof);
      for (const major of majors) {
        const key = `${block} ${identities.get(major)}`;
        const remembered = cache.get(key);
        if (remembered) {
          proof.answers.push({ major, ...remembered });
          continue;
        }
        asked.push(ask(proof, major, jobOf, key));
      }
    }
  }
  await Promise.all(asked);
  for (const { answers } of proofs) answers.sort((a, b) => a.major - b.major);
  return proofs;

  async function ask(proof: Proof, major: number, jobOf: () => Promise<ProofJob>, key: string): Promise<void> {
    const answer = await prover.prove(major, await jobOf());
    const at = now.toISOString();
    cache.set(key, answer, at);
    proof.answers.push({ major, answer, at });
  }
}

interface Planned {
  proof: Proof;
  majors: number[];
  jobOf(): Promise<ProofJob>;
  /** Names everything that the answer depends on but the server. */
  key: string;
}

async function plan(page: GatheredPage, prover: Prover, digests: Map<string, string | undefined>): Promise<Planned[]> {
  const planned: Planned[] = [];
  const extensions = new Set<string>();
  const before: string[] = [];
  for (const block of page.blocks) {
    const { attributes } = block.fence;
    let made: PreparedBlock | undefined;
    const prepared = () => {
      made ??= prepareBlock(block, page.vars);
      return made;
    };
    const fixtures = [...new Set([...page.fixtures, ...list(attributes.fixtures).map(fixtureName)])].sort();
    const fixtureDigests = await Promise.all(fixtures.map((name) => digestOf(name, prover, digests)));
    const missing = fixtures.filter((_, index) => fixtureDigests[index] === undefined);
    const known = fixtures.flatMap((name, index) =>
      fixtureDigests[index] ? [[name, fixtureDigests[index]] as const] : [],
    );
    const proof: Proof = {
      ...{ page, block, state: stateOf(block), answers: [], missing, prepared },
      fixtures: Object.fromEntries(known),
    };
    const setting = {
      fixtures,
      extensions: [...extensions].sort(),
      role: attributes.as === "superuser" ? ("superuser" as const) : ("owner" as const),
      mode: modeOf(block),
      ...(attributes.state === "page" ? { page: page.file } : {}),
    };
    const chain = attributes.state === "page" ? [...before] : [];
    planned.push({
      proof,
      majors:
        proof.state === "proven" && missing.length === 0
          ? majorsIn(attributes.versions ?? page.versions, prover.majors)
          : [],
      jobOf: async () => {
        await loadParser();
        const { statements, variables } = prepared();
        return { setting, statements, variables };
      },
      key: digest(JSON.stringify([ENGINE, block.code, page.vars, setting, chain, fixtureDigests])),
    });
    if (proof.state !== "proven") continue;
    if (attributes.state === "page") before.push(block.code);
    for (const [, name = ""] of block.code.matchAll(/\bCREATE\s+EXTENSION\s+(?:IF\s+NOT\s+EXISTS\s+)?"?([\w-]+)/gi))
      extensions.add(name);
  }
  return planned;
}

function stateOf({ fence: { attributes } }: GatheredBlock): Proof["state"] {
  if (attributes.proof === "skip") return "skipped";
  return attributes.dialect !== undefined && !/^postgres/i.test(attributes.dialect) ? "foreign" : "proven";
}

function modeOf({ fence: { attributes } }: GatheredBlock): ProofSetting["mode"] {
  const { proof } = attributes;
  return proof === "plan" || proof === "parse" ? proof : "run";
}

function list(value: string | undefined): string[] {
  return (value ?? "").split(/[\s,]+/).filter(Boolean);
}

/** Undefined where there is no such fixture. */
async function digestOf(
  name: string,
  prover: Prover,
  digests: Map<string, string | undefined>,
): Promise<string | undefined> {
  if (digests.has(name)) return digests.get(name);
  const text = await prover.fixture(name);
  const made = text === undefined ? undefined : digestFixture(text);
  digests.set(name, made);
  return made;
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
