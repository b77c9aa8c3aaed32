import { statSync } from "node:fs";
import { join } from "node:path";
import type { Binaries } from "../find-binaries.ts";

/** Names a server program without running it: another version, or the same one built anew, has another size or time. */
export function binaryIdentity({ bin, native }: Binaries): string {
  const { size, mtimeMs } = statSync(join(bin, "postgres"));
  return native === undefined ? `${bin} ${size} ${mtimeMs}` : `embedded ${size}`;
}
