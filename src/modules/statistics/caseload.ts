import { type Description, releaseIdentifier } from "@leeward/synth";
import { asMember } from "../../core/access/context.ts";
import { openCodes } from "../../core/codes/index.ts";
import type { House } from "../../core/house.ts";
import { codesOfCase, type OpenedCase } from "./codebook.ts";
import { describe, SEPARATOR, USUAL_COLUMNS } from "./describe.ts";
import { type AskedRelease, type MadeRelease, releaseThroughGate } from "./make-release.ts";
import { type AskedFrame, findCodebook, type TakenCase, takeCases } from "./store.ts";

const PERSON = "person";

/** Opened cases as a table of the columns that are asked for. */
const tableOf = (cases: readonly OpenedCase[], { columns }: Description) => ({
  header: [PERSON, ...columns.map(({ name }) => name)],
  rows: cases.map(({ person, codes }) => [
    person,
    ...columns.map(({ name, kind }) =>
      kind === "set" ? (codes[name] ?? []).join(SEPARATOR) : (codes[name]?.[0] ?? ""),
    ),
  ]),
});

/** What a case of a frame is counted as. */
export const openCase = (secret: Uint8Array, { person, ids, sealed, ...file }: TakenCase): OpenedCase => ({
  person,
  codes: codesOfCase(
    file,
    (ids ?? []).map((id, at) => openCodes(secret, id, sealed?.[at] ?? new Uint8Array())),
  ),
});

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
  const { epsilon, delta } = asked;
  const codebook = await asMember(house.db, secret, "statistics", findCodebook);
  const description = describe(codebook.variables, asked.columns ?? USUAL_COLUMNS, PERSON);
  const { from, to } = asked.years ?? ALL_YEARS;
  const populationId = asked.populationId ?? null;
  const frame: AskedFrame = {
    ...{ fromYear: from, toYear: to, codebook: codebook.version },
    columns: description.columns.map(({ name }) => name),
  };
  return releaseThroughGate(house, secret, asked, {
    ...{ populationId, sourceId: null },
    freeze: async (tx, runId) => {
      const taken = await takeCases(tx, runId, {
        ...{ populationId, fromYear: from, toYear: to, epsilon, delta, key: house.random(32) },
      });
      if (taken.length === 0) return null;
      const cases = taken.map((one) => openCase(house.secrets.codes, one));
      const snapshot = {
        ...tableOf(cases, description),
        ...{ description, epsilon, delta, release: releaseIdentifier() },
        noise: Buffer.from(house.random(32)).toString("base64"),
      };
      return { snapshot, variables: codebook.variables, frame };
    },
  });
}
