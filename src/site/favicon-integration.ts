import { constants, copyFile } from "node:fs/promises";
import type { AstroIntegration } from "astro";

/** Gives a site that has no icon of its own ours, so that no page links to nothing. */
export function faviconIntegration(): AstroIntegration {
  return {
    name: "plumbline-favicon",
    hooks: {
      "astro:build:done": async ({ dir }) => {
        const own = new URL("favicon.svg", dir);
        await copyFile(new URL("./assets/favicon.svg", import.meta.url), own, constants.COPYFILE_EXCL).catch(
          (error) => {
            if (error.code !== "EEXIST") throw error;
          },
        );
      },
    },
  };
}
