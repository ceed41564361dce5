import { cp, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";

/** Copies the files of a log that is being written: its checkpoint first, then the tiles, again where one just went. */
export async function copyLedger(from: string, to: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    await rm(to, { recursive: true, force: true });
    await mkdir(to, { recursive: true });
    try {
      await cp(join(from, "checkpoint"), join(to, "checkpoint"));
      await cp(join(from, "tile"), join(to, "tile"), {
        recursive: true,
        filter: (path) => !path.endsWith(".tmp"),
      });
      return;
    } catch (error) {
      const isGone = error instanceof Error && "code" in error && error.code === "ENOENT";
      if (!isGone || tries > 50) throw error;
    }
  }
}
