const ATTRIBUTE = /([a-zA-Z]+)=(?:"([^"]*)"|'([^']*)'|(\S+))/g;

/** The attributes of a fence's info string, such as `name=restore title="postgresql.conf"`. */
export function readAttributes(meta: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...meta.matchAll(ATTRIBUTE)].map(([, name = "", double, single, bare]) => [name, double ?? single ?? bare ?? ""]),
  );
}
