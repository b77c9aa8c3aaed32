import * as z from "zod";
import type { Check } from "../../core/check.ts";
import type { Draft } from "../../core/finding.ts";
import type { Page, PageProblem } from "../../core/page.ts";

const options = z.strictObject({});

/** Every page is UTF-8 text whose front matter and MDX can be understood. */
export const contentReadable: Check<z.output<typeof options>> = {
  id: "content/readable",
  summary: "every page is UTF-8 text whose front matter and MDX can be understood",
  why: "A page that cannot be read is a page that no other check has looked at.",
  fix: "Save the file as UTF-8, and mend the YAML or MDX at the place that is named.",
  severity: "error",
  needs: [],
  options,
  isPerFile: true,
  look: { page: (page) => ({ findings: problemsOf(page).map((problem) => draftOf(page, problem)) }) },
  run: async ({ pages }, _, looks) => ({
    examined: pages.length,
    findings: looks.pages.flatMap(({ findings }) => findings),
  }),
};

function problemsOf({ problem, frontMatterError }: Page): PageProblem[] {
  return [problem, frontMatterError].filter((each) => each !== undefined);
}

function draftOf({ file }: Page, { message, hint, place }: PageProblem): Draft {
  return { ...place, file, message, hint, text: message };
}
