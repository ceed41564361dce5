import { randomUUID } from "node:crypto";
import { asMember, asPerson } from "../../../core/access/context.ts";
import type { House } from "../../../core/house.ts";
import { ownsAddress } from "../../../core/identity/words/mailbox.ts";
import { fromBase32, fromBase64Url } from "../../../core/keys/index.ts";
import { CareError } from "../errors.ts";
import type { ReachedHow } from "../model/wish.ts";
import type { WordsWhy } from "../model/words-why.ts";
import { findStanding } from "../store/case.ts";
import {
  beThirdForWords,
  makeWordsCode,
  proposeWordsReset,
  stopWordsReset,
  takeNewWords,
} from "../store/words-reset.ts";
import { notFoundOrNotHeld } from "./cases.ts";
import type { Once } from "./once.ts";
import { drawCode, hashOfCode } from "./words-code.ts";

/** A member met the person, or reached them. A second member has to know it too. @throws CareError `words-reset-…` */
export async function askForNewWords(
  house: House,
  secret: Uint8Array,
  caseId: string,
  known: { readonly how: ReachedHow; readonly why: WordsWhy },
  once: Once,
): Promise<{ id: string }> {
  return asMember(house.db, secret, null, (tx, me) =>
    once(tx, me.memberId, async () => {
      const id = randomUUID();
      const outcome = await proposeWordsReset(tx, { id, caseId, ...known });
      if (outcome === "unknown") throw await notFoundOrNotHeld(tx, caseId);
      if (outcome !== "proposed") throw new CareError(`words-reset-${outcome}`);
      return { id };
    }),
  );
}

/** A no over the old words: it stops what rests on *lost*, and delays, once, what rests on *stolen*. */
export async function stopOwnWordsReset(house: House, secret: Uint8Array, id: string): Promise<void> {
  await asPerson(house.db, secret, async (tx) => {
    if (!(await stopWordsReset(tx, id))) throw new CareError("words-reset-unknown");
  });
}

/** Any member of the agency that holds the case stops it. */
export async function stopWordsResetOfCase(
  house: House,
  secret: Uint8Array,
  caseId: string,
  id: string,
): Promise<void> {
  await asMember(house.db, secret, null, async (tx) => {
    if (!(await findStanding(tx, caseId)).holds) throw await notFoundOrNotHeld(tx, caseId);
    if (!(await stopWordsReset(tx, id))) throw new CareError("words-reset-unknown");
  });
}

/** After a no: someone from elsewhere saw the person too. @throws CareError `words-reset-…` */
export async function standAsThird(house: House, secret: Uint8Array, id: string): Promise<void> {
  await asMember(house.db, secret, null, async (tx) => {
    const outcome = await beThirdForWords(tx, id);
    if (outcome !== "stands") throw new CareError(OF_THIRD[outcome]);
  });
}
const OF_THIRD = {
  unknown: "words-reset-unknown",
  role: "words-reset-third-role",
  over: "words-reset-over",
  "not-needed": "words-reset-no-third",
} as const;

/**
 * The person is here, and the day is over: a code for their own browser, shown this once.
 *
 * @returns twenty digits
 * @throws CareError `words-reset-…`
 */
export async function giveWordsCode(
  house: House,
  secret: Uint8Array,
  caseId: string,
  id: string,
): Promise<{ code: string }> {
  const code = drawCode(house.random);
  await asMember(house.db, secret, null, async (tx) => {
    if (!(await findStanding(tx, caseId)).holds) throw await notFoundOrNotHeld(tx, caseId);
    const outcome = await makeWordsCode(tx, id, hashOfCode(code));
    if (outcome !== "made") throw new CareError(`words-reset-${outcome}`);
  });
  return { code };
}

/**
 * The person's browser has made new words and sends what is public of them. The old ones end.
 *
 * @throws CareError `words-code`, whatever is wrong with the code
 */
export async function takeWords(
  house: House,
  words: {
    readonly code: string;
    readonly address: string;
    readonly readingKey: string;
    readonly signingKey: string;
  },
): Promise<void> {
  const keys = {
    readingKey: fromBase64Url(words.readingKey, 32),
    signingKey: fromBase64Url(words.signingKey, 32),
  };
  if (!ownsAddress(words.address, keys)) throw new CareError("words-address");
  const taken = await house.db.transaction("leeward_visitor", (tx) =>
    takeNewWords(tx, {
      codeHash: hashOfCode(words.code),
      address: Buffer.from(fromBase32(words.address, 16)),
      readingKey: Buffer.from(keys.readingKey),
      signingKey: Buffer.from(keys.signingKey),
    }),
  );
  if (!taken) throw new CareError("words-code");
}
