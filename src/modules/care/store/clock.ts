import type { Escalation } from "@leeward/clocks";
import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "../../../core/db/index.ts";
import { keptWith } from "./pair.ts";

/** The statements on clocks. */

/** A moment that came, in the terms of a pack: a share of the limit, hours before its end, days after it. */
interface Told {
  readonly name: string;
  readonly at: string;
  readonly when: Escalation["when"];
}

export interface ClockRow {
  readonly id: string;
  readonly caseId: string;
  readonly alias: string;
  readonly what: string;
  readonly startedAt: Date;
  readonly dueAt: Date;
  readonly doneAt: Date | null;
  readonly basis: string;
  /** By which jurisdiction it runs; null for one of the house's. */
  readonly pack: string | null;
  /** As its jurisdiction calls it; null for one of the house's. */
  readonly name: { readonly en: string; readonly ar: string } | null;
  /** It ends by a step of the journey and by nothing else. */
  readonly ofJourney: boolean;
  readonly standsSince: Date | null;
  /** The moments before and after its end of which someone was told, the earliest first. */
  readonly told: readonly Told[];
  readonly member: { readonly id: string; readonly displayName: string } | null;
  readonly keptWith: { readonly id: string; readonly alias: string } | null;
  readonly gender: string;
  readonly ageBand: string;
  readonly language: string | null;
}

const shown = sql`
  select k.id, k.case_id as "caseId", f.alias, k.what, k.started_at as "startedAt",
    k.due_at + coalesce(greatest(now() - k.stands_since, interval '0'), interval '0') as "dueAt",
    k.done_at as "doneAt", k.basis, k.pack, k.name, k.of_journey as "ofJourney", k.stands_since as "standsSince",
    (select coalesce(json_agg(json_build_object('name', a ->> 'name', 'when', a -> 'when', 'at',
          to_char((a ->> 'at')::timestamptz at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
        order by a ->> 'at'), '[]')
      from jsonb_array_elements(k.alarms) a where a ->> 'toldAt' is not null and a ->> 'name' <> 'over') as told,
    case when m.id is not null then json_build_object('id', m.id, 'displayName', m.display_name) end as member,
    ${keptWith("k.case_id")}, f.gender, f.age_band as "ageBand", f.language
  from care.clock k
  join care.case_file f on f.id = k.case_id
  left join identity.member m on m.id = k.member_id and m.status = 'active'`;

/** The agency's clocks that are open and due before a time, and those done since another; first due first. */
export const dueClocks = (
  range: { readonly dueBefore: Date; readonly doneSince: Date },
  limit: number,
): RawBuilder<ClockRow> =>
  sql<ClockRow>`/* kept as list-clocks */ ${shown}
    where k.id = any ((select care.list_clocks(${range.dueBefore}, ${range.doneSince}, ${limit}))::uuid[])
    order by k.done_at is not null, k.due_at, k.id`;

export const clocksOf = (caseId: string): RawBuilder<ClockRow> =>
  sql<ClockRow>`/* kept as list-clocks-of-case */ ${shown}
    where k.case_id = ${caseId} order by k.done_at is not null, k.due_at, k.id limit 200`;

export interface Counts {
  readonly cases: number;
  readonly active: number;
  readonly overdue: number;
  readonly dueToday: number;
  readonly dueThisWeek: number;
}

type CountedWork = Record<"cases" | "active" | "overdue" | "due_today" | "due_week", string>;

/** How much there is at the caller's own agency; `countsOf` reads its row. */
export const workUntil = (dayEnds: Date): RawBuilder<CountedWork> =>
  sql<CountedWork>`/* kept as count-work */ select * from care.count_work(${dayEnds})`;

export function countsOf([row]: readonly CountedWork[]): Counts {
  return {
    cases: Number(row?.cases ?? 0),
    active: Number(row?.active ?? 0),
    overdue: Number(row?.overdue ?? 0),
    dueToday: Number(row?.due_today ?? 0),
    dueThisWeek: Number(row?.due_week ?? 0),
  };
}

export interface NewClock {
  readonly caseId: string;
  readonly what: string;
  readonly startedAt: Date;
  readonly dueAt: Date;
  readonly memberId: string | null;
  readonly basis: string;
  /** The jurisdiction whose rule it is. */
  readonly pack: string;
}

export async function insertClocks(tx: Transaction, clocks: readonly NewClock[]): Promise<void> {
  if (clocks.length === 0) return;
  await sql`
    insert into care.clock (case_id, what, started_at, due_at, member_id, basis, pack)
    select c."caseId", c.what, c."startedAt", c."dueAt", c."memberId", c.basis, c.pack
    from jsonb_to_recordset(${JSON.stringify(clocks)}::jsonb) as c("caseId" uuid, what text, "startedAt" timestamptz,
      "dueAt" timestamptz, "memberId" uuid, basis text, pack text)`.execute(tx);
}

export interface ReviewDay {
  readonly caseId: string;
  readonly what: string;
  /** Null where none is written down any more. */
  readonly dueAt: Date | null;
  readonly basis: string;
}

/** Lets a clock run until a day that was written down, for whoever leads the case; one until another day ends. The same day is not begun twice. */
export async function keepReviewDay(
  tx: Transaction,
  { caseId, what, dueAt, basis }: ReviewDay,
  memberId: string,
  at: Date,
): Promise<void> {
  await sql`update care.clock set done_at = ${at}, done_by = ${memberId}
    where case_id = ${caseId} and what = ${what} and done_at is null and due_at is distinct from ${dueAt}`.execute(
    tx,
  );
  if (!dueAt) return;
  await sql`
    insert into care.clock (case_id, what, started_at, due_at, member_id, basis)
    select f.id, ${what}, least(${at}::timestamptz, ${dueAt}::timestamptz - interval '1 second'), ${dueAt}, f.lead_member_id, ${basis}
    from care.case_file f where f.id = ${caseId} and not exists (
      select from care.clock k where k.case_id = f.id and k.what = ${what} and k.due_at = ${dueAt})`.execute(
    tx,
  );
}

/**
 * Ends a clock that runs; null where there is none to be seen. One that was ended before stays as it was, and is not
 * `fresh`.
 */
export async function endClock(
  tx: Transaction,
  clockId: string,
  memberId: string,
  at: Date,
): Promise<{ caseId: string; what: string; fresh: boolean } | null> {
  const ended = await sql`update care.clock set done_at = ${at}, done_by = ${memberId}
    where id = ${clockId} and done_at is null`.execute(tx);
  const { rows } = await sql<{ caseId: string; what: string }>`
    select case_id as "caseId", what from care.clock where id = ${clockId} and done_at is not null`.execute(
    tx,
  );
  return rows[0] ? { ...rows[0], fresh: (ended.numAffectedRows ?? 0n) > 0n } : null;
}

/**
 * Tells the holders of cases, each moment once, what their clocks have come to; nothing else.
 *
 * @returns how many moments
 */
export async function tellAlarms(tx: Transaction): Promise<number> {
  const { rows } = await sql<{ n: string }>`select care.tell_alarms() as n`.execute(tx);
  return Number(rows[0]?.n ?? 0);
}
