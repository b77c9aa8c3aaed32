import type { CatCommandOptions } from "../archive/cat.ts";
import type { ManifestCommandOptions } from "../archive/manifest.ts";
import type { VerifyCommandOptions } from "../archive/verify.ts";
import { type GlobalOptions, withGlobalOptions } from "../global-options.ts";
import type { AddCommand } from "./add-command.ts";

/** `plumbline archive`: reads mongodump archives, without a MongoDB. */
export const addArchive: AddCommand = (program, exit) => {
  const archive = program.command("archive").description("read a mongodump archive, without a MongoDB");
  withGlobalOptions(
    archive
      .command("inspect")
      .description("what an archive holds and whether it is intact")
      .argument(
        "<file>",
        "an --archive stream or a collection file, plain or gzip, or the folder of a dump; or s3://bucket/key",
      )
      .option("--format <id>", "text or json", "text"),
  )
    .addHelpText("after", example("inspect mongodb-authority-2025-12-05.bson.gz --format json"))
    .action(async (file: string, options: GlobalOptions) => {
      const { inspect } = await import("../archive-inspect.ts");
      exit(await inspect(file, options));
    });
  withGlobalOptions(
    archive
      .command("manifest")
      .description("write manifest.json, ARCHIVE_MANIFEST.md and SHA256SUMS beside the archives")
      .argument("<folder>", "the folder that the archives lie in, or s3://bucket/prefix")
      .option("--accept-changes", "describe anew what no longer is what the manifest says")
      .option("--jobs <number>", "archives that are read at once (default: one for each processor)")
      .option("--shard <I/N>", "only this job's share of the archives; `archive unite` joins the parts")
      .option("--log <file>", "mongodump's own log: the counts that it claims, beside the counted ones")
      .option("--format <id>", "text or json", "text"),
  )
    .addHelpText("after", example("manifest /srv/archives"))
    .action(async (folder: string, options: ManifestCommandOptions) => {
      const { manifest } = await import("../archive/manifest.ts");
      exit(await manifest(folder, options));
    });
  withGlobalOptions(
    archive
      .command("verify")
      .description("hold archives against their manifest; changes nothing")
      .argument("<path>", "the folder with manifest.json, or one archive in it; or s3://bucket/prefix")
      .option("--fast", "sizes and the set of files only, in place of every byte")
      .option("--jobs <number>", "archives that are read at once (default: one for each processor)")
      .option("--format <id>", "text or json", "text"),
  )
    .addHelpText("after", example("verify /srv/archives"))
    .action(async (path: string, options: VerifyCommandOptions) => {
      const { verify } = await import("../archive/verify.ts");
      exit(await verify(path, options));
    });
  addUnite(archive, exit);
  addCat(archive, exit);
  archive.addHelpText("after", example("inspect mongodb-authority-2025-12-05.bson.gz --format json"));
};

const addUnite: AddCommand = (archive, exit) => {
  withGlobalOptions(
    archive
      .command("unite")
      .description("join the parts that `archive manifest --shard` wrote")
      .argument("<folder>", "the folder with manifest.1-of-N.json to manifest.N-of-N.json")
      .option("--accept-changes", "describe anew what no longer is what the manifest says"),
  )
    .addHelpText("after", example("unite /srv/archives"))
    .action(async (folder: string, options: GlobalOptions & { acceptChanges?: boolean }) => {
      const { unite } = await import("../archive/unite.ts");
      exit(await unite(folder, options));
    });
};

const addCat: AddCommand = (archive, exit) => {
  withGlobalOptions(
    archive
      .command("cat")
      .description("the documents of one collection, one line each")
      .argument(
        "<file>",
        "an --archive stream or a collection file, plain or gzip, or the folder of a dump; or s3://bucket/key",
      )
      .argument("[collection]", "database.collection; not needed where there is only one")
      .option("--relaxed", "relaxed Extended JSON in place of canonical")
      .option("--copy", "text that COPY … FROM STDIN loads into one JSONB column")
      .option("--limit <number>", "write at most so many documents")
      .option("--skip <number>", "leave out so many of those that match")
      .option("--filter <field=value...>", "only documents with this value; the field may be a dotted path")
      .option("--fields <path...>", "only these fields, as dotted paths"),
  )
    .addHelpText("after", example("cat authority.archive authority.users --filter tenant=acme --limit 1"))
    .action(async (file: string, collection: string | undefined, options: CatCommandOptions) => {
      const { cat } = await import("../archive/cat.ts");
      exit(await cat(file, collection, options));
    });
};

function example(command: string): string {
  return `\nExample:\n  $ plumbline archive ${command}`;
}
