export { decodeText } from "./decode-text.ts";
export { bodyOf, headOf, type PageBody, type PageHead, pageFromDigest } from "./page-digest.ts";
export { parsePage } from "./parse-page.ts";
export { findPages, PAGE_PATTERNS, readPages } from "./read-pages.ts";
export { unreadablePage } from "./unreadable-page.ts";
export { walk } from "./walk.ts";
