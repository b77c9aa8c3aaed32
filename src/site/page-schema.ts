import { z } from "astro/zod";

/** What the front matter of a page may say beside Starlight's own. */
export const pageSchema = z.object({
  generated: z.boolean().optional(),
  reviewed: z.coerce.date().optional(),
  owner: z.string().optional(),
  fixtures: z.array(z.string()).optional(),
  drill: z.union([z.boolean(), z.record(z.string(), z.unknown())]).optional(),
  versions: z.string().optional(),
  vars: z.record(z.string(), z.string()).optional(),
});
