import { satteri } from "@astrojs/markdown-satteri";
import starlight from "@astrojs/starlight";
import type { AstroUserConfig } from "astro";
import { faviconIntegration } from "./favicon-integration.ts";
import { copyWhatIsProven } from "./proofs/copy-what-is-proven.ts";
import { satteriPlugin } from "./satteri-plugin.ts";
import { securityIntegration } from "./security-integration.ts";
import type { SiteContext } from "./site-context.ts";

export interface SiteOptions extends SiteContext {
  title: string;
  description: string;
  url?: string | undefined;
  /** Addresses of renamed pages and where they lead now. */
  redirects?: Readonly<Record<string, string>>;
  /** Sidebar groups: the label, and the folder below content/docs whose pages it lists. */
  sidebar: readonly { label: string; directory: string }[];
}

/**
 * The whole Astro configuration of a Plumbline site: Starlight over the root folder's content/docs, the directives, and a
 * Content-Security-Policy under which no page can load anything from another origin.
 */
export function plumblineSite(options: SiteOptions): AstroUserConfig {
  return {
    srcDir: ".",
    ...(options.url === undefined ? {} : { site: options.url }),
    redirects: { ...options.redirects },
    devToolbar: { enabled: false },
    // Astro keeps rendered pages until the page or its own configuration changes, but facts and their age change without
    // either. A configuration that names the time is never the same twice; this header is its most harmless part.
    server: { headers: { "X-Plumbline-Rendered-At": options.now.toISOString() } },
    integrations: [
      starlight({
        title: options.title,
        description: options.description,
        sidebar: options.sidebar.map(({ label, directory }) => ({ label, items: [{ autogenerate: { directory } }] })),
        customCss: [new URL("./styles/plumbline.css", import.meta.url).pathname],
        expressiveCode: { plugins: [copyWhatIsProven()] },
        credits: false,
      }),
      securityIntegration(),
      faviconIntegration(),
    ],
    markdown: {
      // Quotes and dashes of commands are quoted in prose: they must stay what they are.
      processor: satteri({
        features: { directive: true, smartPunctuation: false },
        mdastPlugins: [satteriPlugin(options)],
      }),
    },
  };
}
