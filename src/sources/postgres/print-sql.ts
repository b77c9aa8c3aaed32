import { groupMajors, sqlFile } from "./group-sql.ts";
import { groups } from "./groups/index.ts";

/** Every query that a pull may run, each under the majors for which it is meant; for the person who owns the server. */
export function printSql(): string {
  const names = groups.flatMap(({ name }) => (name === "bloat" ? ["bloat-estimate", "bloat-measured"] : [name]));
  return ["session", ...names].flatMap(queriesOf).join("\n");
}

function queriesOf(name: string): string[] {
  const majors = groupMajors(name);
  return majors.map((major, index) => {
    const next = majors[index + 1];
    const range =
      next === undefined ? `${major} and newer` : next - major === 1 ? `${major}` : `${major} to ${next - 1}`;
    return `-- ${name}, PostgreSQL ${range}\n${sqlFile(`${name}-${major}`).trim()};\n`;
  });
}
