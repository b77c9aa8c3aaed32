import { checks } from "../checks/index.ts";
import { nearestName } from "../config/index.ts";
import type { Check } from "../core/check.ts";
import { describeOptions } from "../core/describe-options.ts";
import { UserError } from "../core/errors.ts";
import { type GlobalOptions, readSetting } from "./global-options.ts";

/** Says what a check holds, why, how to mend or allow what it finds, and its options; without an id, lists the checks. */
export async function explain(id: string | undefined, options: GlobalOptions): Promise<number> {
  const { console } = readSetting(options);
  if (id === undefined) {
    const width = Math.max(...checks.map((check) => check.id.length));
    console.result(checks.map((check) => `${check.id.padEnd(width)}  ${check.summary}\n`).join(""));
    return 0;
  }
  const check = checks.find((candidate) => candidate.id === id);
  if (!check) {
    const ids = checks.map((candidate) => candidate.id);
    const nearest = nearestName(id, ids);
    throw new UserError(
      `Unexpected check \`${id}\`, expected one of: ${ids.join(", ")}`,
      nearest ? `Did you mean \`${nearest}\`?` : "Run `plumbline explain` for the list.",
    );
  }
  console.result(explanation(check));
  return 0;
}

function explanation(check: Check<unknown>): string {
  const options = describeOptions(check.options);
  return [
    `${check.id} (${check.severity})`,
    `Holds when: ${check.summary}`,
    `Why: ${check.why}`,
    `Mend: ${check.fix}`,
    `Allow: <!-- plumbline allow ${check.id} reason="why it may stay" until=YYYY-MM-DD --> above the paragraph, list item, table or block.`,
    `Needs: ${check.needs.join(", ") || "nothing but the files"}`,
    `Page: reference/checks/${check.id.replace("/", "-")}`,
    options.length === 0 ? "Options: none" : `Options, under \`checks\` and \`${check.id}\`:`,
    ...options.map(({ name, type, default: value, description }) =>
      [`  ${name} (${type}${value === undefined ? "" : `, default ${value}`})`, description].join(": "),
    ),
    "",
  ].join("\n");
}
