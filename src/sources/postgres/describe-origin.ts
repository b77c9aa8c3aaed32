import type { ClientConfig } from "pg";

/** The server as a reader names it, without a password: `postgresql://plumbline@db.example:5432/app`; `[local]` for a socket. */
export function describeOrigin({ host, port, user, database }: ClientConfig): string {
  const name = (part: string | undefined) => encodeURIComponent(part ?? "");
  const place =
    !host || host.startsWith("/") ? "[local]" : `${host.includes(":") ? `[${host}]` : host}:${port ?? 5432}`;
  return `postgresql://${user ? `${name(user)}@` : ""}${place}/${name(database)}`;
}
