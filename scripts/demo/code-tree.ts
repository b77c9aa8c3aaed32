// Writes a code tree as the platform's would look during its conversion: small, deterministic, with less left at each stage.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const MODULES = ["Authority", "Scheduler", "Notify", "Policy", "Concelier", "Excititor"] as const;

/** Which modules are converted at each stage; at the last one nothing is left. */
export const STAGES: readonly (readonly string[])[] = [
  [],
  ["Notify", "Policy"],
  ["Notify", "Policy", "Authority", "Excititor", "Scheduler"],
  MODULES,
];

/** Makes the folder anew with the tree of that stage. Throws nothing of its own. */
export function writeCodeTree(folder: string, stage: number): void {
  const converted = STAGES[stage] ?? MODULES;
  rmSync(folder, { recursive: true, force: true });
  const files = MODULES.flatMap((name) => moduleFiles(name, !converted.includes(name)));
  const left = MODULES.filter((name) => !converted.includes(name));
  for (const [file, text] of [...files, solution(left), packages(left), readme(left)]) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}

type File = readonly [file: string, text: string];

function moduleFiles(name: string, hasMongo: boolean): File[] {
  const base = `src/${name}`;
  const own: File[] = [
    [`${base}/StellaOps.${name}/StellaOps.${name}.csproj`, project(["Npgsql"], [])],
    [`${base}/StellaOps.${name}/${name}Store.cs`, store(name)],
    [`${base}/StellaOps.${name}/appsettings.json`, settings(name, hasMongo)],
    [`${base}/StellaOps.${name}.Tests/${name}StoreTests.cs`, storeTests(name, hasMongo)],
    [
      `${base}/README.md`,
      `# ${name}\n\n${name} keeps its data in PostgreSQL.\n${hasMongo ? "\nUntil the cutover it also writes to MongoDB.\n" : ""}`,
    ],
  ];
  if (!hasMongo) return own;
  const old = `${base}/StellaOps.${name}.Storage.Mongo`;
  return [
    ...own,
    [
      `${old}/StellaOps.${name}.Storage.Mongo.csproj`,
      project(["MongoDB.Driver"], [`../StellaOps.${name}/StellaOps.${name}.csproj`]),
    ],
    [`${old}/Mongo${name}Store.cs`, mongoStore(name)],
  ];
}

function solution(left: readonly string[]): File {
  const names = MODULES.flatMap((name) => [
    `StellaOps.${name}`,
    ...(left.includes(name) ? [`StellaOps.${name}.Storage.Mongo`] : []),
  ]);
  const lines = names.map(
    (name) => `Project("{FAE04EC0}") = "${name}", "src/${name.split(".")[1]}/${name}/${name}.csproj"\nEndProject`,
  );
  return ["StellaOps.sln", `Microsoft Visual Studio Solution File, Format Version 12.00\n${lines.join("\n")}\n`];
}

function packages(left: readonly string[]): File {
  const versions = ["Npgsql", ...(left.length > 0 ? ["MongoDB.Driver"] : [])];
  const lines = versions.map((name) => `    <PackageVersion Include="${name}" Version="1.0.0" />`);
  return ["Directory.Packages.props", `<Project>\n  <ItemGroup>\n${lines.join("\n")}\n  </ItemGroup>\n</Project>\n`];
}

function readme(left: readonly string[]): File {
  const todo = left.length === 0 ? "" : `\nStill to be moved from MongoDB: ${left.join(", ")}.\n`;
  return ["docs/architecture.md", `# Architecture\n\nPostgreSQL 16 is the primary database.\n${todo}`];
}

function project(packageNames: readonly string[], references: readonly string[]): string {
  const items = [
    ...packageNames.map((name) => `    <PackageReference Include="${name}" />`),
    ...references.map((path) => `    <ProjectReference Include="${path}" />`),
  ];
  return `<Project Sdk="Microsoft.NET.Sdk">\n  <ItemGroup>\n${items.join("\n")}\n  </ItemGroup>\n</Project>\n`;
}

function settings(name: string, hasMongo: boolean): string {
  const mongo = hasMongo
    ? { MongoDB: { ConnectionString: `mongodb://mongo:27017/stellaops_${name.toLowerCase()}` } }
    : {};
  return `${JSON.stringify({ Postgres: { Schema: name.toLowerCase() }, ...mongo }, null, 2)}\n`;
}

function store(name: string): string {
  return `namespace StellaOps.${name};\n\n/// <summary>Keeps the rows of ${name} in PostgreSQL.</summary>\npublic sealed class ${name}Store { }\n`;
}

function mongoStore(name: string): string {
  return [
    "using MongoDB.Bson;\nusing MongoDB.Driver;\n",
    `namespace StellaOps.${name}.Storage.Mongo;\n`,
    "// Writes to both stores until the cutover; MongoDB is read first.",
    `public sealed class Mongo${name}Store(IMongoDatabase database)\n{`,
    `    private const string Collection = "${name.toLowerCase()}_items";`,
    "    public ObjectId NextId() => ObjectId.GenerateNewId();\n}\n",
  ].join("\n");
}

function storeTests(name: string, hasMongo: boolean): string {
  const mongo = hasMongo
    ? `\n    // Both stores must answer alike.\n    private readonly MongoClient old = new("mongodb://localhost:27017");\n`
    : "";
  return `namespace StellaOps.${name}.Tests;\n\npublic sealed class ${name}StoreTests\n{${mongo}\n    public void KeepsWhatItIsGiven() { }\n}\n`;
}
