import { SynthError } from "./errors.ts";

/** @throws SynthError `stopped` once somebody asked for it; whoever calls takes back what it has begun to write. */
export function ensureGoing(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new SynthError("stopped", "Stopped on request; nothing was written.");
}

/** Lets in what waits, such as a Ctrl-C, which no long computation would otherwise hear; then the same. */
export async function pause(signal: AbortSignal | undefined): Promise<void> {
  await new Promise((resume) => setImmediate(resume));
  ensureGoing(signal);
}
