import { createHash, randomUUID } from "node:crypto";
import { asMember, asPerson, type Category } from "../../../core/access/context.ts";
import type { House } from "../../../core/house.ts";
import { HttpProblem } from "../../../core/http/index.ts";
import type { Random } from "../../../core/keys/index.ts";
import { CareError } from "../errors.ts";
import type { ReachedHow, WishKind } from "../model/wish.ts";
import { findStanding } from "../store/case.ts";
import { askWish, carryOutWish, reachForWish, stopWish } from "../store/wish.ts";
import { notFoundOrNotHeld } from "./cases.ts";
import type { Once } from "./once.ts";

/** Spoken over a telephone and typed once: one in a hundred million, five tries. */
const NUMBER_DIGITS = 8;

/** Asked with the words. Nothing happens for seven days, and then only with a number. @throws CareError `wish-…` */
export async function wish(
  house: House,
  secret: Uint8Array,
  caseId: string,
  what: WishKind,
  once: Once,
): Promise<{ id: string }> {
  return asPerson(house.db, secret, (tx, me) =>
    once(tx, me.sessionId, async () => {
      const id = randomUUID();
      const outcome = await askWish(tx, "person", { id, caseId, what });
      if (outcome === "unknown" || outcome === "role") throw new HttpProblem("not-found");
      if (outcome !== "asked") throw new CareError(`wish-${outcome}`);
      return { id };
    }),
  );
}

/** Asked face to face: the same wait; a second member carries it out. */
export async function hearWish(
  house: House,
  secret: Uint8Array,
  caseId: string,
  what: WishKind,
  once: Once,
): Promise<{ id: string }> {
  return asMember(house.db, secret, null, (tx, me) =>
    once(tx, me.memberId, async () => {
      const id = randomUUID();
      const outcome = await askWish(tx, "member", { id, caseId, what });
      if (outcome === "unknown") throw await notFoundOrNotHeld(tx, caseId);
      if (outcome === "role") throw new CareError("wish-role");
      if (outcome !== "asked") throw new CareError(`wish-${outcome}`);
      return { id };
    }),
  );
}

/** Whoever holds the words stops what they, or someone with their words, asked for. */
export async function stopOwnWish(house: House, secret: Uint8Array, wishId: string): Promise<void> {
  await asPerson(house.db, secret, async (tx) => {
    if (!(await stopWish(tx, wishId))) throw new CareError("wish-unknown");
  });
}

/** The desk stops it: the person said that it was not they. */
export async function stopWishOfCase(
  house: House,
  secret: Uint8Array,
  caseId: string,
  wishId: string,
): Promise<void> {
  await asMember(house.db, secret, null, async (tx) => {
    if (!(await findStanding(tx, caseId)).holds) throw await notFoundOrNotHeld(tx, caseId);
    if (!(await stopWish(tx, wishId))) throw new CareError("wish-unknown");
  });
}

/**
 * The member spoke with the person over the safe contact, or saw them. The number in the answer is told to the person
 * there and then, is shown this once, and makes every earlier one void.
 *
 * @returns eight digits
 */
export async function reachPerson(
  house: House,
  secret: Uint8Array,
  caseId: string,
  wishId: string,
  how: ReachedHow,
): Promise<{ number: string }> {
  const number = drawNumber(house.random);
  await asMember(house.db, secret, null, async (tx) => {
    if (!(await findStanding(tx, caseId)).holds) throw await notFoundOrNotHeld(tx, caseId);
    const outcome = await reachForWish(tx, wishId, how, hashOf(wishId, number));
    if (outcome === "unknown") throw new CareError("wish-unknown");
    if (outcome !== "reached") throw new CareError(outcome === "role" ? "wish-role" : "wish-over");
  });
  return { number };
}

/**
 * Whoever holds the words types the number that the person was given. Only now, after seven days, it is done.
 *
 * @returns the categories that a legal order still holds, where the file is erased
 * @throws CareError `wish-early`, `wish-number`, `wish-unknown`
 */
export async function carryOut(
  house: House,
  secret: Uint8Array,
  wishId: string,
  number: string,
): Promise<{ held: Category[] }> {
  // A wrong number counts, so its refusal is thrown after the commit.
  const carried = await asPerson(house.db, secret, (tx) => carryOutWish(tx, wishId, hashOf(wishId, number)));
  if (carried.outcome === "done") return { held: carried.held };
  const problem = { early: "wish-early", number: "wish-number", unknown: "wish-unknown" } as const;
  throw new CareError(problem[carried.outcome]);
}

/** Without bias: 2^32 is no multiple of 10^8, so the numbers above the last one are drawn again. */
function drawNumber(random: Random): string {
  const bound = 10 ** NUMBER_DIGITS;
  for (;;) {
    const bytes = random(4);
    const drawn = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0);
    if (drawn < Math.floor(2 ** 32 / bound) * bound)
      return String(drawn % bound).padStart(NUMBER_DIGITS, "0");
  }
}

const hashOf = (wishId: string, number: string): Uint8Array =>
  createHash("sha256").update(`leeward wish v1\n${wishId}\n${number}`).digest();
