import type { Examine } from "../../core/doctor/index.ts";
import { ownAdvice } from "./advice/read.ts";
import type { SignedRecipients } from "./recipients.ts";

/**
 * Whether those whom the newest list of each door names are there: whoever left, stopped taking letters or has other keys by now
 * opens nothing that is written from today on, and a list of none of those who are there leaves every letter unread.
 */
export const examineReaders: Examine = async (client) => {
  const { rows: doors } = await client.query<{ id: string; name: string; signed: string }>(
    `select distinct on (l.agency_id) a.id, a.name, l.signed from door.recipients_list l
     join identity.agency a on a.id = l.agency_id and a.status = 'active'
     order by l.agency_id, l.version desc`,
  );
  const { rows: members } = await client.query<{ id: string; key: string }>(
    `select m.id, rtrim(translate(encode(k.reading_key, 'base64'), '+/', '-_'), '=') as key from identity.member m
     join identity.member_key k on k.member_id = m.id and k.retired_at is null
     where m.status = 'active' and exists (
       select from identity.member_role r where r.member_id = m.id and r.role = 'intake-worker')`,
  );
  const there = new Map(members.map(({ id, key }) => [id, key]));
  const faults = doors.flatMap(({ name, signed }) => {
    const { list }: SignedRecipients = JSON.parse(signed);
    const gone = list.recipients.filter(({ memberId, readingKey }) => there.get(memberId) !== readingKey);
    if (gone.length === 0) return [];
    const rest = list.recipients.length - gone.length;
    return [
      rest === 0
        ? `${name}: nobody on its list is there any more, so nobody reads what is written. A supervisor signs the next list now.`
        : `${name}: ${gone.length} of ${list.recipients.length} on its list left, take no letters any more or have other keys. A supervisor signs the next list.`,
    ];
  });
  if (faults.length > 0) return { ok: false, says: faults.join(" ") };
  return {
    ok: true,
    says: doors.length === 0 ? "No door is open." : "Everyone on each door's newest list is there.",
  };
};

/**
 * Conversations with a letter that nobody at their agency can open: all for whom it was locked, or to whom it was sealed later,
 * have left or take no letters any more. Only someone of them who comes back can seal it to the others.
 */
export const examineLetters: Examine = async (client) => {
  const { rows } = await client.query<{ name: string; count: number }>(
    `with there as (
       select m.id, m.agency_id from identity.member m
       where m.status = 'active' and exists (
         select from identity.member_role r where r.member_id = m.id and r.role = 'intake-worker')
     )
     select a.name, count(distinct b.address)::int as count
     from door.mailbox b join identity.agency a on a.id = b.agency_id join door.letter l on l.mailbox = b.address
     where not exists (
         select from jsonb_array_elements(l.envelope::jsonb -> 'seals') s join there t on t.id::text = s ->> 'to'
         where t.agency_id = b.agency_id)
       and not exists (
         select from door.letter_again g join there t on t.id = g.member_id
         where g.mailbox = l.mailbox and g.position = l.position and t.agency_id = b.agency_id)
       and not exists (select from door.stand_in_wait w where w.mailbox = b.address)
     group by a.name order by a.name`,
  );
  if (rows.length === 0) return { ok: true, says: "Someone who is there can open each letter." };
  const says = rows.map(
    ({ name, count }) =>
      `${name}: ${count} conversations with a letter that nobody who is there can open. Whoever could and left would have to come back and press “Lock what is older for them too”.`,
  );
  return { ok: false, says: says.join(" ") };
};

/** Statements of the advice whose day to be looked at again has passed: they stay open, and may be wrong by now. */
export const examineAdvice: Examine = async (client, { config }) => {
  const { rows } = await client.query<{ today: string }>("select current_date::text as today");
  const today = rows[0]?.today ?? "";
  const statements = [...ownAdvice(config.door.jurisdiction).values()].flatMap((pack) => pack.statements);
  const overdue = statements.filter(({ reviewDue }) => reviewDue < today).map(({ id }) => id);
  const next = statements.map(({ reviewDue }) => reviewDue).sort()[0];
  return overdue.length === 0
    ? { ok: true, says: `The advice is to be looked at again by ${next}.` }
    : {
        ok: false,
        says: `These statements of the advice were to be looked at again by now: ${overdue.join(", ")}. Someone checks their sources, and writes the day into packs/.`,
      };
};
