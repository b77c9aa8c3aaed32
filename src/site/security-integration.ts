import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { AstroIntegration } from "astro";
import { glob } from "tinyglobby";
import { withContentSecurityPolicy } from "./content-security-policy.ts";

/** Gives every page of the built site its Content-Security-Policy. */
export function securityIntegration(): AstroIntegration {
  return {
    name: "plumbline-content-security-policy",
    hooks: {
      "astro:build:done": async ({ dir }) => {
        const folder = fileURLToPath(dir);
        for (const file of await glob("**/*.html", { cwd: folder })) {
          const path = join(folder, file);
          await writeFile(path, withContentSecurityPolicy(await readFile(path, "utf8")));
        }
      },
    },
  };
}
