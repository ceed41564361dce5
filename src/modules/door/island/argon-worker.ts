import { argon2id } from "../../../core/identity/words/argon2-browser.ts";

/** Turns words into keys beside the page, so that the way out answers at once meanwhile. It can reach no network. */

export interface ArgonTask {
  readonly secret: Uint8Array;
  readonly salt: Uint8Array;
}

addEventListener("message", (event: MessageEvent<ArgonTask>) => {
  const { secret, salt } = event.data;
  argon2id(secret, salt).then(
    (key) => postMessage(key),
    (error: unknown) => postMessage(error instanceof Error ? error.message : "failed"),
  );
});
