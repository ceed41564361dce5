import { Worker } from "node:worker_threads";
import { Coverage } from "./coverage.ts";
import { type Choose, chooserOf, mutate, pick } from "./mutate.ts";

/** What takes bytes from strangers. */
export interface FuzzTarget {
  readonly name: string;
  /** Good inputs to begin from. */
  readonly seeds: readonly Uint8Array[];
  /** Pieces that mean something to this parser. */
  readonly dictionary: readonly string[];
  /** The sources whose blocks count as ground that was reached. */
  readonly files: RegExp;
  /** True: taken; false: refused in the way that is promised. Whatever it throws is a crash. */
  readonly eat: (bytes: Uint8Array) => boolean | Promise<boolean>;
}

export interface FuzzOutcome {
  readonly inputs: number;
  readonly taken: number;
  readonly refused: number;
  /** What was thrown, and on what, the first of each kind. */
  readonly crashes: readonly string[];
  /** Of the processor: one input. */
  readonly slowestCpuMs: number;
  /** Inputs that reached new ground and were kept, the first ones too. */
  readonly corpus: number;
  readonly blocks: number;
}

const BATCH = 40;
const CORPUS_MAX = 5_000;
const CRASHES_MAX = 20;
/**
 * After so long of the processor, or ten times so long by the clock for what waits for ever, one input counts as a hang, and the
 * process ends with it: nothing else could stop a loop. By the clock alone a crowded machine would be one.
 */
const HANG_MS = 60_000;

/**
 * Feeds a parser for so long with changed inputs; those that reach new blocks of its code are kept and changed on.
 *
 * @param seconds more than 0
 * @throws when an input never returns: the process is killed and says on which input
 */
export async function fuzz(target: FuzzTarget, seconds: number, seed: number): Promise<FuzzOutcome> {
  const choose = chooserOf(seed);
  const dictionary = target.dictionary.map((piece) => Buffer.from(piece));
  const corpus: Uint8Array[] = [...target.seeds];
  const coverage = new Coverage(target.files);
  const watch = new HangWatch();
  const crashes = new Map<string, string>();
  let [inputs, taken, refused, slowestCpuMs] = [0, 0, 0, 0];
  const feed = async (bytes: Uint8Array): Promise<void> => {
    inputs += 1;
    watch.begin(bytes);
    const began = process.cpuUsage();
    try {
      if (await target.eat(bytes)) taken += 1;
      else refused += 1;
    } catch (error) {
      const kind = error instanceof Error ? `${error.name}: ${error.message.slice(0, 120)}` : String(error);
      if (crashes.size < CRASHES_MAX && !crashes.has(kind)) {
        const stack = error instanceof Error ? (error.stack ?? "") : "";
        crashes.set(kind, `${stack}\non ${Buffer.from(bytes).toString("base64").slice(0, 2000)}`);
      }
    }
    const { user, system } = process.cpuUsage(began); // other work on the machine is no hang of ours
    slowestCpuMs = Math.max(slowestCpuMs, (user + system) / 1000);
  };
  try {
    for (const first of target.seeds) await feed(first);
    coverage.news();
    for (const end = performance.now() + seconds * 1000; performance.now() < end; ) {
      const batch = Array.from({ length: BATCH }, () => change(corpus, dictionary, choose));
      for (const bytes of batch) await feed(bytes);
      const reached = coverage.news();
      if (reached.length === 0) continue;
      coverage.forget(reached);
      await keepNew(batch, corpus, coverage, feed);
    }
    return {
      inputs,
      taken,
      refused,
      crashes: [...crashes.values()],
      slowestCpuMs: Math.round(slowestCpuMs),
      corpus: corpus.length,
      blocks: coverage.size,
    };
  } finally {
    coverage.stop();
    await watch.stop();
  }
}

const change = (corpus: readonly Uint8Array[], dictionary: readonly Uint8Array[], choose: Choose) =>
  mutate(pick(choose, corpus), pick(choose, corpus), dictionary, choose);

/** Which of a batch reached new ground: they are fed once more, one by one, as if nobody had been there. */
async function keepNew(
  batch: readonly Uint8Array[],
  corpus: Uint8Array[],
  coverage: Coverage,
  feed: (bytes: Uint8Array) => Promise<void>,
): Promise<void> {
  for (const bytes of batch) {
    await feed(bytes);
    if (coverage.news().length > 0 && corpus.length < CORPUS_MAX) corpus.push(bytes);
  }
}

const WATCHING = `
  const { workerData } = require("node:worker_threads");
  const { began, length, input, hangMs } = workerData;
  const [time, size] = [new Float64Array(began), new Int32Array(length)];
  let [seen, before] = [0, process.cpuUsage()];
  setInterval(() => {
    if (time[0] !== seen) [seen, before] = [time[0], process.cpuUsage()];
    const { user, system } = process.cpuUsage(before);
    if (seen === 0 || (user + system < hangMs * 1000 && Date.now() - seen < hangMs * 10)) return;
    const bytes = Buffer.from(new Uint8Array(input)).subarray(0, size[0]);
    require("node:fs").writeSync(2, "HANG on " + bytes.toString("base64").slice(0, 4000) + "\\n");
    process.kill(process.pid, "SIGKILL");
  }, 1000);
`;

/** Looks from another thread how long an input takes. */
class HangWatch {
  readonly #time = new Float64Array(new SharedArrayBuffer(8));
  readonly #size = new Int32Array(new SharedArrayBuffer(4));
  readonly #input = new Uint8Array(new SharedArrayBuffer(4096));
  readonly #worker: Worker;

  constructor() {
    const workerData = {
      began: this.#time.buffer,
      length: this.#size.buffer,
      input: this.#input.buffer,
      hangMs: HANG_MS,
    };
    this.#worker = new Worker(WATCHING, { eval: true, workerData });
    this.#worker.unref();
  }

  begin(bytes: Uint8Array): void {
    const part = bytes.subarray(0, this.#input.length);
    this.#input.set(part);
    this.#size[0] = part.length;
    this.#time[0] = Date.now();
  }

  async stop(): Promise<void> {
    this.#time[0] = 0;
    await this.#worker.terminate();
  }
}
