import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { type App, isForAnyHost } from "./app.ts";

const REST_MS = 60_000;
/** Of the processor in a minute: several times what an idle server's jobs take. */
const WORK_MS_MIN = 5_000;

/**
 * Gives memory back to the machine once nobody asked anything for a minute: what the start, a busy hour or work that nobody
 * asked for needed, such as placing very many entries in the ledger's files. The engine itself collects only while something
 * is asked of it, so that a server at rest would keep a third more. It takes a tenth of a second, once for each rest.
 *
 * @param collect another than the engine's, in a test
 * @param restMs how long a rest is before memory is given back
 * @param workedMs how long this process had the processor so far
 */
export function giveBackAtRest(
  app: App,
  collect = collectAll,
  restMs = REST_MS,
  workedMs = processorMs,
): void {
  let isOwed = true; // by the start
  let workedBefore = workedMs();
  let askedSince = false;
  app.addHook("onRequest", async (request) => {
    if (!isForAnyHost(request)) askedSince = true; // what looks every few seconds whether we live is no work
  });
  const round = setInterval(() => {
    const workedNow = workedMs();
    isOwed ||= askedSince || workedNow - workedBefore > WORK_MS_MIN;
    workedBefore = workedNow;
    if (isOwed && !askedSince) {
      isOwed = false;
      collect();
    }
    askedSince = false;
  }, restMs).unref();
  app.addHook("onClose", async () => clearInterval(round));
}

function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** Every generation, and back to the system what is free then. */
function collectAll(): void {
  setFlagsFromString("--expose-gc");
  const collect: (how: object) => void = runInNewContext("gc");
  collect({ type: "major", execution: "sync", flavor: "last-resort" });
}
