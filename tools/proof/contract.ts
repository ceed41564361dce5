/** What a file `NAME.proof.ts` exports as `proof`: a long count that shows a promise held, with its bar. */
export interface Proof {
  /** Unique; the row of `docs/proof.md` is found by it. */
  readonly name: string;
  /** What must hold, in words: "no difference in 20,000 worlds". */
  readonly bar: string;
  readonly run: (log: (line: string) => void) => Promise<ProofOutcome>;
}

export interface ProofOutcome {
  readonly passed: boolean;
  /** What was counted, with the unit in the name where there is one. */
  readonly figures: Readonly<Record<string, number | string>>;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/** Imports a proof file, which must not do anything but export. */
export async function loadProof(url: string): Promise<Proof> {
  const loaded: unknown = await import(url);
  const proof = isRecord(loaded) ? loaded.proof : undefined;
  if (
    isRecord(proof) &&
    typeof proof.name === "string" &&
    typeof proof.bar === "string" &&
    typeof proof.run === "function"
  ) {
    // Checked above as far as a running program can see; what `run` returns is checked when it returns.
    const run = proof.run as Proof["run"];
    return { name: proof.name, bar: proof.bar, run };
  }
  throw new Error(`${url} does not export "proof" with a name, a bar and a run function`);
}

export function ensureOutcome(value: unknown): ProofOutcome {
  if (isRecord(value) && typeof value.passed === "boolean" && isRecord(value.figures)) {
    const figures: Record<string, number | string> = {};
    for (const [name, figure] of Object.entries(value.figures)) {
      if (typeof figure !== "number" && typeof figure !== "string")
        throw new Error(`the figure ${name} is no number or text`);
      figures[name] = figure;
    }
    return { passed: value.passed, figures };
  }
  throw new Error("a proof must return { passed, figures }");
}
