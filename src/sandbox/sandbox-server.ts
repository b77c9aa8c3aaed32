/** How a client reaches a sandbox: what `pg` and every libpq client understand. `host` may be a socket folder. */
export interface SandboxConnection {
  host: string;
  port: number;
  user: string;
  database: string;
  password?: string;
}

/** A running PostgreSQL that may be filled, broken and thrown away. */
export interface SandboxServer {
  readonly major: number;
  /** As the server names itself, such as `16.14`. */
  readonly version: string;
  /** The folder that holds everything of this server and goes with it; empty for a server that was already running. */
  readonly directory: string;
  /** The folder of its Unix socket; empty where it is reached over a network. */
  readonly socketDirectory: string;
  readonly port: number;
  /** Where its log files lie; empty for a server that was already running. */
  readonly logDirectory: string;
  /** Defaults: database `postgres`, superuser `postgres`. */
  connection(database?: string, user?: string): SandboxConnection;
  /** Stops it and removes what it left; a second call waits for the first. */
  stop(): Promise<void>;
}
