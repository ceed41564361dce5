import { sql } from "kysely";
import type { Category } from "../../../core/access/context.ts";
import type { Transaction } from "../../../core/db/index.ts";
import { languageOf, readsUnder, sentenceOf } from "./allowed.ts";
import { iso } from "./iso.ts";
import { readsThrough } from "./order.ts";

/** What the person reads about themself: agencies and roles, never the names of members, nor the alias of the desk. */

export interface FileRow {
  readonly id: string;
  readonly state: string;
  readonly stateSince: Date;
  /** Not before then, and soon after; null where no day was told. It is told apart from what comes next. */
  readonly goesAt: Date | null;
  readonly holder: { readonly name: string; readonly kind: string };
  readonly journey: readonly { readonly state: string; readonly at: string }[];
  readonly next: readonly {
    readonly what: string;
    readonly name: { readonly en: string; readonly ar: string } | null;
    readonly dueAt: string;
    readonly basis: string;
    readonly pack: string | null;
  }[];
  readonly consents: readonly {
    readonly id: string;
    readonly agency: { readonly name: string; readonly kind: string };
    readonly categories: readonly Category[];
    readonly purpose: string;
    readonly givenBy: string;
    readonly assent: string | null;
    /** The agency whose member heard it; null where the person's words signed it. */
    readonly heardBy: { readonly name: string; readonly kind: string } | null;
    readonly sentence: string;
    /** The language of the sentence; null where nobody wrote that down. */
    readonly sentenceIn: string | null;
    readonly givenAt: string;
    readonly expiresAt: string;
    readonly withdrawnAt: string | null;
    readonly disputedAt: string | null;
    /** What was read while it stood: who read it may remember it. */
    readonly reads: readonly { readonly category: Category; readonly times: number; readonly last: string }[];
  }[];
  readonly orders: readonly {
    readonly authority: string;
    readonly article: string;
    readonly court: string | null;
    /** Null, like the purpose, where it opens nothing and keeps what it names. */
    readonly agency: { readonly name: string; readonly kind: string } | null;
    readonly categories: readonly Category[];
    readonly purpose: string | null;
    readonly reference: string | null;
    readonly issuedAt: string;
    readonly expiresAt: string;
    readonly endedAt: string | null;
    /** A court kept it from them until then: a time that is over, or it would not be here. */
    readonly deferredUntil: string | null;
    readonly reads: readonly { readonly category: Category; readonly times: number; readonly last: string }[];
  }[];
  readonly glasses: readonly {
    readonly agency: { readonly name: string; readonly kind: string };
    readonly at: string;
    readonly category: Category;
    readonly reason: string;
    readonly confirmedAt: string | null;
    readonly endedAt: string | null;
  }[];
  /** Who held it before, until when, and on what it rested that it went. */
  readonly handOvers: readonly {
    readonly from: { readonly name: string; readonly kind: string };
    readonly to: { readonly name: string; readonly kind: string };
    readonly basis: "person-agreed" | "legal-order";
    readonly at: string;
  }[];
  /** Agencies that were allowed something, and have left: they see nothing any more. */
  readonly left: readonly { readonly name: string; readonly kind: string }[];
  readonly categories: readonly Category[];
  /** What was asked with the words and waits. Whether the person was reached is not told to whoever holds the words. */
  readonly wishes: readonly { readonly id: string; readonly what: string; readonly ripeAt: string }[];
  readonly hasGuardian: boolean;
  /** Who was named to read along: since when, and until when within a year; never by whom, nor why it ended. */
  readonly guardians: readonly {
    readonly id: string;
    readonly namedAt: string;
    readonly endedAt: string | null;
  }[];
  /** Who was asked to help, and where that is; without the one that a court keeps from them still. */
  readonly referrals: readonly {
    readonly id: string;
    readonly agency: { readonly name: string; readonly kind: string };
    /** It is not on Leeward and got a sealed file: whether that was asked back, and is said to be deleted. */
    readonly outside: {
      readonly recalledAt: string | null;
      readonly askedAt: string | null;
      readonly deletedAt: string | null;
    } | null;
    readonly wanted: string;
    readonly state: string;
    readonly code: string | null;
    readonly stateSince: string;
    readonly dueAt: string | null;
    readonly closedAt: string | null;
    readonly categories: readonly Category[];
    /** Of parts that were not opened as a whole, the lines that ever went. */
    readonly letter: readonly { readonly category: Category; readonly lines: readonly string[] }[];
    readonly sentAt: string;
    /** Its help has ended a short while ago, and they have not said how it was. */
    readonly asksHowItWas: boolean;
  }[];
  /** Where words came from a code that a member handed over: when, and at which agency. */
  readonly firstWords: { readonly at: string; readonly agency: string } | null;
  /** Someone said at the agency that these words are lost: new ones that wait, or that were made within a year. */
  readonly wordsResets: readonly {
    readonly id: string;
    /** A no over these words counts: it waits for a third. */
    readonly saidNo: boolean;
    readonly opensAt: string;
    readonly endedAt: string | null;
  }[];
}

