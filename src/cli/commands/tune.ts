import { withGlobalOptions } from "../global-options.ts";
import type { TuneOptions } from "../tune.ts";
import type { AddCommand } from "./add-command.ts";

/** `plumbline tune`: works out a postgresql.conf for a machine and tries it on a disposable server. */
export const addTune: AddCommand = (program, exit) => {
  withGlobalOptions(
    program
      .command("tune")
      .description("work out a postgresql.conf for a machine, each line with its reason, and try it on a server")
      .option("--ram <size>", "memory that is PostgreSQL's, such as 16GB")
      .option("--cpus <number>", "CPUs that it may use")
      .option("--storage <kind>", "ssd, nvme, san or hdd")
      .option("--connections <number>", "the most sessions at once; with --target its max_connections by default")
      .option("--workload <kind>", "mixed, oltp or analytics; with --target as its statements say")
      .option("--target <name>", "read workload and major from a pulled target, and show its values beside")
      .option("--major <number>", "PostgreSQL major (default: the target's, else 16)")
      .option("--no-proof", "do not start a server with the result")
      .option("--format <id>", "text, which is a postgresql.conf, or json", "text"),
  )
    .addHelpText("after", EXAMPLE)
    .action(async (options: TuneOptions) => {
      const { tune } = await import("../tune.ts");
      exit(await tune(options));
    });
};

const EXAMPLE = `
Example:
  $ plumbline tune --ram 16GB --cpus 8 --storage ssd --connections 100 --output postgresql.conf`;
