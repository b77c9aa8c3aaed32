import type { Preset } from "../term.ts";
import { mongodb } from "./mongodb.ts";

/** Every preset that `retired: [{ preset: … }]` and `--retired` can name. */
export const presets: readonly Preset[] = [mongodb];
