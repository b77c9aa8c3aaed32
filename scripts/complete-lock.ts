// Adds to package-lock.json the platform packages that the registry at hand lacked, so that `npm ci` works everywhere.
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/**
 * npm drops an optional dependency from the lock file when the registry of the day does not have it, and `npm ci` then
 * refuses the lock file as out of step. An entry with version and platform, and no integrity, mends that: a machine of
 * that platform fetches the package, any other skips it.
 */
interface LockedPackage {
  version?: string;
  cpu?: string[];
  os?: string[];
  libc?: string[];
  dev?: boolean;
  optional?: boolean;
  optionalDependencies?: Record<string, string>;
}

const SYSTEMS: Record<string, string> = { windows: "win32" };
const SYSTEM = /(?:^|-)(aix|android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32|windows)(?=-|$)/;
const PROCESSOR = /-(arm64|arm|x64|ia32|loong64|ppc64|riscv64|s390x|wasm32)(?=-|$)/;

const path = join(resolve(import.meta.dirname, ".."), "package-lock.json");
const lock: { packages: Record<string, LockedPackage> } = JSON.parse(readFileSync(path, "utf8"));
const added = missingPackages(lock.packages);
if (added.length > 0) {
  const packages = Object.entries({ ...lock.packages, ...Object.fromEntries(added) });
  packages.sort(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(path, `${JSON.stringify({ ...lock, packages: Object.fromEntries(packages) }, null, 2)}\n`);
}
console.error(`${added.length} platform packages added to package-lock.json`);

function missingPackages(packages: Readonly<Record<string, LockedPackage>>): [string, LockedPackage][] {
  return Object.entries(packages).flatMap(([parent, { optionalDependencies = {}, dev }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !(`node_modules/${name}` in packages) && !(`${parent}/node_modules/${name}` in packages))
      .map(([name, version]): [string, LockedPackage] => [`node_modules/${name}`, platformPackage(name, version, dev)]),
  );
}

function platformPackage(name: string, version: string, dev: boolean | undefined): LockedPackage {
  const leaf = name.slice(name.lastIndexOf("/") + 1);
  const system = SYSTEM.exec(leaf)?.[1];
  const processor = PROCESSOR.exec(leaf)?.[1];
  const libc = leaf.endsWith("-musl") ? "musl" : leaf.endsWith("-gnu") ? "glibc" : undefined;
  return {
    version: version.replace(/^[~^]/, ""),
    ...(processor ? { cpu: [processor] } : {}),
    ...(dev ? { dev } : {}),
    ...(libc ? { libc: [libc] } : {}),
    optional: true,
    ...(system ? { os: [SYSTEMS[system] ?? system] } : {}),
  };
}
