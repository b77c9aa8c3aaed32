import * as z from "zod";
import { hasExpired } from "../../core/apply-allowances.ts";
import type { Check } from "../../core/check.ts";
import { KNOWN_PLACE } from "./known-place.ts";

const options = z.strictObject({});

/** No allowance and no known finding is past its last day. */
export const allowanceExpired: Check<z.output<typeof options>> = {
  id: "allowance/expired",
  summary: "no allowance on a page and no known finding is past its last day",
  why: "An end date is a promise that somebody looks again; when it is past, what it allowed counts again.",
  fix: "Mend what it allowed and take the comment out, or agree on a new date.",
  severity: "error",
  needs: [],
  options,
  last: true,
  async run({ allowanceUses = [], knownUses = [], now }) {
    const expired = allowanceUses.filter(({ allowance }) => !allowance.problems?.length && hasExpired(allowance, now));
    const past = knownUses.map(({ entry }) => entry).filter((entry) => hasExpired(entry, now));
    return {
      examined: allowanceUses.length + knownUses.length,
      findings: [
        ...expired.map(({ allowance }) => ({
          ...allowance.place,
          message: `Unexpected allowance of \`${allowance.check}\` until ${allowance.until}, expected a day that is not past`,
          hint: "Mend what it allowed and take the comment out, or agree on a new date.",
          text: `${allowance.check} ${allowance.reason}`,
          evidence: { allows: allowance.check, reason: allowance.reason, until: allowance.until },
        })),
        ...past.map(({ fingerprint, check, file, owner, until }) => ({
          ...KNOWN_PLACE,
          message: `Unexpected known finding \`${fingerprint}\` of \`${check}\` in \`${file}\` until ${until}, expected a day that is not past`,
          hint: `Mend it, or agree on a new date with ${owner}.`,
          text: fingerprint,
          evidence: { fingerprint, check, file, owner, until },
        })),
      ],
    };
  },
};
