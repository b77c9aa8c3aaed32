import { UserError } from "../../core/errors.ts";

/** A file that could be read and is something else than an archive: a note beside the archives, and no loss. */
export class NoArchive extends UserError {}
