import * as z from "zod";
import { utcTimeSchema } from "./fact.ts";

/**
 * That the last pull of a target brought nothing home, and why: `<source>/<target>/down.json` beside its snapshots, gone with the
 * next pull that succeeds. It holds no fact and never a credential.
 */
export const failedPullSchema = z.strictObject({
  format: z.literal(1),
  source: z.string(),
  target: z.string(),
  attemptedAt: utcTimeSchema,
  message: z.string(),
  hint: z.string(),
});
export type FailedPull = z.infer<typeof failedPullSchema>;
