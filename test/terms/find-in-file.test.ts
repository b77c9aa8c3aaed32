import { expect, test } from "vitest";
import { findInFile } from "../../src/terms/find-in-file.ts";
import { loadRetired } from "../../src/terms/load-retired.ts";
import { staleTermOptions } from "../../src/terms/options.ts";

const { retired } = staleTermOptions.parse({ retired: [{ preset: "mongodb" }] });
const loaded = retired.map(loadRetired);

/** Where each language's grammar says that a name stands, in the order of the lines. */
const CODE: readonly [file: string, ...lines: [line: string, scope: string][]][] = [
  ["a.cs", ["// MongoDB", "comment"], ['var a = "MongoDB";', "string"], ["var a = new MongoClient();", "identifier"]],
  [
    "a.ts",
    ["/* MongoDB */", "comment"],
    ["const a = 'MongoDB';", "string"],
    ["const a = new MongoClient();", "identifier"],
  ],
  ["a.go", ["// MongoDB", "comment"], ['a := "MongoDB"', "string"], ["a := NewMongoStore()", "identifier"]],
  ["a.py", ["# MongoDB", "comment"], ["a = 'MongoDB'", "string"], ["a = MongoClient()", "identifier"]],
  ["a.rb", ["# MongoDB", "comment"], ["a = 'MongoDB'", "string"], ["a = MongoStore.new", "identifier"]],
  ["A.java", ["// MongoDB", "comment"], ['String a = "MongoDB";', "string"], ["MongoClient a = null;", "identifier"]],
  ["a.sql", ["-- MongoDB", "comment"], ["SELECT 'MongoDB';", "string"], ["SELECT mongo_id FROM a;", "identifier"]],
  ["a.sh", ["# MongoDB", "comment"], ["a='MongoDB'", "string"], ["mongodump --out a", "identifier"]],
  ["a.yaml", ["# MongoDB", "comment"], ["image: mongo:4", "configuration"]],
  ["values.tpl", ["# MongoDB", "comment"], ["url: {{ .Values.mongodb }}", "configuration"]],
  ["appsettings.json", ["// MongoDB", "comment"], ['"a": "MongoDB",', "configuration"]],
  [".env", ["# MongoDB", "comment"], ["MONGO_URL=a", "configuration"]],
  ["Dockerfile", ["# MongoDB", "comment"], ["FROM mongo:4", "configuration"]],
  ["a.csproj", ["<!-- MongoDB -->", "comment"], ['<PackageReference Include="MongoDB.Driver" />', "configuration"]],
  ["Directory.Packages.props", ['<PackageVersion Include="MongoDB.Driver" />', "configuration"]],
  ["a.sln", ['Project("{1}") = "Storage.Mongo", "Storage.Mongo.csproj"', "configuration"]],
];

test.each(CODE)("%s: comments, strings, identifiers and configuration are told apart", async (...given) => {
  const [file, ...lines] = given;
  const text = lines.map(([line]) => `${line}\n`).join("");
  const found = await findInFile(file, text, loaded, []);
  const seen = new Set(found.map(({ line, evidence }) => `${line} ${evidence?.scope}`));
  expect([...seen]).toEqual(lines.map(([, scope], index) => `${index + 1} ${scope}`));
});
