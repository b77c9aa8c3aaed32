import { createHash } from "node:crypto";

/** Names the text of a fixture: 16 hex digits of its SHA-256. A proof holds for the fixtures that it was made with, and no others. */
export function digestFixture(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
