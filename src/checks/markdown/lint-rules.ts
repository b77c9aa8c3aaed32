import type { Configuration } from "markdownlint";

/**
 * What holds for pages of a Starlight site, over markdownlint's own defaults; the configuration's `rules` go on top.
 * Off are rules that the site makes moot, that fight its directives and inline HTML, or that only care how a line looks
 * in an editor. Anchors belong to links/internal, which knows those of the site.
 */
export const lintRules: Configuration = {
  default: true,
  MD013: false,
  MD024: { siblings_only: true },
  MD033: false,
  MD041: false,
  MD046: { style: "fenced" },
  MD051: false,
  MD060: false,
};
