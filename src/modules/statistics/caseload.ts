import { randomUUID } from "node:crypto";
import { access, rename, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { type Card, type Description, readDescription, releaseIdentifier, SynthError } from "@leeward/synth";
import { asMember } from "../../core/access/context.ts";
import { openCodes } from "../../core/codes/index.ts";
import { run, type Tool } from "../../core/gate/index.ts";
import type { House } from "../../core/house.ts";
import { type Codebook, codesOfCase, type OpenedCase } from "./codebook.ts";
import { StatisticsError } from "./errors.ts";
import { makeRelease, type Snapshot, sealSnapshot } from "./snapshot.ts";
import {
  type AskedFrame,
  findCodebook,
  keepRelease,
  keepSnapshot,
  type TakenCase,
  takeCases,
} from "./store.ts";
import { labelled } from "./tables.ts";

/** Any change of what it does or says is another version, and needs another assessment. */
export const caseloadRelease: Tool = {
  name: "caseload-release",
  version: "4",
  kind: "release",
  purpose:
    "Makes a synthetic copy of an agency's own caseload, or for a statistics office of the caseloads of agencies that agreed to be counted together, with tables of counts, so that others can learn from it and find nobody in it.",
  decides: "Nothing about anyone. It decides what outsiders may learn about all those cases together.",
  evidence:
    "Differential privacy with exact noise; attacks on our own promise and the error on open data are in docs/synth.md.",
  limits:
    "Up to eight columns of the codebook at a time: codes of closed lists, no words. Fewer than twenty people are not counted. Small groups vanish. Each release uses up part of an epsilon of 4 for any 365 days, of all agencies that are counted together; what older releases told stays told. Whoever took a consent back, or stopped, is not counted, but was in the releases before. Who was counted is kept sealed for thirty days, so that the release can be computed again. A folder that was copied cannot be called back.",
  needsAdvice: true,
};

/** What is counted where nobody says otherwise. */
export const USUAL_COLUMNS: readonly string[] = ["gender", "ageBand", "stage"];
const COLUMNS_MAX = 8;
/** Between the codes of one variable in one cell; no code has it. */
const SEPARATOR = "|";

/** What is public about a table of these columns: all of it out of the codebook, nothing read off the cases. */
function describe(codebook: Codebook, columns: readonly string[]): Description {
  const described = [...new Set(columns)].map((name) => {
    const variable = codebook.variables.find((one) => one.name === name);
    if (!variable) throw new StatisticsError("columns-unknown");
    const values = variable.codes.map(({ code }) => code);
    return variable.many
      ? { name, kind: "set", separator: SEPARATOR, values }
      : { name, kind: "category", values };
  });
  if (described.length === 0 || described.length > COLUMNS_MAX) throw new StatisticsError("columns-unknown");
  return readDescription(
    JSON.stringify({
      leewardSynth: 1,
      title: "Caseload",
      person: { column: "person", rowsPerPerson: 1 },
      columns: described,
    }),
  );
}

/** Opened cases as a table of the columns that are asked for. */
const tableOf = (cases: readonly OpenedCase[], { columns }: Description) => ({
  header: ["person", ...columns.map(({ name }) => name)],
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

export interface CaseloadRelease {
  /** Above 0, at most 4. */
  readonly epsilon: number;
  /** Above 0, at most 1e-5. */
  readonly delta: number;
  /** Variables of the codebook, at most eight; gender, age band and stage where nobody says otherwise. */
  readonly columns?: readonly string[];
  /** Of which office's population; the agency's own cases where nobody says otherwise. */
  readonly populationId?: string | null;
  /** Of registration, both of them counted; all of them where nobody says otherwise. */
  readonly years?: { readonly from: number; readonly to: number };
  /** The folder to make; it must not exist. */
  readonly out: string;
  readonly signal: AbortSignal;
  readonly onProgress: (step: string) => void;
}

const ALL_YEARS = { from: 0, to: 9999 };

/**
 * Releases the caseload of the agency of the member whose session this is, or of its office's population, into a folder. It
 * is written beside its place, and takes it when the gate has been asked once more.
 *
 * @param secret 32 bytes, of a session of a statistician
 * @throws GateRefusal, StatisticsError, SynthError; NoSessionError
 */
export async function releaseCaseload(
  house: Pick<House, "db" | "secrets" | "random">,
  secret: Uint8Array,
  asked: CaseloadRelease,
): Promise<Card> {
  const { epsilon, delta, out, signal, onProgress } = asked;
  const by = { secret, purpose: "statistics" } as const;
  const place = resolve(out);
  await ensureFree(place);
  const codebook = await asMember(house.db, secret, by.purpose, findCodebook);
  const description = describe(codebook, asked.columns ?? USUAL_COLUMNS);
  const { from, to } = asked.years ?? ALL_YEARS;
  const populationId = asked.populationId ?? null;
  const frame: AskedFrame = {
    ...{ fromYear: from, toYear: to, codebook: codebook.version },
    columns: description.columns.map(({ name }) => name),
  };
  return run(house, by, caseloadRelease, {
    prepare: async (runId) => {
      const snapshot = await asMember(house.db, secret, by.purpose, async (tx) => {
        const taken = await takeCases(tx, runId, {
          ...{ populationId, fromYear: from, toYear: to, epsilon, delta, key: house.random(32) },
        });
        if (taken.length === 0) return null;
        const cases = taken.map((one) => openCase(house.secrets.codes, one));
        const frozen: Snapshot = {
          ...tableOf(cases, description),
          ...{ description, epsilon, delta, release: releaseIdentifier() },
          noise: Buffer.from(house.random(32)).toString("base64"),
        };
        await keepSnapshot(tx, runId, sealSnapshot(house, runId, frozen));
        return frozen;
      });
      // After the commit: that it was told is paid for.
      if (snapshot === null) throw new StatisticsError("people-too-few");
      const draft = join(dirname(place), `.${basename(place)}-gate-${randomUUID()}`);
      const { release, tables } = await makeRelease(snapshot, { out: draft, signal, onProgress });
      return { card: release.card, tables: tables && labelled(tables, codebook), draft, runId };
    },
    effect: async ({ card, tables, draft, runId }, tx) => {
      await ensureFree(place);
      if (tables !== null)
        await keepRelease(tx, { id: randomUUID(), runId, card, tables, populationId, frame });
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
