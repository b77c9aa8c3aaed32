import type { Preset } from "../term.ts";
import { mongodbNames } from "./mongodb-names.ts";
import { mongodbParts } from "./mongodb-parts.ts";

/** Everything that names MongoDB in documentation, configuration and code, and nothing that only sounds like it. */
export const mongodb: Preset = {
  id: "mongodb",
  name: "MongoDB",
  hint: "mongo|wired-?tiger|object_?id|\\$oid|isodate\\(|numberlong\\(|bson|2701[789]|gridfs",
  terms: [...mongodbNames, ...mongodbParts],
};
