import type { Fact } from "../../core/fact.ts";
import type { Gap } from "./group.ts";

/** Below this, in milliseconds, clocks are taken for equal: asking takes time too. */
const TOLERATED_MS = 5_000;

/**
 * Says when the server's clock and this machine's differ: `server.clock_skew_s`, positive where the server is ahead, and a gap
 * that tells whoever reads ages. All times of other facts are the server's own.
 */
export function clockSkew(serverMs: number, hereMs: number): { facts: Fact[]; unreadable: Gap[] } {
  const skewMs = serverMs - hereMs;
  if (Math.abs(skewMs) < TOLERATED_MS) return { facts: [], unreadable: [] };
  const seconds = Math.round(skewMs / 1000);
  const way = seconds > 0 ? "ahead of" : "behind";
  const reason = `the server's clock is ${Math.abs(seconds)} s ${way} this machine's: its times are its own`;
  return {
    facts: [{ id: "server.clock_skew_s", value: seconds, unit: "s" }],
    unreadable: [{ group: "server", reason }],
  };
}
