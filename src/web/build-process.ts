import { buildAssets } from "./build.ts";
import type { BuildNews, BuildOrder } from "./build-apart.ts";

// A process that builds the pages once, for the one that started it (build-apart.ts), and ends.

/** Ctrl-C and a service manager's signal reach both of us: the other one decides when both end. */
for (const signal of ["SIGINT", "SIGHUP", "SIGTERM"] as const) process.on(signal, () => {});
process.once("disconnect", () => process.exit(1)); // it is gone

const tell = (news: BuildNews): unknown => process.send?.(news);

process.once("message", async (order: BuildOrder) => {
  try {
    await buildAssets({ ...order, log: (line) => tell({ line }) });
    tell({ failed: null });
  } catch (error) {
    tell({ failed: error instanceof Error ? error.message : String(error) });
  }
  process.removeAllListeners("disconnect");
  process.disconnect();
});
