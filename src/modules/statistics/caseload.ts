import { type Description, encodeSource, releaseIdentifier, type Source, SynthError } from "@leeward/synth";
import { asMember } from "../../core/access/context.ts";
import { type Codes, openCodes } from "../../core/codes/index.ts";
import type { House } from "../../core/house.ts";
import { codesOfCase } from "./codebook.ts";
import { describe, SEPARATOR, USUAL_COLUMNS } from "./describe.ts";
import { type AskedRelease, type MadeRelease, releaseThroughGate } from "./make-release.ts";
import { DIFFERENT_MAX, packRows } from "./source/counted-rows.ts";
import { type AskedFrame, findCodebook, type TakenCase, takeCases } from "./store.ts";

/** Taken cases as a table of the columns that are asked for, each row another person's; read once. */
const tableOf = (
  cases: AsyncIterable<readonly TakenCase[]>,
  { columns }: Description,
  secret: Uint8Array,
  onFirst: () => void,
): Source => ({
  header: columns.map(({ name }) => name),
  rows: {
    async *[Symbol.asyncIterator]() {
      let isFirst = true;
      for await (const page of cases) {
        if (isFirst) onFirst();
        isFirst = false;
        yield page.map((one) => {
          const codes = codesOfTaken(secret, one);
          return columns.map(({ name, kind }) =>
            kind === "set" ? (codes[name] ?? []).join(SEPARATOR) : (codes[name]?.[0] ?? ""),
          );
        });
      }
    },
  },
});

/** What a case of a frame is counted as. */
export const codesOfTaken = (
  secret: Uint8Array,
  { person: _person, ids, sealed, ...file }: TakenCase,
): Codes =>
  codesOfCase(
    file,
    (ids ?? []).map((id, at) => openCodes(secret, id, sealed?.[at] ?? new Uint8Array())),
  );

export interface CaseloadRelease extends AskedRelease {
  /** Variables of the codebook, at most eight; gender, age band and stage where nobody says otherwise. */
  readonly columns?: readonly string[];
  /** Of which office's population; the agency's own cases where nobody says otherwise. */
  readonly populationId?: string | null;
  /** Of registration, both of them counted; all of them where nobody says otherwise. */
  readonly years?: { readonly from: number; readonly to: number };
}

const ALL_YEARS = { from: 0, to: 9999 };

/**
 * Releases the caseload of the agency of the member whose session this is, or of its office's population, into a folder.
 *
 * @param secret 32 bytes, of a session of a statistician
 * @throws GateRefusal, StatisticsError, SynthError; NoSessionError
 */
export async function releaseCaseload(
  house: Pick<House, "db" | "secrets" | "random">,
  secret: Uint8Array,
  asked: CaseloadRelease,
): Promise<MadeRelease> {
  const { epsilon, delta, signal, onProgress } = asked;
  const codebook = await asMember(house.db, secret, "statistics", findCodebook);
  const description = describe(codebook.variables, asked.columns ?? USUAL_COLUMNS);
  const { from, to } = asked.years ?? ALL_YEARS;
  const populationId = asked.populationId ?? null;
  const frame: AskedFrame = {
    ...{ fromYear: from, toYear: to, codebook: codebook.version },
    columns: description.columns.map(({ name }) => name),
  };
  return releaseThroughGate(house, secret, asked, {
    ...{ populationId, sourceId: null, description },
    freeze: async (tx, runId, key) => {
      const taken = takeCases(tx, runId, { populationId, fromYear: from, toYear: to, key });
      const table = tableOf(taken, description, house.secrets.codes, () => onProgress("reading cases"));
      const encoded = await encodeSource(table, description, {
        ...{ signal, differentMax: DIFFERENT_MAX },
      }).catch(nobody);
      if (encoded === null) return null;
      const snapshot = {
        ...packRows(encoded),
        ...{ description, epsilon, delta, release: releaseIdentifier() },
        noise: Buffer.from(house.random(32)).toString("base64"),
      };
      return { snapshot, variables: codebook.variables, frame };
    },
  });
}

function nobody(error: unknown): null {
  if (error instanceof SynthError && error.code === "source-empty") return null;
  throw error;
}
