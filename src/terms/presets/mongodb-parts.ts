import type { Term } from "../term.ts";

const OTHER_OBJECT_IDS =
  "\\b(?:azure|entra|aad|active directory|microsoft graph|service principals?|git|libgit2|tenant ?ids?|windows forms|autocad|realm|pdf)\\b";

/** Its storage engine, types, formats and ports. */
export const mongodbParts: readonly Term[] = [
  {
    id: "wiredtiger",
    patterns: ["(?<![a-z])wired-?tiger(?![a-z])"],
    ignoreCase: true,
    mustMatch: ["the WiredTiger cache", { text: "storage.wiredTiger.engineConfig", scope: "fence" }],
    mustNotMatch: ["a wired tiger in the zoo", "wired. Tigers"],
  },
  {
    id: "gridfs",
    patterns: ["(?<![a-z])gridfs"],
    ignoreCase: true,
    mustMatch: ["files in GridFS", { text: "new GridFSBucket(db)", scope: "fence" }],
    mustNotMatch: ["a grid FS", "the grid"],
  },
  {
    id: "object-id",
    patterns: [
      "(?<![\\p{L}\\p{N}])Object(?:Ids?|IDs?)(?!\\p{Ll})",
      "\\$oid\\b",
      "(?<!\\p{L})(?:ISODate|NumberLong|NumberDecimal)\\(",
    ],
    unless: OTHER_OBJECT_IDS,
    replacedBy: "uuid",
    mustMatch: [
      "each ObjectId becomes a uuid",
      { text: 'db.users.find({ _id: ObjectId("65f0") })', scope: "fence" },
      { text: '{"_id":{"$oid":"65f0"}}', scope: "fence" },
      "ObjectIds sort by time",
    ],
    mustNotMatch: [
      "the object id of the row",
      "an ObjectId in Azure AD",
      "the Git ObjectId of a blob",
      { text: "objectId: 1", scope: "fence" },
      "ObjectIdentity",
      "GameObjectId",
    ],
  },
  {
    id: "bson",
    patterns: ["(?<!\\p{L})(?:BSON|bson)(?!\\p{L})", "(?<!\\p{L})Bson(?:(?!\\p{L})|(?=\\p{Lu}))"],
    unless: "\\b(?:nursing|bachelor of science)\\b",
    not: ["(?:mr|mrs|ms|dr|prof)\\.? bson"],
    replacedBy: "JSON or `jsonb`",
    mustMatch: [
      "documents as BSON",
      { text: "mongodb-authority-2025-11-28.bson.gz", scope: "inline-code" },
      { text: "new BsonDocument()", scope: "fence" },
      { text: "[BsonId]", scope: "fence" },
    ],
    mustNotMatch: [
      "Gibson",
      "Hobson's choice",
      "Robson",
      "GIBSON",
      "Dr. Bson",
      "a BSON (Bachelor of Science in Nursing)",
    ],
  },
  {
    id: "mongo-port",
    patterns: [
      "(?<=(?:[a-z\\])*]|\\d):)2701[789](?!\\d|[.,]\\d)",
      "(?<=\\bports?\\b[^\\d\\n<>]{0,24})2701[789](?!\\d|[.,]\\d)",
      "(?<=\\bexpose\\s[\\d\\s]{0,40})2701[789](?!\\d)",
      "(?<=-p[ =]?)2701[789](?!\\d)",
      "(?<=port:\\s{0,4}[\"']?)2701[789](?!\\d)",
      "(?<![\\d.,:#-])2701[789](?=\\/tcp|:\\d{2,5}\\b)",
      "(?<=_port\\s?[:=]\\s?[\"']?)2701[789](?!\\d)",
    ],
    ignoreCase: true,
    not: ["mongodb(?:\\+srv)?:\\/\\/\\S*"],
    replacedBy: "5432",
    mustMatch: [
      "open port 27017 to the cluster",
      "it listens on localhost:27017",
      { text: "  - 27017:27017", scope: "fence" },
      { text: "EXPOSE 27017", scope: "fence" },
      { text: "containerPort: 27018", scope: "fence" },
      { text: "--port 27019", scope: "fence" },
      { text: "MONGO_PORT=27017", scope: "fence" },
      "ports 27017 and up",
      "27017/tcp",
    ],
    mustNotMatch: [
      "27017 rows were read",
      "pull request #27017",
      "1.27017",
      "127017",
      "27,017 users",
      "in Salem, NC 27017",
      "port 270171",
      { text: "mongodb://db:27017/", scope: "fence" },
      "port 5432 served 27017 requests",
    ],
  },
];
