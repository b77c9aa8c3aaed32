import type { Source } from "../core/source.ts";
import { archivesSource } from "./archives/index.ts";
import { manualSource } from "./manual/index.ts";
import { postgresSource } from "./postgres/index.ts";
import { postgresLogSource } from "./postgres-log/index.ts";
import { referencesSource } from "./references/index.ts";

/** Every source, in the order in which `plumbline pull` runs them. */
export const sources: readonly Source<unknown>[] = [
  postgresSource,
  postgresLogSource,
  archivesSource,
  referencesSource,
  manualSource,
];