/** Every case that is the person's own, or of which they are the guardian, newest first. */
export async function listFiles(tx: Transaction): Promise<FileRow[]> {
  const { rows } = await sql<FileRow>`
    select f.id, f.state, f.state_since as "stateSince", f.goes_at as "goesAt",
      json_build_object('name', a.name, 'kind', a.kind) as holder,
      (select coalesce(json_agg(json_build_object('state', j.to_state, 'at', ${iso("j.at")}) order by j.id), '[]')
        from care.state_change j where j.case_id = f.id) as journey,
      (select coalesce(json_agg(json_build_object('what', k.what, 'name', k.name, 'dueAt', ${iso("k.due_at")}, 'basis', k.basis, 'pack', k.pack)
          order by k.due_at), '[]')
        from care.clock k where k.case_id = f.id and k.done_at is null and k.what <> 'file-goes') as next,
      (select coalesce(json_agg(json_build_object('id', c.id,
          'agency', json_build_object('name', coalesce(b.name, u.name), 'kind', coalesce(b.kind, 'outside')),
          'categories', (select json_agg(y.category order by y.category) from access.consent_category y where y.consent_id = c.id),
          'purpose', c.purpose, 'givenBy', c.given_by, 'assent', c.assent,
          'heardBy', case when h.id is not null then json_build_object('name', h.name, 'kind', h.kind) end,
          'sentence', ${sentenceOf("c.statement")}, 'sentenceIn', ${languageOf("c.statement")}, 'givenAt', ${iso("c.given_at")}, 'expiresAt', ${iso("c.expires_at")},
          'withdrawnAt', ${iso("c.withdrawn_at")}, 'disputedAt', ${iso("c.disputed_at")}, 'reads', ${readsUnder("c")})
          order by c.withdrawn_at is not null, c.given_at desc), '[]')
        from access.consent c left join identity.agency b on b.id = c.recipient_agency_id
          left join access.outside_agency u on u.id = c.outside_agency_id
          left join identity.agency h on h.id = c.recorded_by_agency_id
        where c.case_id = f.id) as consents,
      (select coalesce(json_agg(json_build_object('authority', o.authority, 'article', o.article, 'court', o.court,
          'agency', case when b.id is not null then json_build_object('name', b.name, 'kind', b.kind) end,
          'categories', (select json_agg(y.category order by y.category) from access.legal_order_category y where y.legal_order_id = o.id),
          'purpose', o.purpose, 'issuedAt', ${iso("o.issued_at")}, 'expiresAt', ${iso("o.expires_at")}, 'endedAt', ${iso("o.ended_at")},
          'reference', o.reference, 'deferredUntil', ${iso("o.notice_deferred_until")}, 'reads', ${readsThrough("o")})
          order by o.issued_at desc), '[]')
        from access.legal_order o left join identity.agency b on b.id = o.recipient_agency_id where o.case_id = f.id) as orders,
      (select coalesce(json_agg(json_build_object(
          'agency', json_build_object('name', b.name, 'kind', b.kind), 'at', ${iso("g.opened_at")}, 'category', g.category, 'reason', g.reason,
          'confirmedAt', ${iso("g.confirmed_at")}, 'endedAt', ${iso("g.ended_at")}) order by g.opened_at desc), '[]')
        from access.break_glass g join identity.agency b on b.id = g.agency_id where g.case_id = f.id) as glasses,
      (select coalesce(json_agg(json_build_object('id', w.id, 'what', w.what, 'ripeAt', ${iso("w.ripe_at")}) order by w.asked_at), '[]')
        from care.wish w where w.case_id = f.id and w.ended_at is null) as wishes,
      (select json_build_object('at', ${iso("w.taken_at")}, 'agency', b.name)
        from care.first_words w join identity.agency b on b.id = w.agency_id
        where w.case_id = f.id and w.taken_at is not null) as "firstWords",
      (select coalesce(json_agg(json_build_object('id', w.id, 'saidNo', w.said_no_at is not null, 'opensAt', ${iso("w.opens_at")}, 'endedAt', ${iso("w.ended_at")})
          order by w.confirmed_at desc), '[]')
        from care.words_reset w where w.case_id = f.id and (w.ended_at is null and w.ends_at > now()
          or w.ended_how = 'done' and w.ended_at > now() - interval '1 year')) as "wordsResets",
      (select coalesce(json_agg(json_build_object('id', r.id,
          'agency', json_build_object('name', coalesce(b.name, u.name), 'kind', coalesce(b.kind, 'outside')),
          'outside', case when t.referral_id is not null then json_build_object('recalledAt', ${iso("t.recalled_at")},
            'askedAt', ${iso("t.asked_at")}, 'deletedAt', ${iso("t.deleted_at")}) end,
          'wanted', r.wanted, 'state', r.state, 'code', r.code, 'stateSince', ${iso("r.state_since")}, 'dueAt', ${iso("r.due_at")},
          'closedAt', ${iso("r.closed_at")}, 'sentAt', ${iso("r.sent_at")}, 'asksHowItWas', care.asks_how_it_was(r.id),
          'categories', array(select p.category from care.referral_part p where p.referral_id = r.id
            union select l.category from care.letter_part l where l.referral_id = r.id
            union select l.category from care.outside_letter_part l where l.referral_id = r.id order by 1),
          'letter', (select coalesce(json_agg(json_build_object('category', x.category, 'lines', x.lines) order by x.category), '[]') from (
            select l.category, array_agg(distinct n order by n) as lines
            from (select p.category, p.lines from care.letter_part p where p.referral_id = r.id
              union all select p.category, p.lines from care.outside_letter_part p where p.referral_id = r.id) l, unnest(l.lines) n
            group by 1) x))
          order by r.closed_at is not null, r.sent_at desc), '[]')
        from care.referral r left join identity.agency b on b.id = r.to_agency_id
          left join access.outside_agency u on u.id = r.outside_agency_id
          left join care.outside_letter t on t.referral_id = r.id
        where r.case_id = f.id) as referrals,
      (select coalesce(json_agg(json_build_object('from', json_build_object('name', b.name, 'kind', b.kind),
          'to', json_build_object('name', n.name, 'kind', n.kind), 'basis', h.basis, 'at', ${iso("h.settled_at")}) order by h.settled_at desc), '[]')
        from leaving.hand_over h join identity.agency b on b.id = h.from_agency_id
          join identity.agency n on n.id = h.to_agency_id where h.case_id = f.id) as "handOvers",
      (select coalesce(json_agg(json_build_object('name', b.name, 'kind', b.kind) order by b.name), '[]')
        from identity.agency b where b.status = 'left' and b.id in (
          select c.recipient_agency_id from access.consent c where c.case_id = f.id)) as "left",
      care.has_guardian(f.id) as "hasGuardian",
      (select coalesce(json_agg(json_build_object('id', n.id, 'namedAt', ${iso("n.confirmed_at")}, 'endedAt', ${iso("n.ended_at")})
          order by n.confirmed_at desc), '[]')
        from care.guardian_naming n where n.case_id = f.id and (n.ended_at is null and (n.began_at is not null or n.ends_at > now())
          or n.began_at is not null and n.ended_at > now() - interval '1 year')) as guardians,
      array(select h.category from care.section_head h where h.case_id = f.id order by h.category) as categories
    from care.case_file f
    join access.case_record r on r.id = f.id
    join identity.agency a on a.id = r.holder_agency_id
    order by f.opened_at desc, f.id desc limit 20`.execute(tx);
  return rows;
}

