import { randomUUID } from "node:crypto";
import { asMember } from "../../../core/access/context.ts";
import type { House } from "../../../core/house.ts";
import { HttpProblem } from "../../../core/http/index.ts";
import { findPlaces } from "../../directory/index.ts";
import { CareError } from "../errors.ts";
import type { CapacityAnswer } from "../model/capacity.ts";
import * as store from "../store/capacity.ts";
import type { Once } from "./once.ts";

const SHOWN_MAX = 200;

/**
 * Asks other agencies whether they have room, for somebody who is not named: nothing here knows of which case.
 *
 * @throws CareError `capacity-role`, `capacity-agency`, `capacity-many`
 */
export async function askCapacity(
  house: House,
  secret: Uint8Array,
  question: store.CapacityQuestion,
  agencyIds: readonly string[],
  once: Once,
): Promise<{ ids: string[] }> {
  return asMember(house.db, secret, null, (tx, me) =>
    once(tx, me.memberId, async () => {
      const ids = agencyIds.map(() => randomUUID());
      const refusal = await store.askCapacity(tx, { ...question, ids, agencyIds });
      if (refusal !== null) throw new CareError(`capacity-${refusal}`);
      return { ids };
    }),
  );
}

/** @throws CareError `capacity-role`, `capacity-over`, `capacity-until`; HttpProblem `not-found` */
export async function answerCapacity(
  house: House,
  secret: Uint8Array,
  id: string,
  said: { readonly answer: CapacityAnswer; readonly until: Date | null },
): Promise<void> {
  await asMember(house.db, secret, null, async (tx) => {
    const refusal = await store.answerCapacity(tx, id, said.answer, said.until);
    if (refusal === "unknown") throw new HttpProblem("not-found");
    if (refusal !== null) throw new CareError(`capacity-${refusal}`);
  });
}

/** What was asked of the agency, what it asked and was answered, and whom it could ask, with whether the directory says that places are free. */
export async function readCapacity(
  house: House,
  secret: Uint8Array,
): Promise<{
  questions: store.CapacityRow[];
  couldBeAsked: { id: string; name: string; kind: string; free: boolean | null }[];
}> {
  return asMember(house.db, secret, null, async (tx) => {
    const agencies = await store.listWithAgreement(tx);
    const places = await findPlaces(
      tx,
      agencies.map(({ id }) => id),
    );
    return {
      questions: await store.listCapacity(tx, SHOWN_MAX),
      couldBeAsked: agencies.map((agency) => ({ ...agency, free: places.get(agency.id) ?? null })),
    };
  });
}
