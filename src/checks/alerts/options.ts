import * as z from "zod";
import { globSchema } from "../../core/glob.ts";

/** Where alerting rules lie; shared by the checks of this family. */
export const ruleFiles = z
  .array(globSchema)
  .default(["content/alerts/**/*.{yml,yaml,tpl}"])
  .describe("Globs of Prometheus rule files, PrometheusRule resources and Helm templates.");

/** The site's own address, which absolute runbook URLs begin with. */
export const siteUrl = z
  .string()
  .optional()
  .describe("The site's address. Default: any host counts as the site, where the path is one of its pages.");
