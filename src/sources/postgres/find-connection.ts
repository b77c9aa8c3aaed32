import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { parse as parseIni } from "ini";
import type { ClientConfig } from "pg";
import { parseIntoClientConfig } from "pg-connection-string";
import { messageOf, UserError } from "../../core/errors.ts";
import type { PostgresOptions } from "./options.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Finds the server as every PostgreSQL client does: a URL in the variable that the target names, else a service of
 * pg_service.conf, else PGHOST and its siblings (https://www.postgresql.org/docs/current/libpq-envars.html). A password
 * that stands nowhere is looked up in the password file by `pg` itself. Throws a `UserError` on a URL or service that is
 * none.
 */
export function findConnection(options: PostgresOptions, env: Environment): ClientConfig {
  const url = env[options.urlFrom];
  const found = url
    ? fromUrl(url, options.urlFrom)
    : fromSettings({ ...fromEnvironment(env), ...fromService(options, env) });
  return options.database === undefined ? found : { ...found, database: options.database };
}

function fromUrl(url: string, variable: string): ClientConfig {
  try {
    return parseIntoClientConfig(url);
  } catch (error) {
    // The parser's message may quote the URL, password and all.
    throw new UserError(
      `Unexpected value of ${variable}, expected a PostgreSQL URL`,
      "Write it like postgresql://role@host:5432/database.",
      { cause: error instanceof Error ? error.name : undefined },
    );
  }
}

function fromEnvironment(env: Environment): Record<string, string | undefined> {
  const { PGHOST, PGHOSTADDR, PGPORT, PGUSER, PGDATABASE, PGPASSWORD, PGSSLMODE } = env;
  return {
    host: PGHOSTADDR ?? PGHOST,
    port: PGPORT,
    user: PGUSER,
    dbname: PGDATABASE,
    password: PGPASSWORD,
    sslmode: PGSSLMODE,
  };
}

function fromService(options: PostgresOptions, env: Environment): Record<string, string> {
  const name = options.service ?? env.PGSERVICE;
  if (!name) return {};
  const files = [
    env.PGSERVICEFILE ?? join(env.HOME ?? homedir(), ".pg_service.conf"),
    ...(env.PGSYSCONFDIR ? [join(env.PGSYSCONFDIR, "pg_service.conf")] : []),
  ];
  for (const file of files) {
    const service = readService(file, name);
    if (service) return service;
  }
  throw new UserError(
    `Unknown service \`${name}\`, expected it in ${files.join(" or ")}`,
    "Add a section of that name.",
  );
}

function readService(file: string, name: string): Record<string, string> | undefined {
  try {
    const section: unknown = parseIni(readFileSync(file, "utf8"))[name];
    return typeof section === "object" && section !== null ? { ...(section as Record<string, string>) } : undefined;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw new UserError(`Unreadable service file ${file}: ${messageOf(error)}`, "Make it readable.", { cause: error });
  }
}

function fromSettings(settings: Readonly<Record<string, string | undefined>>): ClientConfig {
  const { host, port, user, dbname, password, sslmode } = settings;
  return {
    ...(host ? { host } : {}),
    ...(port ? { port: Number(port) } : {}),
    ...(user ? { user } : {}),
    ...(dbname ? { database: dbname } : {}),
    ...(password ? { password } : {}),
    ...(sslmode && sslmode !== "disable" && sslmode !== "prefer" && sslmode !== "allow"
      ? { ssl: { rejectUnauthorized: sslmode.startsWith("verify-") } }
      : {}),
  };
}
