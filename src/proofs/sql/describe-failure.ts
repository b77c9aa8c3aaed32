import type { ProofAnswer } from "../../core/proof/prover.ts";
import { listMajors, renameHint } from "../../core/proof/renames.ts";
import { nearestName } from "./nearest-name.ts";

type Failure = Extract<ProofAnswer, { ok: false }>;

export interface Described {
  message: string;
  hint: string;
  severity?: "warning";
  /** How much of the text the finding marks, from its offset on. */
  length: number;
}

/** Names that belong to the server and not to the reader: an unknown one is wrong on every reader's server. */
const CATALOGUE = /^(?:pg_|information_schema\b)/;

/** Where an error without a position is: at the name that the server quotes, or at the beginning of its statement. */
export function placeOfFailure({ offset, message }: Failure, statement: string): number {
  if (offset !== undefined) return offset;
  const quoted = /"([^"]+)"/.exec(message)?.[1];
  return quoted === undefined ? 0 : Math.max(0, statement.indexOf(quoted));
}

/** Says what is wrong, from SQLSTATE and the text at the position; the server's own words are evidence, not the verdict. */
export function describeFailure(failure: Failure, code: string, at: number, majors: readonly number[]): Described {
  const token = tokenAt(code, at);
  const name = lastPart(token);
  const on = `PostgreSQL ${listMajors(majors)}`;
  const length = Math.max(1, token.length);
  const meant = nearestName(name, failure.candidates ?? []);
  const guess = meant ? `Did you mean \`${meant}\`?` : undefined;
  switch (failure.sqlstate) {
    case "42703":
      return {
        message: `Unexpected column \`${token}\` on ${on}, expected one that exists`,
        hint: renameHint("column", name) ?? guess ?? "Name a column that the relation has.",
        length,
      };
    case "42883":
      return {
        message: `Unexpected function \`${token}\` on ${on}, expected one that exists with these arguments`,
        hint: renameHint("function", name) ?? (name.startsWith("pg_") ? guess : undefined) ?? FUNCTION_HINT,
        length,
      };
    case "3F000":
    case "42P01":
      return CATALOGUE.test(token)
        ? {
            message: `Unexpected relation \`${token}\` on ${on}, expected one that exists`,
            hint: renameHint("relation", name) ?? guess ?? 'Say which versions have it: `versions=">=16"`.',
            length,
          }
        : {
            message: `Unexpected relation \`${token}\`, which no fixture of this page makes; the block is not proven`,
            hint:
              guess ??
              "Name the schema that has it: `fixtures: [name]` in the front matter, or `fixtures=name` on the block.",
            severity: "warning",
            length,
          };
    case "42704": {
      const setting = settingIn(failure, code);
      return {
        message: `Unexpected name \`${setting ?? token}\` on ${on}, expected one that exists`,
        hint:
          (setting && renameHint("setting", setting)) ??
          (setting && nearestName(setting, failure.candidates ?? []) !== undefined
            ? `Did you mean \`${nearestName(setting, failure.candidates ?? [])}\`?`
            : "Create it first, or say which versions have it."),
        length,
      };
    }
    case "42601":
      return { message: `Unexpected \`${token}\` on ${on}, expected SQL`, hint: syntaxHint(code, at), length };
    case "42P02":
      return {
        message: `Unexpected parameter \`${token}\`, expected a value`,
        hint: "Prove it with `proof=plan`, which needs no values.",
        length,
      };
    case "42501":
      return {
        message: `Unexpected lack of permission on ${on}: ${failure.message}`,
        hint: "Say who runs it: `as=superuser`; what leaves the server cannot be run here: `proof=parse`.",
        length,
      };
    case "57014":
      return {
        message: `Unexpected end without a result on ${on}: the statement ran out of time`,
        hint: "Bound what it does, or prove it with `proof=plan`.",
        length,
      };
    default:
      return {
        message: `Unexpected SQLSTATE ${failure.sqlstate} on ${on}: ${failure.message}`,
        hint:
          failure.hint ??
          `Correct the statement, or say that the error is meant: \`expect=error:${failure.sqlstate}\`.`,
        length,
      };
  }
}

const FUNCTION_HINT =
  "Create it first, or create the extension that brings it: `CREATE EXTENSION …` in a block before.";

/** The name or sign at an offset: `s.mean_time`, `"Mixed"`, `pg_switch_xlog`. */
function tokenAt(code: string, at: number): string {
  const match = /(?:"[^"\n]*"|[\w$]+)(?:\.(?:"[^"\n]*"|[\w$]+))*|\S/y;
  // A name inside a literal (`'authority.users'::regclass`) is meant, not its quote.
  match.lastIndex = code[at] === "'" ? at + 1 : at;
  return match.exec(code)?.[0] ?? "end of the block";
}

function lastPart(token: string): string {
  return token.split(".").at(-1)?.replaceAll('"', "") ?? token;
}

/** SHOW and SET give no position; the setting is the name in the statement that the catalogue does not have. */
function settingIn({ message }: Failure, code: string): string | undefined {
  return [...code.matchAll(/\b(?:SHOW|SET(?:\s+(?:LOCAL|SESSION))?|RESET)\s+([\w.]+)|current_setting\(\s*'([\w.]+)'/gi)]
    .map(([, plain, quoted]) => plain ?? quoted ?? "")
    .find((name) => message.includes(name));
}

function syntaxHint(code: string, at: number): string {
  const around = code.slice(Math.max(0, at - 40), at + 40);
  const placeholder = /<[A-Za-z][\w -]*>|\{\{[^}\n]*\}\}|:['"]?[A-Za-z_]\w*/.exec(around)?.[0];
  if (placeholder) {
    const name = placeholder.replace(/^[<{:'"\s]+|[>}'"\s]+$/g, "");
    return `Say what \`${placeholder}\` stands for in the proof: \`vars: { ${name}: … }\` in the front matter.`;
  }
  return "Correct the statement; another system's SQL says so with `dialect=…`.";
}
