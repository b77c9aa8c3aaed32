import { readFileSync } from "node:fs";
import { join } from "node:path";
import { digestFixture } from "../core/proof/digest-fixture.ts";

/** Names the fixtures of a folder as they lie there now (see `digestFixture`); undefined for one that does not exist. */
export function openFixtures(folder: string): (name: string) => string | undefined {
  return (name) => {
    try {
      return digestFixture(readFileSync(join(folder, `${name}.sql`), "utf8"));
    } catch {
      return undefined;
    }
  };
}
