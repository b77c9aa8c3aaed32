import type { GatheredBlock } from "../../core/proof/gather-blocks.ts";
import type { ProofStatement } from "../../core/proof/prover.ts";
import { replacePlaceholders } from "../../core/proof/replace-placeholders.ts";
import { stepOverPsql } from "../typed/step-over-psql.ts";
import { type SplitStatement, splitStatements } from "./split-statements.ts";

/** A block ready to be sent, and the way back from a statement's offset to the block's code. */
export interface PreparedBlock {
  statements: ProofStatement[];
  variables: Record<string, string>;
  /** The offset in the block's code, of an offset in the text of a statement. */
  origin(statement: number, offset: number): number;
}

/** Steps over what psql would take, puts placeholders' values in place, and splits into statements. */
export function prepareBlock(
  { code }: Pick<GatheredBlock, "code">,
  vars: Readonly<Record<string, string>>,
): PreparedBlock {
  const stepped = stepOverPsql(code);
  const replaced = replacePlaceholders(stepped.code, vars);
  const variables = { ...vars, ...stepped.variables };
  const split = splitStatements(replaced.text, masked(replaced.text));
  const gsets = stepped.gsets.map(({ at, prefix }) => ({
    at,
    prefix,
    statement: statementBefore(split, at, replaced),
  }));
  const statements = split.map(({ start: _, ...statement }, index) => {
    const gset = gsets.find((each) => each.statement === index);
    return { ...statement, gset: gset?.prefix };
  });
  return { statements, variables, origin: (index, offset) => replaced.origin((split[index]?.start ?? 0) + offset) };
}

function statementBefore(
  split: readonly SplitStatement[],
  at: number,
  replaced: { origin(offset: number): number },
): number {
  return split.findLastIndex(({ start }) => replaced.origin(start) < at);
}

/** psql's variables are no SQL; for the grammar they are names or literals of the same length. Types (`::`) stay. */
function masked(text: string): string {
  return text.replace(/(?<![:\w]):(?:'\w+'|"\w+"|[A-Za-z_]\w*)/g, (variable) => {
    if (variable[1] === "'") return `'${"x".repeat(variable.length - 2)}'`;
    if (variable[1] === '"') return `"${"x".repeat(variable.length - 2)}"`;
    return "x".repeat(variable.length);
  });
}
