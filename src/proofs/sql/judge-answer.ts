import type { ProofAnswer } from "../../core/proof/prover.ts";
import { compareOutput, type Rows, renderOutput } from "./compare-output.ts";

/** Why a block does not hold on one major; equal verdicts of several majors make one finding. */
export type Verdict =
  | { kind: "error"; answer: Extract<ProofAnswer, { ok: false }> }
  | { kind: "expectation"; message: string; hint: string }
  | { kind: "output"; line: number; message: string; rendered: string };

/** Holds an answer against what the block says to expect; undefined where it is as expected. Rests on SQLSTATE alone. */
export function judgeAnswer(
  answer: ProofAnswer,
  expect: string | undefined,
  output: string | undefined,
): Verdict | undefined {
  const wanted = expect?.startsWith("error:") ? expect.slice("error:".length) : undefined;
  if (!answer.ok) return answer.sqlstate === wanted ? undefined : { kind: "error", answer };
  if (wanted !== undefined) {
    return {
      kind: "expectation",
      message: `Unexpected success, expected an error with SQLSTATE ${wanted}`,
      hint: "Say what it does now, or take `expect` out.",
    };
  }
  return judgeRows(answer.rows, expect) ?? judgeOutput(answer.rows, output);
}

function judgeRows(rows: Rows | undefined, expect: string | undefined): Verdict | undefined {
  if (expect === undefined) return undefined;
  const count = rows?.values.length ?? 0;
  const found = rows ? `${count} ${count === 1 ? "row" : "rows"}` : "a statement that gives no rows";
  if (expect === "rows" && count === 0) return expectation(`Unexpected ${found}, expected at least one row`);
  if (expect === "empty" && (!rows || count > 0)) return expectation(`Unexpected ${found}, expected an empty result`);
  if (expect.startsWith("columns:")) {
    const columns = expect
      .slice("columns:".length)
      .split(",")
      .map((name) => name.trim());
    const given = rows?.columns ?? [];
    if (columns.join(",") !== given.join(",")) {
      return expectation(`Unexpected columns \`${given.join(", ")}\`, expected \`${columns.join(", ")}\``);
    }
  }
  return undefined;
}

function expectation(message: string): Verdict {
  return { kind: "expectation", message, hint: "Correct the statement, or what the block says to expect." };
}

function judgeOutput(rows: Rows | undefined, output: string | undefined): Verdict | undefined {
  if (output === undefined) return undefined;
  if (!rows)
    return { kind: "output", line: 1, message: "Unexpected output of a block that gives no rows", rendered: "" };
  const differs = compareOutput(output, rows);
  return differs && { kind: "output", ...differs, rendered: renderOutput(rows) };
}
