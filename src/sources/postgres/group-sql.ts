import { readdirSync, readFileSync } from "node:fs";

const FOLDER = new URL("./sql/", import.meta.url);

/** The text of `sql/<name>.sql`. */
export function sqlFile(name: string): string {
  return readFileSync(new URL(`${fileStem(name)}.sql`, FOLDER), "utf8");
}

/** The majors for which a group has a query of its own, ascending; each holds until the next. */
export function groupMajors(name: string): number[] {
  const pattern = new RegExp(`^${fileStem(name)}-(\\d+)\\.sql$`);
  return readdirSync(FOLDER)
    .flatMap((file) => pattern.exec(file)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

/** The query of a group for a server: the file of the newest major that is not newer; undefined where all are newer. */
export function groupSql(name: string, major: number): string | undefined {
  const newest = groupMajors(name)
    .filter((each) => each <= major)
    .at(-1);
  return newest === undefined ? undefined : sqlFile(`${name}-${newest}`);
}

/** Groups are named as facts are, files as files are. */
function fileStem(name: string): string {
  return name.replaceAll("_", "-");
}
