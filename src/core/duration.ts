import * as z from "zod";

const UNIT_MS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A duration as people write it: `90s`, `15m`, `36h`, `7d`. */
export const durationTextSchema = z
  .string()
  .regex(/^\d{1,9}[smhd]$/, "expected a number and s, m, h or d, such as `36h`");

/** The same, parsed to milliseconds. */
export const durationSchema = durationTextSchema.transform(durationMs);

/** What a {@link durationTextSchema} is in milliseconds. */
export function durationMs(text: string): number {
  return Number(text.slice(0, -1)) * UNIT_MS[text.slice(-1) as keyof typeof UNIT_MS];
}

/** Renders milliseconds in the largest unit that leaves at least one: `45 seconds`, `3 hours`, `12 days`. */
export function renderDuration(ms: number): string {
  const [name, size] =
    ms >= UNIT_MS.d
      ? ["day", UNIT_MS.d]
      : ms >= UNIT_MS.h
        ? ["hour", UNIT_MS.h]
        : ms >= UNIT_MS.m
          ? ["minute", UNIT_MS.m]
          : ["second", UNIT_MS.s];
  const count = Math.floor(ms / size);
  return `${count} ${name}${count === 1 ? "" : "s"}`;
}
