import { messageOf, UserError } from "../../core/errors.ts";

const ENDED = "The connection ended half way: look into the server's log, and pull again.";
const HINTS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "Is the server running, and does it listen there?",
  ENOENT: "There is no socket at that place: is the server running on this machine?",
  ECONNRESET: ENDED,
  ENOTFOUND: "Check the host name.",
  EACCES: "The socket is there, but this user may not use it.",
  ETIMEDOUT: "Check host, port and firewall.",
  "28P01": "Check the password: PGPASSWORD, the URL, or ~/.pgpass.",
  "28000": "Check the role, and the server's pg_hba.conf for this host and database.",
  "3D000": "Check PGDATABASE or the end of the URL.",
  "42501": "GRANT CONNECT ON DATABASE … TO the role.",
  "53300": "The server has no connection left; raise max_connections or try later.",
  "40001": "The standby had to apply what its primary changed; try again, or set hot_standby_feedback.",
  "57014": "Raise statementTimeoutMs of the target, or look at what keeps the server busy.",
  "55P03": "Something holds a lock on the catalogues; try again in a moment.",
  "57P01": ENDED,
  "57P02": ENDED,
  "57P03": "The server is starting up or shutting down; try again in a moment.",
};

/** How `pg` says that the other side hung up; without a code. */
const HUNG_UP = /^(Connection terminated|Client has encountered a connection error)/;

/** SQLSTATE classes that speak of the connection and the server's state, not of a statement. */
const STATES = /^(08|28|3D|53|57P|XX)/;

/**
 * A failed connection as a person can mend it: where, the server's or system's own words, and what to look at. What is
 * not about the connection is given back as it is: it is a bug of this source.
 */
export function connectionError(error: unknown, origin: string): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const fromServer = error instanceof Error && "severity" in error;
  if (fromServer && !STATES.test(code) && HINTS[code] === undefined) return error;
  const words = messageOf(error) || code || "the connection failed";
  const hint = HINTS[code] ?? (HUNG_UP.test(words) ? ENDED : "Check host, port, role and database.");
  return new UserError(`Cannot read ${origin}: ${words}`, hint, { cause: error });
}
