import { solveWork, type Work } from "../../../core/http/work-puzzle.ts";
import { argon2id } from "../../../core/identity/words/argon2-browser.ts";

/**
 * Turns words into keys, and does the work that a server under load asks for, beside the page, so that the way out answers
 * at once meanwhile. It can reach no network.
 */

export interface ArgonTask {
  readonly secret: Uint8Array;
  readonly salt: Uint8Array;
}
export interface WorkTask {
  readonly work: Work;
}

addEventListener("message", (event: MessageEvent<ArgonTask | WorkTask>) => {
  const task = event.data;
  const done: Promise<unknown> =
    "work" in task ? solveWork(task.work, async () => undefined) : argon2id(task.secret, task.salt);
  done.then(
    (result) => postMessage(result),
    (error: unknown) => postMessage(error instanceof Error ? error.message : "failed"),
  );
});
