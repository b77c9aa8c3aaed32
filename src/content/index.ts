export { parsePage } from "./parse-page.ts";
export { PAGE_PATTERNS, readPages } from "./read-pages.ts";
