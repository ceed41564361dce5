import { asMember, type Purpose } from "../../../core/access/context.ts";
import type { Transaction } from "../../../core/db/index.ts";
import type { House } from "../../../core/house.ts";
import { CareError } from "../errors.ts";
import { KNOWN_LEAST } from "../known.ts";
import type { SectionDocument } from "../model/field.ts";
import { askedTokensOf, knownTokensOf } from "../name-tokens.ts";
import { type CaseRow, findCases } from "../store/case.ts";
import { listUncovered } from "../store/import.ts";
import { findByName, findKnown, hasKeyHolder } from "../store/name-token.ts";
import { listOnePerson } from "../store/pair.ts";

export interface FoundByName {
  /** The likeliest first, ten at most; each has been looked at. */
  readonly cases: readonly CaseRow[];
  /** Others are as likely: a further word of the name would tell them apart. */
  readonly isMore: boolean;
}

/**
 * The cases that the member's agency holds whose person is called so, in whatever script and spelling. To find a case
 * by a name is to learn of its person's identity: it takes a role and purpose that cover that, and is on record as such
 * a look for each case that is found.
 *
 * @throws CareError `not-covered`, `names-not-kept`
 */
export async function findCasesByName(
  house: House,
  secret: Uint8Array,
  purpose: Purpose | null,
  name: string,
): Promise<FoundByName> {
  return asMember(house.db, secret, purpose, async (tx, me) => {
    const uncovered = await listUncovered(tx, me.roles, me.purpose, ["identity"]);
    if (uncovered.length > 0) throw new CareError("not-covered", { category: "identity" });
    if (await hasKeyHolder(tx)) throw new CareError("names-not-kept");
    const asked = askedTokensOf(house.secrets.names, me.agencyId, name);
    if (asked.tokens.length === 0) return { cases: [], isMore: false };
    const { caseIds, isMore } = await findByName(tx, asked);
    return { cases: await findKept(tx, caseIds), isMore };
  });
}

/**
 * Before a case is opened, or once it is written in one (`caseId`) who its person is: cases that the member's own agency holds that may be about the same person, the likeliest first.
 * As in a search by name, each that is told of has been looked at. It refuses and blocks nothing; where the agency holds its
 * own keys it knows nothing.
 *
 * @throws CareError `not-covered`
 */
export async function findKnownCases(
  house: House,
  secret: Uint8Array,
  purpose: Purpose | null,
  identity: SectionDocument,
  caseId: string | null,
): Promise<{ cases: readonly CaseRow[] }> {
  return asMember(house.db, secret, purpose, async (tx, me) => {
    const uncovered = await listUncovered(tx, me.roles, me.purpose, ["identity"]);
    if (uncovered.length > 0) throw new CareError("not-covered", { category: "identity" });
    const asked = knownTokensOf(house.secrets.names, me.agencyId, identity);
    if (asked.length === 0 || (await hasKeyHolder(tx))) return { cases: [] };
    const own = caseId === null ? [] : await listOnePerson(tx, caseId);
    return { cases: await findKept(tx, await findKnown(tx, asked, KNOWN_LEAST, own)) };
  });
}

/** In the order in which they were found; instead of one that is set aside, once, the one that it is kept with. */
async function findKept(tx: Transaction, ids: readonly string[]): Promise<CaseRow[]> {
  const found = new Map((await findCases(tx, ids)).map((row) => [row.id, row]));
  const kept = [...new Set(ids.flatMap((id) => found.get(id)?.keptWith?.id ?? found.get(id)?.id ?? []))];
  for (const row of await findCases(
    tx,
    kept.filter((id) => !found.has(id)),
  )) {
    found.set(row.id, row);
  }
  return kept.flatMap((id) => found.get(id) ?? []);
}