export interface OwnLookRow {
  readonly id: string;
  readonly at: Date;
  /** Null where the person themself looked, or their guardian. */
  readonly agency: { readonly name: string; readonly kind: string } | null;
  readonly role: string | null;
  readonly clause: string | null;
  readonly category: Category;
  readonly purpose: string | null;
  readonly outcome: string;
  readonly refusal: string | null;
  /** Why a key holder did not open what was looked for; null where it was opened, or refused before. */
  readonly notOpened: string | null;
  /** For whom it was put on paper: the agency's own work, or them and who speaks for them; null where it was only read. */
  readonly printedFor: "work" | "person" | null;
}

/** Looks at one of the person's cases, the newest first, before one of them. */
export async function listOwnLooks(
  tx: Transaction,
  caseId: string,
  before: string | null,
  limit: number,
): Promise<OwnLookRow[]> {
  const { rows } = await sql<OwnLookRow>`
    select e.id, e.at, case when a.id is not null then json_build_object('name', a.name, 'kind', a.kind) end as agency,
      e.role, e.clause, e.category, e.purpose, e.outcome, e.refusal, e.not_opened as "notOpened",
      e.printed_for as "printedFor"
    from access.access_entry e left join identity.agency a on a.id = e.agency_id
    where e.case_id = ${caseId} and (${before}::bigint is null or e.id < ${before}::bigint)
    order by e.id desc limit ${limit}`.execute(tx);
  return rows;
}

