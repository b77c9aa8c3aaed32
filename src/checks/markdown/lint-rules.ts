import type { Configuration } from "markdownlint";

/**
 * What holds for pages of a Starlight site, over markdownlint's own defaults; the configuration's `rules` go on top.
 * Off are rules that the site makes moot (the title is front matter, so no H1), that fight its directives and inline
 * HTML, or that only care how a line looks in an editor.
 */
export const lintRules: Configuration = {
  default: true,
  MD013: false,
  MD024: { siblings_only: true },
  MD025: { front_matter_title: "" },
  MD033: false,
  MD041: false,
  MD046: { style: "fenced" },
  MD060: false,
};
