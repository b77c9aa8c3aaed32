import leven from "leven";
import { nearest } from "../../../core/nearest.ts";
import type { Block, Page } from "../../../core/page.ts";
import { type Fence, parseFence } from "../../../core/proof/fence.ts";

/** A block as the proof needs it, in JSON. */
export type GatheredBlock = {
  file: string;
  language: string;
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
export function gatherBlocks(page: Page, isWanted: (block: Block) => boolean): GatheredPage {
  const lines = page.text.split(/\r\n|\n|\r/);
  const { frontMatter, blocks } = page;
  return {
    file: page.file,
    fixtures: words(frontMatter.fixtures),
    vars: mapping(frontMatter.vars),
    ...(typeof frontMatter.versions === "string" ? { versions: frontMatter.versions } : {}),
    blocks: blocks.flatMap((block, index) =>
      isWanted(block) ? [gathered(page.file, block, outputAfter(blocks[index + 1]), lines)] : [],
    ),
  };
}

/** The known name that was meant, for messages about attributes. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  return nearest(name, known, leven);
}

function gathered(file: string, block: Block, output: Block | undefined, lines: readonly string[]): GatheredBlock {
  const { place, codeLine, code } = block;
  const first = lines[place.line - 1] ?? "";
  return {
    file,
    language: block.language,
    fence: parseFence(block.meta, nearestName),
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

function words(value: unknown): string[] {
  if (typeof value === "string") return value.split(/[\s,]+/).filter(Boolean);
  return Array.isArray(value) ? value.map(String) : [];
}

function mapping(value: unknown): Record<string, string> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, String(each)]));
}
