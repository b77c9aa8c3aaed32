import * as z from "zod";
import type { Check } from "../../core/check.ts";

const options = z.strictObject({});

/** Every allowance covers at least one finding of its check. */
export const allowanceUnused: Check<z.output<typeof options>> = {
  id: "allowance/unused",
  summary: "every allowance on a page covers a finding",
  why: "An exception that nothing needs hides the next mistake that is made in its place.",
  fix: "Take the comment out. Where its check did not run, it is not judged.",
  severity: "error",
  needs: [],
  options,
  last: true,
  async run({ allowanceUses = [] }) {
    const judged = allowanceUses.filter(({ ran }) => ran);
    const unused = judged.filter(({ findings, allowance }) => findings === 0 && !allowance.problems?.length);
    return {
      examined: judged.length,
      findings: unused.map(({ allowance }) => ({
        ...allowance.place,
        message: `Unexpected allowance of \`${allowance.check}\` that covers no finding, expected one that is needed`,
        hint: "Take the comment out, or put it right above what it is for.",
        text: `${allowance.check} ${allowance.reason}`,
        evidence: { allows: allowance.check, reason: allowance.reason },
      })),
    };
  },
};
