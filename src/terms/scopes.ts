/** Where on a page, or beside it, a term may stand; each can have a severity of its own. */
export const SCOPES = [
  "prose",
  "heading",
  "inline-code",
  "fence",
  "link-text",
  "link-address",
  "image-text",
  "front-matter",
  "table",
  "html",
  "comment",
  "mdx",
  "directive",
  "configuration",
  "string",
  "identifier",
  "file-name",
] as const;
export type Scope = (typeof SCOPES)[number];

/** Scopes in which a term is only looked for where the configuration gives them a severity. */
export const OFF_BY_DEFAULT: readonly Scope[] = ["directive"];

/** A scope as a message names it. */
export const SCOPE_WORDS: Readonly<Record<Scope, string>> = {
  prose: "text",
  heading: "a heading",
  "inline-code": "inline code",
  fence: "a code block",
  "link-text": "a link's text",
  "link-address": "a link's address",
  "image-text": "an image's text",
  "front-matter": "front matter",
  table: "a table",
  html: "HTML",
  comment: "a comment",
  mdx: "an MDX expression",
  directive: "a directive",
  configuration: "configuration",
  string: "a string",
  identifier: "code",
  "file-name": "a file or folder name",
};
