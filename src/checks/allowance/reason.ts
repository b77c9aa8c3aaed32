import * as z from "zod";
import type { Check } from "../../core/check.ts";

const options = z.strictObject({});

/** Every allowance is well formed and says why. */
export const allowanceReason: Check<z.output<typeof options>> = {
  id: "allowance/reason",
  summary: "every allowance on a page is well formed and gives its reason",
  why: "An exception without a reason cannot be judged by whoever finds it next year; until it has one, it allows nothing.",
  fix: 'Write it as <!-- plumbline allow CHECK reason="why" until=YYYY-MM-DD -->.',
  severity: "error",
  needs: [],
  options,
  last: true,
  async run({ allowanceUses = [] }) {
    const findings = allowanceUses.flatMap(({ allowance }) => {
      const missing = `Unexpected allowance of \`${allowance.check}\` without a reason, expected \`reason="…"\``;
      const problems = [...(allowance.problems ?? []), ...(allowance.reason === "" ? [missing] : [])];
      return problems.map((message) => ({
        ...allowance.place,
        message,
        hint: 'Write it as <!-- plumbline allow CHECK reason="why" until=YYYY-MM-DD -->; until then it allows nothing.',
        text: `${allowance.check} ${message}`,
      }));
    });
    return { examined: allowanceUses.length, findings };
  },
};
