import { randomUUID } from "node:crypto";
import { access, rename, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import {
  type Card,
  type Description,
  encodeSource,
  readDescription,
  releaseIdentifier,
  SynthError,
  systemRandom,
  writeRelease,
} from "@leeward/synth";
import { asMember } from "../../core/access/context.ts";
import { run, type Tool } from "../../core/gate/index.ts";
import type { House } from "../../core/house.ts";
import { keepRelease, takeCodes } from "./store.ts";
import { tablesOf } from "./tables.ts";

/** Any change of what it does or says is another version, and needs another assessment. */
export const caseloadRelease: Tool = {
  name: "caseload-release",
  version: "2",
  kind: "release",
  purpose:
    "Makes a synthetic copy of an agency's own caseload, with tables of counts, so that others can learn from it and find nobody in it.",
  decides:
    "Nothing about anyone. It decides what outsiders may learn about all cases of the agency together.",
  evidence:
    "Differential privacy with exact noise; attacks on our own promise and the error on open data are in docs/synth.md.",
  limits:
    "Gender, age band and stage only. Small groups vanish. Each release uses up part of an epsilon of 4 for any 365 days; what older releases told stays told. Whoever took a consent back, or stopped, is not counted, but was in the releases before. A folder that was copied cannot be called back.",
  needsAdvice: true,
};

const DESCRIPTION: Description = readDescription(
  JSON.stringify({
    leewardSynth: 1,
    title: "Caseload of an agency",
    person: { column: "person", rowsPerPerson: 1 },
    // The values of the tables in docs/care.md: public, and never read off the cases.
    columns: [
      { name: "gender", kind: "category", values: ["woman", "man", "non-binary", "unknown"] },
      {
        name: "ageBand",
        kind: "category",
        values: ["0-8", "9-17", "18-24", "25-34", "35-44", "45-54", "55-64", "65+", "unknown"],
      },
      {
        name: "stage",
        kind: "category",
        values: [
          ...["contact", "screened", "early-support", "referred", "reasonable-grounds", "recovery"],
          ...["conclusive-grounds", "inclusion", "closed", "follow-up", "missing", "withdrawn", "abroad"],
          ...["reopened", "reconsideration"],
        ],
      },
    ],
  }),
);

export interface CaseloadRelease {
  /** Above 0, at most 4. */
  readonly epsilon: number;
  /** Above 0, at most 1e-5. */
  readonly delta: number;
  /** The folder to make; it must not exist. */
  readonly out: string;
  readonly signal: AbortSignal;
  readonly onProgress: (step: string) => void;
}

/**
 * Releases the caseload of the agency of the member whose session this is into a folder. It is written beside its place,
 * and takes it when the gate has been asked once more.
 *
 * @param secret 32 bytes, of a session of a statistician
 * @throws GateRefusal, StatisticsError, SynthError; NoSessionError
 */
export async function releaseCaseload(
  house: Pick<House, "db">,
  secret: Uint8Array,
  { epsilon, delta, out, signal, onProgress }: CaseloadRelease,
): Promise<Card> {
  const by = { secret, purpose: "statistics" } as const;
  const place = resolve(out);
  await ensureFree(place);
  return run(house, by, caseloadRelease, {
    prepare: async (runId) => {
      const codes = await asMember(house.db, secret, by.purpose, (tx) =>
        takeCodes(tx, runId, { epsilon, delta }),
      );
      const rows = codes.map(({ person, gender, ageBand, stage }) => [person, gender, ageBand, stage]);
      const source = { header: ["person", "gender", "ageBand", "stage"], rows: inPages(rows) };
      const encoded = await encodeSource(source, DESCRIPTION, { signal });
      const draft = join(dirname(place), `.${basename(place)}-gate-${randomUUID()}`);
      const release = await writeRelease(encoded, {
        ...{ description: DESCRIPTION, epsilon, delta, out: draft, signal, onProgress },
        ...{ random: systemRandom(), release: releaseIdentifier() },
      });
      return { card: release.card, tables: tablesOf(encoded.domain, release), draft, runId };
    },
    effect: async ({ card, tables, draft, runId }, tx) => {
      await ensureFree(place);
      if (tables !== null) await keepRelease(tx, { id: randomUUID(), runId, card, tables });
      await rename(draft, place);
      return card;
    },
    discard: ({ draft }) => rm(draft, { recursive: true, force: true }),
  });
}

async function ensureFree(place: string): Promise<void> {
  const exists = await access(place).then(
    () => true,
    () => false,
  );
  if (exists)
    throw new SynthError(
      "output-exists",
      `"${basename(place)}" exists already; name a folder that does not.`,
    );
}

async function* inPages(
  rows: readonly (readonly string[])[],
): AsyncGenerator<readonly (readonly string[])[]> {
  const PAGE = 5000;
  for (let at = 0; at < rows.length; at += PAGE) yield rows.slice(at, at + PAGE);
}
