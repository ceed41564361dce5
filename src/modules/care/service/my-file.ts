import { asPerson, type Category } from "../../../core/access/context.ts";
import type { House } from "../../../core/house.ts";
import { HttpProblem } from "../../../core/http/index.ts";
import type { DoorLanguage } from "../../../core/texts/index.ts";
import { CareError } from "../errors.ts";
import {
  type EndedShare,
  type FileRow,
  findOwnHolder,
  listEndedBy,
  listFiles,
  listOwnLooks,
  type OwnLookRow,
  withdrawConsent,
  withdrawEvery,
} from "../store/my-file.ts";
import { listRestingFiles, type RestingFile } from "../store/words-reset.ts";
import { nameLines } from "../texts/describe.ts";
import { type SaidSource, sayWhereWritten } from "../texts/file-sources.ts";
import { cursorOf, LOOKS_ASKED, pageOfLooks } from "./cases.ts";
import { type Sourced, withSource } from "./sources.ts";

export interface OwnLooks {
  readonly looks: readonly Omit<OwnLookRow, "id">[];
  readonly nextCursor: string | null;
}
type OwnReferral = Omit<FileRow["referrals"][number], "letter"> & {
  /** The names of the lines that were sent; none of a part of which they read no line. */
  readonly letter: readonly { readonly category: Category; readonly names: readonly string[] }[];
};
export interface OwnCase extends Omit<FileRow, "next" | "referrals"> {
  readonly referrals: readonly OwnReferral[];
  readonly next: readonly (Omit<Sourced<FileRow["next"][number]>, "source"> & {
    readonly source: SaidSource;
  })[];
  readonly looks: OwnLooks["looks"];
  readonly nextLooks: string | null;
}

/** What the person's words open: where they are, what comes next, who may see what, who looked. */
export async function readMyFile(
  house: House,
  secret: Uint8Array,
  language: DoorLanguage,
): Promise<{ cases: OwnCase[]; resting: RestingFile[] }> {
  return asPerson(house.db, secret, async (tx) => {
    const cases: OwnCase[] = [];
    for (const file of await listFiles(tx)) {
      const { looks, nextCursor } = pageOfLooks(house, await listOwnLooks(tx, file.id, null, LOOKS_ASKED));
      const next = file.next.map((one) => {
        const { source, ...clock } = withSource(house, one);
        return { ...clock, source: sayWhereWritten(source, language) };
      });
      const referrals = await Promise.all(file.referrals.map((one) => inWords(one, language)));
      cases.push({ ...file, next, referrals, looks, nextLooks: nextCursor });
    }
    return { cases, resting: await listRestingFiles(tx) };
  });
}

async function inWords(
  { letter, ...referral }: FileRow["referrals"][number],
  language: DoorLanguage,
): Promise<OwnReferral> {
  const named = letter.map(async ({ category, lines }) => ({
    category,
    names: await nameLines(category, lines, language),
  }));
  return { ...referral, letter: await Promise.all(named) };
}

/** The next page of looks at one of their cases. */
export async function readOwnLooks(
  house: House,
  secret: Uint8Array,
  caseId: string,
  cursor: string | null,
): Promise<OwnLooks> {
  return asPerson(house.db, secret, async (tx) => {
    const looks = await listOwnLooks(tx, caseId, cursorOf(house, cursor), LOOKS_ASKED);
    if (!(await findOwnHolder(tx, caseId))) throw new HttpProblem("not-found");
    return pageOfLooks(house, looks);
  });
}

/** Withdraws one consent, at once; the same wish twice is one wish. */
export async function withdraw(
  house: House,
  secret: Uint8Array,
  consentId: string,
): Promise<{ ended: EndedShare[] }> {
  return asPerson(house.db, secret, async (tx) => {
    if (!(await withdrawConsent(tx, consentId))) throw new CareError("consent-unknown");
    return { ended: await listEndedBy(tx, [consentId]) };
  });
}

/** Withdraws every consent of a case that still runs: nothing is shared any more but what an order demands. */
export async function pause(
  house: House,
  secret: Uint8Array,
  caseId: string,
): Promise<{ ended: EndedShare[] }> {
  return asPerson(house.db, secret, async (tx) => {
    if (!(await findOwnHolder(tx, caseId))) throw new HttpProblem("not-found");
    return { ended: await listEndedBy(tx, await withdrawEvery(tx, caseId)) };
  });
}
