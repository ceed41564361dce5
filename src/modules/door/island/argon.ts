import type { Work } from "../../../core/http/work-puzzle.ts";
import type { Argon2id } from "../../../core/identity/words/argon2id.ts";
import { ApiError } from "./api.ts";
import type { ArgonTask, WorkTask } from "./argon-worker.ts";

interface Policy {
  createScriptURL(url: string): unknown;
}
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): Policy;
}

/** This device cannot give a page the 64 MiB that Argon2id needs, or its browser runs no WebAssembly here. */
class NoKeysError extends Error {
  override readonly name = "NoKeysError";
}

/**
 * Argon2id in a worker that ends after one task: what it held in memory goes with it.
 *
 * @param url of `argon-worker.ts` as it was built, on our own origin
 */
export const argonIn =
  (url: string): Argon2id =>
  async (secret, salt) => {
    const key = await inWorker(url, { secret, salt });
    if (!(key instanceof Uint8Array)) throw new NoKeysError(`The words did not become keys: ${String(key)}`);
    return new Uint8Array(key);
  };

/** The work that a server under load asks for, in the same worker. */
export const solveIn =
  (url: string) =>
  async (work: Work): Promise<number[]> => {
    const found = await inWorker(url, { work });
    if (!Array.isArray(found)) throw new Error(`The work was not done: ${String(found)}`);
    return found.map(Number);
  };

const inWorker = (url: string, task: ArgonTask | WorkTask): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(trusted(url));
    worker.addEventListener("message", (event: MessageEvent<unknown>) => {
      worker.terminate();
      resolve(event.data);
    });
    worker.addEventListener("error", (event) => {
      worker.terminate();
      // A worker that failed at its work says how; one that was never here is a missing connection.
      reject(event instanceof ErrorEvent ? new Error("The worker failed.") : new ApiError("offline"));
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
