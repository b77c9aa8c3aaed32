import * as z from "zod";
import type { Check } from "../../core/check.ts";
import { KNOWN_PLACE } from "./known-place.ts";

const options = z.strictObject({});

/** Every allowance and every known finding stands for a finding of its check. */
export const allowanceUnused: Check<z.output<typeof options>> = {
  id: "allowance/unused",
  summary: "every allowance on a page and every known finding stands for a finding",
  why: "An exception that nothing needs hides the next mistake that is made in its place.",
  fix: "Take the comment out. Where its check did not run, it is not judged.",
  severity: "error",
  needs: [],
  options,
  last: true,
  async run({ allowanceUses = [], knownUses = [] }) {
    const judged = allowanceUses.filter(({ ran }) => ran);
    const unused = judged.filter(({ findings, allowance }) => findings === 0 && !allowance.problems?.length);
    const judgedKnown = knownUses.filter(({ ran }) => ran);
    const gone = judgedKnown.filter(({ findings }) => findings === 0).map(({ entry }) => entry);
    return {
      examined: judged.length + judgedKnown.length,
      findings: [
        ...unused.map(({ allowance }) => ({
          ...allowance.place,
          message: `Unexpected allowance of \`${allowance.check}\` that covers no finding, expected one that is needed`,
          hint: "Take the comment out, or put it right above what it is for.",
          text: `${allowance.check} ${allowance.reason}`,
          evidence: { allows: allowance.check, reason: allowance.reason },
        })),
        ...gone.map(({ fingerprint, check, file, owner }) => ({
          ...KNOWN_PLACE,
          message: `Unexpected known finding \`${fingerprint}\` of \`${check}\` in \`${file}\`, expected one that still is`,
          hint: "It is mended: take its entry out.",
          text: fingerprint,
          evidence: { fingerprint, check, file, owner },
        })),
      ],
    };
  },
};
