import type { Installation } from "./find-installations.ts";
import { makeTemplate, type Template } from "./make-template.ts";
import { type Bench, openBench } from "./open-bench.ts";

/** The clusters with the known data set: each made when it is first asked for, all gone with `end`. */
export interface Templates {
  of(installation: Installation): Promise<Template>;
  end(): Promise<void>;
}

export interface TemplateOptions {
  /** 10^6 bytes of known data, at least. */
  megabytes: number;
  signal?: AbortSignal | undefined;
  baseDirectory?: string | undefined;
}

export function openTemplates({ megabytes, signal, baseDirectory }: TemplateOptions): Templates {
  const made = new Map<string, Promise<Template>>();
  const benches: Bench[] = [];
  const make = async (installation: Installation) => {
    const bench = await openBench([installation.bin, "/usr/bin", "/bin"], baseDirectory);
    benches.push(bench);
    return makeTemplate(bench, installation, megabytes, signal);
  };
  return {
    of: (installation) => {
      const template = made.get(installation.bin) ?? make(installation);
      made.set(installation.bin, template);
      return template;
    },
    end: async () => {
      await Promise.allSettled(made.values());
      await Promise.all(benches.map(({ workspace }) => workspace.end()));
    },
  };
}
