import { setPriority } from "node:os";
import { solveWork, type Work } from "../../src/core/http/work-puzzle.ts";

/** Stands for the phones, which are elsewhere: it gets a core only when nobody of the house wants it. */
setPriority(19);
process.on("message", async ({ id, work }: { id: number; work: Work }) => {
  process.send?.({ id, found: await solveWork(work, async () => undefined) });
});
