export { withGeneratedPages } from "./generated/page-loader.ts";
export { pageSchema } from "./page-schema.ts";
