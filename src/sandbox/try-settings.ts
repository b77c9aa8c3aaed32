import pg from "pg";
import { type SandboxOptions, startSandbox } from "./start-sandbox.ts";

/** What a server made of the settings that it was started with. */
export interface TriedSettings {
  /** As the server names itself, such as `16.14`. */
  version: string;
  /** The value of each setting as the server shows it, by name; undefined where it does not know the name. */
  values: ReadonlyMap<string, string | undefined>;
  /** Lines of its files that it could not use, in its own words. */
  refused: readonly { name: string; error: string }[];
}

/**
 * Starts a disposable server with the settings, asks it what they are, and stops it. Throws a `UserError` with the
 * server's own words where it does not start with them.
 */
export async function trySettings(
  settings: Readonly<Record<string, string>>,
  options: Omit<SandboxOptions, "settings"> = {},
): Promise<TriedSettings> {
  const server = await startSandbox({ ...options, settings });
  const client = new pg.Client(server.connection());
  try {
    await client.connect();
    const shown = await client.query<{ name: string; value: string | null }>(
      "SELECT name, current_setting(name, true) AS value FROM unnest($1::text[]) AS name",
      [Object.keys(settings)],
    );
    const refused = await client.query<{ name: string; error: string }>(
      "SELECT name, error FROM pg_file_settings WHERE error IS NOT NULL ORDER BY name",
    );
    const values = new Map(shown.rows.map(({ name, value }) => [name, value ?? undefined]));
    return { version: server.version, values, refused: refused.rows };
  } finally {
    await client.end().catch(() => {});
    await server.stop();
  }
}
