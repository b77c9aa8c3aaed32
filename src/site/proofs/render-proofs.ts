import type { PhrasingContent, RootContent, TableRow } from "mdast";
import type { Fact } from "../../core/fact.ts";
import { blockKind } from "../../core/proof/block-kind.ts";
import { fingerprintBlocks, type PlainBlock } from "../../core/proof/fingerprint-blocks.ts";
import { type BlockFact, blockFactSchema, PROOFS } from "../../core/proof/proof-facts.ts";
import type { SiteContext } from "../site-context.ts";
import { freshnessOf } from "../transform/freshness.ts";
import { element, phrasing, text } from "../transform/nodes.ts";
import { type Said, sayVerdict } from "./say-verdict.ts";

/** What a page shows of its proofs. */
export interface RenderedProofs {
  /** For each block, in order, what stands below it; undefined where nothing on it can be proven. */
  badges: (RootContent | undefined)[];
  /** What stands at the page's end; undefined on a page without such blocks. */
  table: RootContent | undefined;
}

interface Row extends Said {
  /** The badge's anchor. */
  id: string;
  block: PlainBlock;
  fingerprint: string;
  provenOn: string;
}

/**
 * Renders what the newest snapshot of proofs knows of a page's fenced blocks, as they stand: a block that changed since, or
 * whose page now claims something else, is not proven. Pure: the same page and facts give the same nodes.
 */
export function renderProofs(
  blocks: readonly PlainBlock[],
  frontMatter: Readonly<Record<string, unknown>>,
  context: SiteContext,
): RenderedProofs {
  const snapshot = context.facts.latest(PROOFS.source, PROOFS.target);
  const facts = new Map(snapshot?.facts.map((fact) => [fact.id, fact]));
  const fingerprints = fingerprintBlocks(blocks, frontMatter);
  const rows = blocks.map((block, index): Row | undefined => {
    if (blockKind(block) === undefined) return undefined;
    const fingerprint = fingerprints[index] ?? "";
    const fact = readFact(facts.get(`block.${fingerprint}`));
    const changed = changedFixtures(fact, context);
    const said = changed.length > 0 ? voided(changed) : sayVerdict(fact);
    return { ...said, id: `proof-${index + 1}`, block, fingerprint, provenOn: dayOf(fact) };
  });
  const shown = rows.filter((row) => row !== undefined);
  const freshness = snapshot && freshnessOf(snapshot, context);
  return {
    badges: rows.map((row) => row && badge(row, freshness?.stale ? freshness.staleAfter : undefined)),
    table: shown.length === 0 ? undefined : tableOf(shown, freshness),
  };
}

/** A snapshot of another version of the tool may hold something else: then nothing is known. */
function readFact(fact: Fact | undefined): BlockFact | undefined {
  return fact && blockFactSchema.safeParse(fact.value).data;
}

/** The fixtures of a proof that are others now, or gone. */
function changedFixtures(fact: BlockFact | undefined, { fixture }: SiteContext): string[] {
  if (!fixture) return [];
  const used = Object.values(fact?.checks ?? {}).flatMap(({ fixtures }) => Object.entries(fixtures ?? {}));
  return [...new Set(used.filter(([name, digest]) => fixture(name) !== digest).map(([name]) => name))].sort();
}

function voided(fixtures: readonly string[]): Said {
  const sentence = `here: ${fixtures.join(", ")}, which it was run with, changed since`;
  return { word: "Not proven", sentence, holds: false };
}

/** The day of the oldest of its proofs. */
function dayOf(fact: BlockFact | undefined): string {
  const [oldest = ""] = Object.values(fact?.checks ?? {})
    .map(({ proven_at }) => proven_at)
    .sort();
  return oldest.slice(0, 10);
}

function badge({ id, fingerprint, word, sentence, holds, provenOn }: Row, staleSince: string | undefined): RootContent {
  const isGood = holds && staleSince === undefined;
  const when = provenOn === "" ? "" : `, ${provenOn}`;
  const stale = staleSince === undefined ? "" : `; stale since ${staleSince}`;
  return element("p", { className: "plumbline-proof", id, "data-proof": fingerprint }, [
    element("span", { className: isGood ? "plumbline-badge" : "plumbline-badge plumbline-stale" }, [text(word)]),
    text(` ${sentence}${when}${stale}`),
  ]);
}

function tableOf(rows: readonly Row[], freshness: ReturnType<typeof freshnessOf> | undefined): RootContent {
  const holding = rows.filter(({ holds }) => holds).length;
  const age = freshness
    ? `as of ${freshness.observed}, ${freshness.stale ? "stale since" : "fresh until"} ${freshness.staleAfter}`
    : "none was recorded";
  return element("details", { className: "plumbline-view plumbline-proofs", "data-view": "proofs" }, [
    element("summary", {}, [text(`Proofs of this page: ${holding} of ${rows.length} blocks hold; ${age}`)]),
    element("div", { className: "plumbline-scroll", tabindex: "0", role: "region", "aria-label": "Proofs" }, [
      { type: "table", children: [head(), ...rows.map(rowOf)] },
    ]),
  ]);
}

function head(): TableRow {
  return rowWith(["Block", "Verdict", "What was seen", "When"].map(text));
}

function rowOf({ id, block, word, sentence, provenOn }: Row): TableRow {
  return rowWith([
    { type: "link", url: `#${id}`, children: [{ type: "inlineCode", value: firstLine(block.code) }] },
    text(word),
    phrasing("span", { className: "plumbline-long" }, [text(sentence)]),
    text(provenOn === "" ? "–" : provenOn),
  ]);
}

function rowWith(cells: readonly PhrasingContent[]): TableRow {
  return { type: "tableRow", children: cells.map((cell) => ({ type: "tableCell", children: [cell] })) };
}

const MOST_CHARACTERS = 48;

function firstLine(code: string): string {
  const line = code.split("\n").find((each) => each.trim() !== "" && !/^\s*(?:--|#)/.test(each)) ?? code;
  const trimmed = line.trim();
  return trimmed.length > MOST_CHARACTERS ? `${[...trimmed].slice(0, MOST_CHARACTERS).join("")}…` : trimmed;
}
