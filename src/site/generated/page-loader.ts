import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Loader, LoaderContext } from "astro/loaders";
import { UserError } from "../../core/errors.ts";
import { type GeneratedFrom, type GeneratedPage, generatedFile } from "../../core/generated-page.ts";
import { generatedPages } from "./index.ts";

/**
 * Loads what `written` loads, and beside it the pages that facts make; a written page replaces a generated one. Throws a
 * `UserError` with every page that could not be rendered; while `dev` watches the pages, they are only logged.
 */
export function withGeneratedPages(written: Loader, from: GeneratedFrom): Loader {
  return {
    ...written,
    name: "plumbline-pages",
    load: async (context) => {
      await loadStrictly(written, context);
      for (const page of generatedPages(from)) {
        if (!existsSync(new URL(generatedFile(page), context.config.root))) await storePage(page, context);
      }
    },
  };
}

/** Astro's loader logs a page that it cannot render and goes on without it; a site that lacks a page must not be built. */
async function loadStrictly(written: Loader, context: LoaderContext): Promise<void> {
  const failures: string[] = [];
  const logger: LoaderContext["logger"] = Object.create(context.logger);
  logger.error = (message) => void failures.push(message);
  await written.load({ ...context, logger: context.watcher ? context.logger : logger });
  if (failures.length === 0) return;
  const root = fileURLToPath(context.config.root);
  const messages = failures.map((message) => message.replace(/^Error rendering \S+: /, "").replaceAll(root, ""));
  throw new UserError(messages.join("\n"), "Mend what the page says there; `plumbline check` knows the nearest names.");
}

async function storePage(page: GeneratedPage, context: LoaderContext): Promise<void> {
  const { slug: id, title, description, body } = page;
  const file = generatedFile(page);
  const fileURL = new URL(file, context.config.root);
  const data = await context.parseData({
    id,
    data: { title, description, generated: true },
    filePath: fileURLToPath(fileURL),
  });
  const rendered = await context.renderMarkdown(body, { fileURL });
  context.store.set({ id, data, body, filePath: file, digest: context.generateDigest(body), rendered });
}
