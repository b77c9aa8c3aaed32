import type { GlobalOptions } from "../global-options.ts";
import type { AcceptOptions } from "./accept.ts";
import type { Choice } from "./choose-checks.ts";

/** What `plumbline check` understands on the command line. */
export interface CheckOptions extends GlobalOptions, Choice, AcceptOptions {
  require?: string[];
  failOn: string;
  fix?: boolean;
  updateOutput?: boolean;
  recordProofs?: boolean;
  recordMetrics?: boolean;
  /** True without a revision: what is not committed. */
  changed?: string | true;
  watch?: boolean;
  stdinFilename?: string;
  jobs?: number;
  cache?: boolean;
}
