import type { Examine } from "../../core/doctor/index.ts";
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
