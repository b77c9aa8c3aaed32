/** What stands beside the archives of a folder. */
export const MANIFEST_FILES = { json: "manifest.json", markdown: "ARCHIVE_MANIFEST.md", sums: "SHA256SUMS" } as const;

/** What one job of a sharded run leaves, to be united with the others' ({@link uniteParts}). */
export const MANIFEST_PART = /^manifest\.(?<index>\d+)-of-(?<count>\d+)\.json$/;

/** Whether a file of a folder is its manifest's own, and so no archive. */
export function isManifestFile(name: string): boolean {
  return MANIFEST_PART.test(name) || Object.values<string>(MANIFEST_FILES).includes(name);
}
