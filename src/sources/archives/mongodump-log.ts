const DONE = /done dumping (?<namespace>.+) \((?<documents>\d+) documents?\)$/;

/**
 * Reads the counts that mongodump claims in its own log, by namespace (`done dumping app.users (3 documents)`;
 * mongo-tools, mongodump.go). Newer versions quote the namespace.
 */
export function parseMongodumpLog(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const line of text.split(/\r?\n/)) {
    const groups = DONE.exec(line.trim())?.groups;
    if (!groups?.namespace) continue;
    counts.set(groups.namespace.replace(/^`(.*)`$|^"(.*)"$/s, "$1$2"), Number(groups.documents));
  }
  return counts;
}
