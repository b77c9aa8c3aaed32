import { createRequire } from "node:module";

/**
 * A package that is loaded when it is first asked for, and once: what takes a command a tenth of its time to load is not
 * for every command, and functions that are not asynchronous cannot import. `from` is the asking file's `import.meta.url`.
 */
export function loadByNeed<Package>(name: string, from: string): () => Package {
  let loaded: { value: Package } | undefined;
  return () => {
    loaded ??= { value: createRequire(from)(name) as Package };
    return loaded.value;
  };
}
