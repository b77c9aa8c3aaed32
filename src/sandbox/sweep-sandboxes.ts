import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { orphanedFolders } from "./claim-folder.ts";
import { endServer, removeFolder, serverProcess } from "./end-server.ts";
import { endStrays } from "./strays.ts";

/**
 * Stops the servers and removes the folders whose owners died without clearing up, as after SIGKILL or a power cut.
 * Returns how many folders went.
 */
export async function sweepSandboxes(baseDirectory: string = tmpdir()): Promise<number> {
  if (!existsSync(baseDirectory)) return 0;
  const folders = orphanedFolders(baseDirectory);
  for (const folder of folders) {
    const pid = serverProcess(join(folder, "data"));
    if (pid !== undefined) await endServer(pid);
    await endStrays(folder);
    removeFolder(folder);
  }
  return folders.length;
}
