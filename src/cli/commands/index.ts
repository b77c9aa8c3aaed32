import type { AddCommand } from "./add-command.ts";
import { addArchive } from "./archive.ts";
import { addBuild } from "./build.ts";
import { addCheck } from "./check.ts";
import { addDev } from "./dev.ts";
import { addDiff } from "./diff.ts";
import { addDrill } from "./drill.ts";
import { addExplain } from "./explain.ts";
import { addPreview } from "./preview.ts";
import { addPull } from "./pull.ts";
import { addTune } from "./tune.ts";

/** Every command, in the order of the help. */
export const commands: readonly AddCommand[] = [
  addPull,
  addCheck,
  addDrill,
  addDiff,
  addBuild,
  addDev,
  addPreview,
  addArchive,
  addTune,
  addExplain,
];
