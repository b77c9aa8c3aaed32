/** What a file is written in: the grammar's name, and whether it is configuration or code. */
export interface Language {
  grammar: string;
  kind: "configuration" | "code";
}

const configuration = (grammar: string): Language => ({ grammar, kind: "configuration" });
const code = (grammar: string): Language => ({ grammar, kind: "code" });

const BY_EXTENSION: Readonly<Record<string, Language>> = {
  yaml: configuration("yaml"),
  yml: configuration("yaml"),
  json: configuration("jsonc"),
  jsonc: configuration("jsonc"),
  env: configuration("dotenv"),
  toml: configuration("toml"),
  ini: configuration("ini"),
  conf: configuration("ini"),
  cfg: configuration("ini"),
  properties: configuration("properties"),
  xml: configuration("xml"),
  csproj: configuration("xml"),
  fsproj: configuration("xml"),
  props: configuration("xml"),
  targets: configuration("xml"),
  config: configuration("xml"),
  slnx: configuration("xml"),
  sln: configuration("text"),
  tf: configuration("hcl"),
  tpl: configuration("yaml"),
  gradle: configuration("groovy"),
  dockerfile: configuration("docker"),
  sql: code("sql"),
  sh: code("shellscript"),
  bash: code("shellscript"),
  ps1: code("powershell"),
  cs: code("csharp"),
  ts: code("typescript"),
  mts: code("typescript"),
  cts: code("typescript"),
  tsx: code("tsx"),
  js: code("javascript"),
  mjs: code("javascript"),
  cjs: code("javascript"),
  jsx: code("jsx"),
  go: code("go"),
  py: code("python"),
  rb: code("ruby"),
  java: code("java"),
  kt: code("kotlin"),
  rs: code("rust"),
  txt: configuration("text"),
};

const BY_NAME: readonly (readonly [RegExp, Language])[] = [
  [/^(?:Docker|Container)file(?:\..+)?$/i, configuration("docker")],
  [/^\.env(?:\..+)?$/, configuration("dotenv")],
  [/^Makefile$/, code("make")],
  [/^(?:Gem|Rake)file$/, code("ruby")],
  [/^go\.mod$/, configuration("text")],
  [/^requirements.*\.txt$/, configuration("text")],
];

/** The language of a file by its name; undefined for what is not looked into. */
export function languageOf(file: string): Language | undefined {
  const name = file.slice(file.lastIndexOf("/") + 1);
  const named = BY_NAME.find(([pattern]) => pattern.test(name));
  return named ? named[1] : BY_EXTENSION[name.slice(name.lastIndexOf(".") + 1).toLowerCase()];
}