/** The agency that holds a case of the person; null where it is not theirs. */
export async function findOwnHolder(
  tx: Transaction,
  caseId: string,
): Promise<{ name: string; kind: string } | null> {
  const { rows } = await sql<{ name: string; kind: string }>`
    select a.name, a.kind from access.case_record r join identity.agency a on a.id = r.holder_agency_id
    where r.id = ${caseId}`.execute(tx);
  return rows[0] ?? null;
}

/** Withdraws: the shares that rest on it end, and their wraps go. False where there is no such consent of theirs. */
export async function withdrawConsent(tx: Transaction, consentId: string): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select access.withdraw_consent(${consentId}) as done`.execute(
    tx,
  );
  return rows[0]?.done === true;
}

/** Withdraws every consent of a case that still runs. @returns them */
export async function withdrawEvery(tx: Transaction, caseId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from access.consent
    where case_id = ${caseId} and withdrawn_at is null and expires_at > now() order by id`.execute(tx);
  for (const { id } of rows) await withdrawConsent(tx, id);
  return rows.map(({ id }) => id);
}

export interface EndedShare {
  readonly agency: { readonly name: string; readonly kind: string };
  readonly category: Category;
}

/** What ended because these consents were withdrawn. */
export async function listEndedBy(tx: Transaction, consentIds: readonly string[]): Promise<EndedShare[]> {
  const { rows } = await sql<EndedShare>`
    select distinct jsonb_build_object('name', a.name, 'kind', a.kind) as agency, s.category
    from access.share s join identity.agency a on a.id = s.agency_id
    where s.consent_id = any (${consentIds}::uuid[]) and s.ended_because = 'withdrawn'
    order by s.category`.execute(tx);
  return rows;
}
