import * as z from "zod";
import type { Check, Project } from "../../core/check.ts";
import { drillName, isDrill } from "../../core/drill-page.ts";
import type { Draft } from "../../core/finding.ts";
import type { Page } from "../../core/page.ts";
import { textLines } from "../../core/text-lines.ts";

const options = z.strictObject({});

/** What a drill's snapshot says of it as a whole, as far as it is needed here. */
const lastSchema = z.looseObject({ result: z.string(), version: z.string(), failure: z.string().optional() });

/** The newest result of every page that is a drill says that it passed. */
export const drillsPassed: Check<z.output<typeof options>> = {
  id: "drills/passed",
  summary: "the newest result of every page that is a drill says that it passed",
  why: "A procedure that failed the last time it was tried fails at night too; the page must not stand there as if it worked.",
  fix: "Mend the procedure, and drill it again: `plumbline drill NAME`. How old a result may be is the limit of `facts/fresh`.",
  severity: "error",
  needs: [],
  options,
  async run(project) {
    const drills = project.pages.filter(isDrill);
    if (drills.length === 0)
      return { examined: 0, findings: [], skipped: "no page is a drill (`drill` in its front matter)" };
    const judged = drills.map((page) => ({ name: nameOf(page), finding: judge(page, project) }));
    const never = judged.filter(({ finding }) => finding === "never").map(({ name }) => name);
    return {
      examined: drills.length - never.length,
      findings: judged.flatMap(({ finding }) => (typeof finding === "object" ? [finding] : [])),
      ...(never.length > 0 ? { note: `without any result, as nobody executed them here: ${never.join(", ")}` } : {}),
    };
  },
};

function nameOf(page: Page): string {
  return drillName(page, z.looseObject({ name: z.string() }).safeParse(page.frontMatter.drill).data?.name);
}

function judge(page: Page, { facts }: Project): Draft | "passed" | "never" {
  const name = nameOf(page);
  const snapshot = facts.latest("drills", name);
  if (!snapshot) return "never";
  const last = lastSchema.safeParse(snapshot.facts.find(({ id }) => id === "drill.last")?.value).data;
  if (last?.result === "passed") return "passed";
  const { observedAt } = snapshot.provenance;
  const at = Math.max(0, page.text.search(/^drill:/m));
  const seen = last ? `${last.result} on PostgreSQL ${last.version}` : "without a result";
  return {
    ...textLines(page.text).place(page.file, at, at + "drill:".length),
    message: `Unexpected last drill of \`${name}\`: ${seen}, ${observedAt}, expected passed`,
    hint: `${last?.failure ? `It failed at ${last.failure}. ` : ""}Mend the page, and drill it again: plumbline drill ${name}`,
    text: name,
    evidence: {
      drill: name,
      observedAt,
      failure: last?.failure ?? null,
      snapshot: facts.latestFile("drills", name) ?? null,
    },
  };
}
