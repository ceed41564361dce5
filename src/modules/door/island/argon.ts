import type { Argon2id } from "../../../core/identity/words/argon2id.ts";
import type { ArgonTask } from "./argon-worker.ts";

interface Policy {
  createScriptURL(url: string): unknown;
}
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): Policy;
}

/**
 * Argon2id in a worker that ends after one task: what it held in memory goes with it.
 *
 * @param url of `argon-worker.ts` as it was built, on our own origin
 */
export const argonIn =
  (url: string): Argon2id =>
  (secret, salt) =>
    new Promise((resolve, reject) => {
      const worker = new Worker(trusted(url));
      const task: ArgonTask = { secret, salt };
      worker.addEventListener("message", (event: MessageEvent<unknown>) => {
        worker.terminate();
        if (event.data instanceof Uint8Array) resolve(new Uint8Array(event.data));
        else reject(new Error(`The words did not become keys: ${String(event.data)}`));
      });
      worker.addEventListener("error", () => {
        worker.terminate();
        reject(new Error("The worker that makes keys did not load."));
      });
      worker.postMessage(task);
    });

let policy: Policy | undefined;

/** The page's policy asks that a script's address be vouched for; only our own paths are. */
function trusted(url: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  if (!trustedTypes) return url;
  policy ??= trustedTypes.createPolicy("leeward-worker", {
    createScriptURL: (path) => {
      if (!/^\/door\/argon-[A-Za-z0-9]+\.js$/.test(path)) throw new TypeError("not a worker of this page");
      return path;
    },
  });
  return policy.createScriptURL(url) as string;
}
