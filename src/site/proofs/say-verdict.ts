import type { Verdict } from "../../core/proof/block-proof.ts";
import type { BlockFact } from "../../core/proof/proof-facts.ts";
import { listMajors } from "../../core/proof/renames.ts";

/** What a reader is told of a block: one word, and what is behind it. */
export interface Said {
  word: "Proven" | "Accepted" | "Planned" | "Parsed" | "Checked" | "Not proven";
  sentence: string;
  holds: boolean;
}

/** Says what is known of a block, in plain words; undefined is a block of which nothing is known as it stands. */
export function sayVerdict(fact: BlockFact | undefined): Said {
  if (!fact) return { word: "Not proven", sentence: "here, as it stands", holds: false };
  const verdicts = Object.entries(fact.checks).sort(([one], [other]) => ORDER.indexOf(one) - ORDER.indexOf(other));
  const holds = verdicts.every(([, { state }]) => state === "proven");
  const sentence = verdicts.map(([check, verdict]) => saySentence(check, verdict, verdicts.length > 1)).join("; ");
  return { word: holds ? wordFor(fact) : "Not proven", sentence, holds };
}

const ORDER = ["conf/accepted", "shell/parses", "sql/runs"];
const WORDS = { run: "Proven", plan: "Planned", parse: "Parsed", accepted: "Accepted" } as const;
const PHRASES = {
  run: "runs on",
  plan: "names and types exist, not run, on",
  parse: "grammar only, not run, on",
  accepted: "by",
} as const;

function wordFor({ checks }: BlockFact): Said["word"] {
  // That a script parses is less than that it works.
  if (checks["shell/parses"]) return "Checked";
  const [verdict] = Object.values(checks);
  return verdict ? WORDS[verdict.how] : "Not proven";
}

function saySentence(
  check: string,
  { state, how, majors, failed_majors, reason, restart, by }: Verdict,
  isPart: boolean,
): string {
  if (state === "skipped" || state === "foreign") return reason ?? "left out";
  if (check === "shell/parses")
    return state === "proven"
      ? "the shell parses, its options are those of the programs at hand"
      : "the shell is wrong";
  if (by !== undefined && state === "proven")
    return how === "accepted" ? `by ${by}` : `names and values are those of ${by}`;
  const subject = isPart ? "its SQL: " : "";
  const needs = restart && restart.length > 0 ? `; needs a restart: ${restart.join(", ")}` : "";
  if (state === "proven") return `${subject}${PHRASES[how]} PostgreSQL ${listMajors(majors)}${needs}`;
  const failed = failed_majors?.length
    ? `fails on PostgreSQL ${listMajors(failed_majors)}`
    : "is not written as it must be";
  return `${subject}${failed}${majors.length > 0 ? `, holds on ${listMajors(majors)}` : ""}${needs}`;
}
