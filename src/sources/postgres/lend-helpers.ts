import type { Client, ClientBase } from "pg";
import * as z from "zod";
import { beginReading, readAnyBytes } from "./begin-reading.ts";
import { closeClient } from "./open-client.ts";
import type { Session } from "./read-session.ts";

interface Helpers {
  open(): Client;
  count: number;
}

const exported = z.tuple([z.object({ snapshot: z.string().regex(/^[0-9A-F-]+$/) })]);

/**
 * Lends so many more connections whose transactions see exactly what the first one's does, on a standby too
 * (https://www.postgresql.org/docs/current/functions-admin.html#FUNCTIONS-SNAPSHOT-SYNCHRONIZATION), and closes them. Where
 * the server gives none, as it or the role is at its limit, there are fewer: it takes longer, and nothing is missing.
 */
export async function lendHelpers<T>(
  client: ClientBase,
  session: Session,
  { open, count }: Helpers,
  use: (helpers: readonly ClientBase[]) => Promise<T>,
): Promise<T> {
  if (count === 0) return use([]);
  const snapshot = await exportSnapshot(client, session);
  if (snapshot === undefined) return use([]);
  const helpers = Array.from({ length: count }, open);
  try {
    const joined = await Promise.all(helpers.map((helper) => join(helper, snapshot, session)));
    const lent = helpers.filter((_, index) => joined[index]);
    const used = await use(lent);
    // Else the server would count the end of each as a rollback.
    await Promise.all(lent.map((helper) => helper.query("/* plumbline */ COMMIT")));
    return used;
  } finally {
    await Promise.all(helpers.map(closeClient));
  }
}

/** Undefined where the server has its reasons; the transaction begins anew then, as nothing was read yet. */
async function exportSnapshot(client: ClientBase, session: Session): Promise<string | undefined> {
  try {
    const { rows } = await client.query("/* plumbline */ SELECT pg_export_snapshot() AS snapshot");
    return exported.parse(rows)[0].snapshot;
  } catch {
    await client.query("/* plumbline */ ROLLBACK");
    await begin(client, session);
    return undefined;
  }
}

async function join(helper: Client, snapshot: string, session: Session): Promise<boolean> {
  try {
    await helper.connect();
    await begin(helper, session, snapshot);
    return true;
  } catch {
    return false;
  }
}

async function begin(client: ClientBase, { hasEncoding }: Session, snapshot?: string): Promise<void> {
  await beginReading(client, snapshot);
  if (!hasEncoding) await readAnyBytes(client);
}
