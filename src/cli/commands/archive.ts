import { type GlobalOptions, withGlobalOptions } from "../global-options.ts";
import type { AddCommand } from "./add-command.ts";

/** `plumbline archive`: reads one mongodump archive, without a MongoDB. */
export const addArchive: AddCommand = (program, exit) => {
  const archive = program.command("archive").description("read a mongodump archive, without a MongoDB");
  withGlobalOptions(
    archive
      .command("inspect")
      .description("what an archive holds and whether it is intact")
      .argument("<file>", "an --archive stream or a collection file, plain or gzip")
      .option("--format <id>", "text or json", "text"),
  )
    .addHelpText("after", INSPECT_EXAMPLE)
    .action(async (file: string, options: GlobalOptions) => {
      const { inspect } = await import("../archive-inspect.ts");
      exit(await inspect(file, options));
    });
  archive.addHelpText("after", INSPECT_EXAMPLE);
};

const INSPECT_EXAMPLE = `
Example:
  $ plumbline archive inspect mongodb-authority-2025-12-05.bson.gz --format json`;
