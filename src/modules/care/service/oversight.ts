import { asMember, type Purpose } from "../../../core/access/context.ts";
import type { Transaction } from "../../../core/db/index.ts";
import type { House } from "../../../core/house.ts";
import { CareError } from "../errors.ts";
import { sealPlace } from "../look-place.ts";
import { type OversightRule, standOut } from "../oversight-rules.ts";
import { type DisputeRow, listAgencyLooks, listDisputes, type OversightLookRow } from "../store/oversight.ts";
import { cursorOf } from "./cases.ts";

const DAY_MS = 86_400_000;
/** The rules look at a week, and at no more looks than this: a list for a person to go through. */
const RULES_DAYS = 7;
const RULES_LOOKS_MAX = 20_000;
const PAGE = 50;

export interface StandingOut {
  readonly rule: OversightRule;
  readonly member: { readonly id: string; readonly displayName: string };
  readonly from: Date;
  readonly until: Date;
  readonly looks: number;
  readonly cases: readonly { readonly id: string; readonly alias: string | null }[];
}

/**
 * What a supervisor should ask about: disputed consents, and looks to which a rule applies.
 *
 * @throws NotASupervisorError; CareError `oversight-only` for another purpose than oversight
 */
export async function readOversight(
  house: House,
  secret: Uint8Array,
  purpose: Purpose | null,
): Promise<{ standing: StandingOut[]; disputes: DisputeRow[] }> {
  return asOverseer(house, secret, purpose, async (tx) => {
    const since = new Date(house.now().getTime() - RULES_DAYS * DAY_MS);
    const looks = await listAgencyLooks(tx, { before: null, since, limit: RULES_LOOKS_MAX });
    const names = new Map(looks.map(({ memberId, displayName }) => [memberId, displayName]));
    const aliases = new Map(looks.map(({ caseId, alias }) => [caseId, alias]));
    const standing = standOut(looks).map(
      ({ memberId, caseIds, ...rest }): StandingOut => ({
        ...rest,
        member: { id: memberId, displayName: names.get(memberId) ?? "" },
        cases: caseIds.map((id) => ({ id, alias: aliases.get(id) ?? null })),
      }),
    );
    return { standing, disputes: await listDisputes(tx, 100) };
  });
}

export type OversightLook = Omit<OversightLookRow, "id" | "memberId" | "displayName" | "closedSince"> & {
  readonly member: { readonly id: string; readonly displayName: string };
};

/** Who of this agency looked at what, the newest first, a year back. */
export async function readAgencyLooks(
  house: House,
  secret: Uint8Array,
  purpose: Purpose | null,
  cursor: string | null,
): Promise<{ looks: OversightLook[]; nextCursor: string | null }> {
  return asOverseer(house, secret, purpose, async (tx) => {
    const since = new Date(house.now().getTime() - 366 * DAY_MS);
    const rows = await listAgencyLooks(tx, { before: cursorOf(house, cursor), since, limit: PAGE + 1 });
    const page = rows.slice(0, PAGE);
    const last = rows.length > PAGE ? page.at(-1) : undefined;
    return {
      looks: page.map(({ id: _id, closedSince: _closed, memberId, displayName, ...look }) => ({
        ...look,
        member: { id: memberId, displayName },
      })),
      nextCursor: last ? sealPlace(house.secrets.tickets, last.id) : null,
    };
  });
}

function asOverseer<T>(
  house: House,
  secret: Uint8Array,
  purpose: Purpose | null,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return asMember(
    house.db,
    secret,
    purpose,
    async (tx) => {
      if (purpose !== "oversight") throw new CareError("oversight-only");
      return work(tx);
    },
    "leeward_supervisor",
  );
}
