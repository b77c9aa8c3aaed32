import * as z from "zod";
import type { Check } from "../../src/core/check.ts";

/** Ends, hangs, fails or fills its thread where a page says so; on any other page it finds the word `Mongo`. */
export const hostileCheck: Check<unknown> = {
  id: "test/hostile",
  summary: "",
  why: "",
  fix: "",
  severity: "error",
  needs: [],
  options: z.unknown(),
  look: {
    page({ file, text }) {
      if (text.includes("EXIT")) process.exit(3);
      if (text.includes("THROW")) throw new RangeError("thrown on purpose");
      if (text.includes("MEMORY")) for (const kept: number[][] = []; ; ) kept.push(new Array(1_000_000).fill(0.5));
      while (text.includes("HANG"));
      const place = { file, line: 1, column: 1, endLine: 1, endColumn: 6 };
      return { findings: text.includes("Mongo") ? [{ ...place, message: "Mongo", hint: "" }] : [] };
    },
  },
  run: async ({ pages }, _, looks) => ({
    examined: pages.length,
    findings: looks.pages.flatMap(({ findings }) => findings),
  }),
};
