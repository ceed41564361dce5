import { asMember } from "../../../core/access/context.ts";
import type { House } from "../../../core/house.ts";
import { CareError } from "../errors.ts";
import { makeFirstCode } from "../store/first-words.ts";
import { notFoundOrNotHeld } from "./cases.ts";
import { drawCode, hashOfCode } from "./words-code.ts";

/**
 * The person is here, and never had words: a code for their own browser, shown this once. `takeWords` takes it.
 *
 * @returns twenty digits
 * @throws CareError `words-reset-role`, `first-words-had`, `holder-only`; HttpProblem `not-found`
 */
export async function giveFirstCode(
  house: House,
  secret: Uint8Array,
  caseId: string,
): Promise<{ code: string }> {
  const code = drawCode(house.random);
  await asMember(house.db, secret, null, async (tx) => {
    const outcome = await makeFirstCode(tx, caseId, hashOfCode(code));
    if (outcome === "unknown") throw await notFoundOrNotHeld(tx, caseId);
    if (outcome === "role") throw new CareError("words-reset-role");
    if (outcome === "had") throw new CareError("first-words-had");
  });
  return { code };
}
