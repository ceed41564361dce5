import { sql } from "kysely";
import type { Category } from "../../../core/access/context.ts";
import type { Transaction } from "../../../core/db/index.ts";
import type { ReachedHow, WishKind } from "../model/wish.ts";

/** The statements on wishes that wait; each act is decided by a function of the database. */

export async function askWish(
  tx: Transaction,
  as: "person" | "member",
  wish: { readonly id: string; readonly caseId: string; readonly what: WishKind },
): Promise<"asked" | "unknown" | "role" | "waits" | "none" | "many"> {
  const act = sql.raw(as === "person" ? "care.ask_wish" : "care.hear_wish");
  const { rows } = await sql<{ outcome: "asked" | "unknown" | "role" | "waits" | "none" | "many" }>`
    select ${act}(${wish.id}, ${wish.caseId}, ${wish.what}) as outcome`.execute(tx);
  return rows[0]?.outcome ?? "unknown";
}

export async function stopWish(tx: Transaction, wishId: string): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select care.stop_wish(${wishId}) as done`.execute(tx);
  return rows[0]?.done === true;
}

/** @param numberHash SHA-256 over the wish and the number that the person was given */
export async function reachForWish(
  tx: Transaction,
  wishId: string,
  how: ReachedHow,
  numberHash: Uint8Array,
): Promise<"reached" | "unknown" | "role" | "over"> {
  const { rows } = await sql<{ outcome: "reached" | "unknown" | "role" | "over" }>`
    select care.reach_for_wish(${wishId}, ${how}, ${Buffer.from(numberHash)}) as outcome`.execute(tx);
  return rows[0]?.outcome ?? "unknown";
}

export type CarriedOut<Refused extends string> =
  | { readonly outcome: "done"; readonly held: Category[] }
  | { readonly outcome: Refused };

export async function carryOutWish(
  tx: Transaction,
  wishId: string,
  numberHash: Uint8Array,
): Promise<CarriedOut<"unknown" | "early" | "number">> {
  const { rows } = await sql<CarriedOut<"unknown" | "early" | "number">>`
    select * from care.carry_out_wish(${wishId}, ${Buffer.from(numberHash)})`.execute(tx);
  return rows[0] ?? { outcome: "unknown" };
}

export interface WishRow {
  readonly id: string;
  readonly what: WishKind;
  readonly askedAt: Date;
  readonly ripeAt: Date;
  readonly endedAt: Date | null;
  readonly endedHow: "done" | "stopped" | null;
  /** Who heard it, where it was asked face to face; null where it was asked with words. */
  readonly askedTo: { readonly id: string; readonly displayName: string } | null;
  readonly reached: { readonly how: ReachedHow; readonly at: string; readonly displayName: string } | null;
}

/** The wishes of a case, for the agency that holds it: those that wait first. */
export async function listWishes(tx: Transaction, caseId: string): Promise<WishRow[]> {
  const { rows } = await sql<WishRow>`
    select w.id, w.what, w.asked_at as "askedAt", w.ripe_at as "ripeAt", w.ended_at as "endedAt",
      w.ended_how as "endedHow",
      case when w.asked_to is not null then json_build_object('id', w.asked_to, 'displayName', a.display_name) end
        as "askedTo",
      case when w.reached_at is not null then json_build_object('how', w.reached_how, 'at', w.reached_at,
        'displayName', r.display_name) end as reached
    from care.wish w
    left join identity.member a on a.id = w.asked_to
    left join identity.member r on r.id = w.reached_by
    where w.case_id = ${caseId}
    order by w.ended_at is not null, w.asked_at desc limit 50`.execute(tx);
  return rows;
}
