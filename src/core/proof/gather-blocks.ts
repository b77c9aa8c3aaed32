import type { Place } from "../finding.ts";
import type { Block, Page } from "../page.ts";
import { type Fence, parseFence } from "./fence.ts";
import { fingerprintBlocks } from "./fingerprint-blocks.ts";

/** Names what was meant; passed in, for core knows no distance of its own. */
export type Nearest = (name: string, known: readonly string[]) => string | undefined;

/** A block as the proof needs it, in JSON. */
export type GatheredBlock = {
  file: string;
  language: string;
  /** Of the whole fenced block, also for a part of it; see `fingerprintBlocks`. */
  fingerprint: string;
  fence: Fence;
  code: string;
  /** The page's line of the code's first line. */
  codeLine: number;
  /** By how many columns each line of the code is indented on the page; fences in lists are. */
  indents: number[];
  /** The fence's own line, for what is wrong with the block as a whole. */
  fenceLine: number;
  fenceColumn: number;
  fenceEnd: number;
  /** The `output` block that follows, if one does. */
  output?: { code: string; codeLine: number } | undefined;
};

/** What one page brings to its proofs. */
export type GatheredPage = {
  file: string;
  fixtures: string[];
  vars: Record<string, string>;
  /** Major versions that the page claims; undefined: all. */
  versions?: string | undefined;
  blocks: GatheredBlock[];
};

/** The blocks of a page in these languages, with what its front matter says of proofs. */
export function gatherBlocks(page: Page, isWanted: (block: Block) => boolean, nearest: Nearest): GatheredPage {
  const lines = page.text.split(/\r\n|\n|\r/);
  const { frontMatter, blocks } = page;
  const fingerprints = fingerprintBlocks(blocks, frontMatter);
  return {
    file: page.file,
    fixtures: words(frontMatter.fixtures).map(fixtureName),
    vars: mapping(frontMatter.vars),
    ...(typeof frontMatter.versions === "string" ? { versions: frontMatter.versions } : {}),
    blocks: blocks.flatMap((block, index) =>
      isWanted(block)
        ? [gathered(page.file, block, fingerprints[index] ?? "", outputAfter(blocks[index + 1]), lines, nearest)]
        : [],
    ),
  };
}

/** The page's place of a part of the block's code. */
export function placeInBlock({ file, code, codeLine, indents }: GatheredBlock, at: number, length: number): Place {
  const before = code.slice(0, at);
  const row = before.split("\n").length - 1;
  const column = at - (before.lastIndexOf("\n") + 1) + 1 + (indents[row] ?? 0);
  return { file, line: codeLine + row, column, endLine: codeLine + row, endColumn: column + length };
}

/** The place of the block's fence, for what is wrong with the block as a whole. */
export function fencePlace({ file, fenceLine, fenceColumn, fenceEnd }: GatheredBlock): Place {
  return { file, line: fenceLine, column: fenceColumn, endLine: fenceLine, endColumn: fenceEnd };
}

/** The offset at which a line of the block's code begins, 1-based. */
export function lineStart({ code }: GatheredBlock, line: number): number {
  return code
    .split("\n")
    .slice(0, line - 1)
    .reduce((sum, text) => sum + text.length + 1, 0);
}

function gathered(
  file: string,
  block: Block,
  fingerprint: string,
  output: Block | undefined,
  lines: readonly string[],
  nearest: Nearest,
): GatheredBlock {
  const { place, codeLine, code } = block;
  const first = lines[place.line - 1] ?? "";
  return {
    file,
    language: block.language,
    fingerprint,
    fence: parseFence(block.meta, nearest),
    code,
    codeLine,
    indents: code.split("\n").map((line, index) => Math.max(0, (lines[codeLine - 1 + index] ?? "").indexOf(line))),
    fenceLine: place.line,
    fenceColumn: place.column,
    fenceEnd: first.length + 1,
    ...(output ? { output: { code: output.code, codeLine: output.codeLine } } : {}),
  };
}

function outputAfter(block: Block | undefined): Block | undefined {
  return block?.language === "output" ? block : undefined;
}

/** A fixture is named as a schema, or by its file: `authority` and `content/schemas/authority.sql` are the same. */
export function fixtureName(text: string): string {
  return text.replace(/^.*\//, "").replace(/\.sql$/, "");
}

function words(value: unknown): string[] {
  if (typeof value === "string") return value.split(/[\s,]+/).filter(Boolean);
  return Array.isArray(value) ? value.map(String) : [];
}

function mapping(value: unknown): Record<string, string> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, String(each)]));
}
