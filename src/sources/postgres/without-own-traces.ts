import type { Json } from "../../core/canonical-json.ts";
import { type Fact, factIdPart } from "../../core/fact.ts";
import type { GroupsRead } from "./read-groups.ts";

/** What a pull moves in the database that it is connected to: its transactions, the blocks it reads, its sorts. */
const DATABASE = ["cache_hit_ratio", "temp_bytes", "temp_files", "transactions_committed"];
/** Whose input and output a pull's own is counted with; a background worker helps with a query. */
const BACKENDS = ["client backend", "background worker"];
const BUFFERS = "background_writer.buffers_allocated";

/**
 * Leaves out the counters that each pull moves itself, so that two pulls of a server on which nothing else happened are
 * alike byte for byte; each is named as a gap. For runs under SOURCE_DATE_EPOCH: what the server did for a pull is counted
 * when the pull is over, so nobody could take it out of the next one's numbers.
 */
export function withoutOwnTraces({ facts, unreadable }: GroupsRead, database: string): GroupsRead {
  const own = `database.${factIdPart(database)}`;
  const isOurs = ({ id }: Fact) =>
    id === BUFFERS || BACKENDS.some((backend) => id.startsWith(`io.${factIdPart(backend)}.`));
  const left = facts
    .filter((fact) => !isOurs(fact))
    .map((fact) => (fact.id === own ? { ...fact, value: withNull(fact.value, DATABASE) } : fact));
  const gaps = [
    { group: "background_writer", what: "buffers_allocated", isThere: facts.some(({ id }) => id === BUFFERS) },
    { group: "database", what: `${DATABASE.join(", ")} of ${database}`, isThere: facts.some(({ id }) => id === own) },
    { group: "io", what: BACKENDS.join(", "), isThere: facts.some(({ id }) => id.startsWith("io.")) },
  ];
  const named = gaps
    .filter(({ isThere }) => isThere)
    .map(({ group, what }) => ({ group, reason: `left out under SOURCE_DATE_EPOCH, as every pull moves it: ${what}` }));
  return { facts: left, unreadable: [...unreadable, ...named] };
}

function withNull(value: Json, fields: readonly string[]): Json {
  return { ...(value as Record<string, Json>), ...Object.fromEntries(fields.map((field) => [field, null])) };
}
