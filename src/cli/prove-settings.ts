import { isSameSetting, parseSize, type Recommendation, renderSize } from "../core/tuning/index.ts";
import { trySettings } from "../sandbox/index.ts";

/** Whether a real server took the settings. */
export type Proof =
  | { status: "proven"; version: string; scaled: readonly Scaled[] }
  | { status: "refused"; version: string; scaled: readonly Scaled[]; problems: readonly string[] }
  | { status: "not proven"; reason: string };

/** A value that was made smaller for the proof, as this machine has less memory than the one asked for. */
interface Scaled {
  name: string;
  wanted: string;
  tried: string;
}

/** The part of this machine's memory that a proof may take at once. */
const SHARE = 1 / 8;

/**
 * Starts a server with the settings and holds what it says they are against what was asked. `shared_buffers`, the one that
 * is taken at the start, is scaled down to an eighth of the memory at hand (`memoryBytes`), and that is told.
 */
export async function proveSettings(
  settings: readonly Recommendation[],
  major: number,
  memoryBytes: number,
): Promise<Proof> {
  const limit = 2 ** Math.floor(Math.log2(memoryBytes * SHARE));
  const tried = settings.map(({ name, value }) => ({ name, wanted: value, value: scale(name, value, limit) }));
  const scaled = tried
    .filter(({ value, wanted }) => value !== wanted)
    .map(({ name, wanted, value }) => ({ name, wanted, tried: value }));
  const result = await trySettings(Object.fromEntries(tried.map(({ name, value }) => [name, value])), { major });
  const { version, values, refused } = result;
  const problems = [
    ...refused.map(({ name, error }) => `${name}: ${error}`),
    ...tried
      .filter(({ name, value }) => !isSameSetting({ name, value }, values.get(name) ?? ""))
      .map(({ name, value }) => `${name}: asked for ${value}, the server has ${values.get(name) ?? "no such setting"}`),
  ];
  return problems.length === 0
    ? { status: "proven", version, scaled }
    : { status: "refused", version, scaled, problems };
}

function scale(name: string, value: string, limit: number): string {
  return name === "shared_buffers" && (parseSize(value) ?? 0) > limit ? renderSize(limit) : value;
}
