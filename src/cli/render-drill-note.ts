import { type Drill, type EndedDrill, summariseDrill } from "../drills/index.ts";

/** One line of how a drill went: `passed on 15.18, restored 256 MB in 4.1 s, 5 tables and 400000 rows equal, 14.2 s in all`. */
export function renderDrillNote(drill: Drill, ended: EndedDrill): string {
  const { restored_bytes, restore_ms, tables, rows } = summariseDrill(drill, ended);
  return [
    `${ended.status} on ${ended.version}`,
    ...(restored_bytes && restore_ms ? [`restored ${megabytes(restored_bytes)} in ${seconds(restore_ms)}`] : []),
    ...(tables ? [`${tables} tables and ${rows} rows equal`] : []),
    `${seconds(ended.took)} in all`,
    ...(ended.networkCut ? [] : ["its network could not be cut off here"]),
  ].join(", ");
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1_000_000)} MB`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
