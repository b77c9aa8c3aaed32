import type { Check } from "../../../core/check.ts";
import { gatherMentions } from "../gather-mentions.ts";
import { measure } from "../measure.ts";
import { mentioned } from "../mentioned.ts";
import { alertItems } from "./alert-items.ts";
import { documentItems } from "./document-items.ts";
import { factItems } from "./fact-items.ts";
import { type PagesOptions, pagesOptions } from "./options.ts";
import { unreviewed } from "./unreviewed.ts";

/** Everything real has its page; every page has somebody who looked at it lately. */
export const coveragePages: Check<PagesOptions> = {
  id: "coverage/pages",
  summary:
    "every module, required document, target, extension, changed setting and alert has its page, and pages are reviewed in time",
  why: "What nobody wrote down is found out at night. The list of what there should be comes from the running system, so a new thing without a page is seen at once.",
  fix: "Write the page, name the thing as code on a page that speaks of it, or show it with a view. What needs none goes into `ignore`, with the reason.",
  severity: "error",
  needs: [],
  options: pagesOptions,
  look: { page: (page) => ({ findings: [], gathered: gatherMentions(page) }) },
  async run(project, chosen, looks) {
    const found = mentioned(project.pages, looks);
    const ignored = new Set(chosen.ignore.map(({ kind, name }) => `${kind} ${name}`));
    const items = [
      ...documentItems(project, chosen),
      ...factItems(project, found),
      ...(await alertItems(project, chosen.alerts)),
    ].filter(({ kind, name }) => chosen.of.some((each) => each === kind) && !ignored.has(`${kind} ${name}`));
    const reviews = unreviewed(project, chosen.review);
    const { findings, ...result } = measure(items, chosen);
    if (items.length === 0 && reviews.examined === 0) {
      return { examined: 0, findings: [], skipped: "there is nothing that must have a page, and no page with a date" };
    }
    return {
      ...result,
      examined: items.length + reviews.examined,
      findings: [...findings, ...reviews.findings],
    };
  },
};
