import { type Profiler, Session } from "node:inspector";

/** Which blocks of the watched files have run, told by V8 itself. */
export class Coverage {
  readonly #session = new Session();
  readonly #files: RegExp;
  readonly #seen = new Set<string>();

  /** @param files whose addresses match are watched */
  constructor(files: RegExp) {
    this.#files = files;
    this.#session.connect();
    this.#session.post("Profiler.enable");
    this.#session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  }

  /** How many blocks have ever run. */
  get size(): number {
    return this.#seen.size;
  }

  /** The blocks that ran since the last question and never before; how often (1, 2, 4, 8 …) makes it another. */
  news(): readonly string[] {
    const found: string[] = [];
    for (const { url, functions } of this.#take()) {
      if (!this.#files.test(url)) continue;
      for (const { ranges } of functions) {
        for (const { startOffset, endOffset, count } of ranges) {
          if (count === 0) continue;
          const block = `${url}:${startOffset}-${endOffset}:${Math.min(8, Math.floor(Math.log2(count)))}`;
          if (this.#seen.has(block)) continue;
          this.#seen.add(block);
          found.push(block);
        }
      }
    }
    return found;
  }

  /** As if these had never run. */
  forget(blocks: readonly string[]): void {
    for (const block of blocks) this.#seen.delete(block);
  }

  stop(): void {
    this.#session.post("Profiler.stopPreciseCoverage");
    this.#session.disconnect();
  }

  /** The session is of this very thread, so the answer is there when `post` returns. */
  #take(): readonly Profiler.ScriptCoverage[] {
    let taken: readonly Profiler.ScriptCoverage[] = [];
    this.#session.post("Profiler.takePreciseCoverage", (error, answer) => {
      if (error) throw error;
      taken = answer.result;
    });
    return taken;
  }
}
