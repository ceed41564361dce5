import { afterAll, beforeAll, expect, it } from "vitest";
import { type MemberKeys, makeMemberKeys, sealFormerKeys } from "../../core/identity/member-keys.ts";
import { toBase64Url } from "../../core/keys/index.ts";
import { type TestHouse, type TestMember, testHouse, testRandom } from "../../core/testing.ts";
import type { Api } from "../../web/api/client.ts";
import type { Mailbox } from "../../web/api/door-answers.ts";
import type { OwnKeys } from "../../web/session/key-ring.ts";
import { withFormerKeys } from "../../web/session/own-keys.ts";
import { NO_MARKS } from "./desk-note.ts";
import { sealForNewcomers } from "./pages/inbox-again.ts";
import { openMailbox, placeOf, type ReadMailbox } from "./pages/inbox-read.ts";
import { lockDeskNote } from "./stored-desk-note.ts";
import { openTestDoor, someoneWrites, type TestDoor } from "./testing.ts";

// A former pair goes when nothing is locked for it alone, and never before: a letter, a note, a later seal, the list that
// whoever writes now locks to, an older pair, a colleague's part, a stand-in's seal. Mutants that these must kill: each of those
// clauses left out; a present seal of a letter that counts for a note, or for a colleague.

let house: TestHouse;
let door: TestDoor;
let mona: TestMember;
beforeAll(async () => {
  house = await testHouse();
  door = await openTestDoor(house, "Open Line");
  mona = await house.addMember({ agencyId: door.agencyId, name: "Mona", roles: ["intake-worker"] });
  await door.publish([door.intake, mona]);
});
afterAll(() => house.stop());

const rows = async (text: string, ...values: unknown[]) => (await house.owner.query(text, values)).rows;
const fetched = (member: TestMember, address: string) => door.as(member)<Mailbox>(`/api/inbox/${address}`);
async function look(member: TestMember, address: string, keys: OwnKeys): Promise<ReadMailbox> {
  const reading = await openMailbox(await fetched(member, address), keys, member.id);
  if (reading.state !== "read") throw new Error(`the lists do not check out: ${reading.state}`);
  return reading;
}
const said = ({ letters, notes }: ReadMailbox) => [
  ...letters.map((one) => (one.ok ? one.body.text : one.reason)),
  ...notes.map((one) => (one.ok ? one.note.text : one.reason)),
];
async function note(address: string, text: string): Promise<void> {
  const mailbox = await fetched(door.intake, address);
  const { newest } = await look(door.intake, address, { ...door.intake.keys, former: [] });
  const locked = await lockDeskNote(
    { mailbox: placeOf(mailbox), order: mailbox.notes.length + 1, recipients: newest },
    { memberId: door.intake.id, hour: 500_000, text, marks: NO_MARKS },
    door.intake.keys.signing.privateKey,
    testRandom,
  );
  const path = `/api/inbox/${address}/notes`;
  await door.as(door.intake)(path, { method: "POST", body: { note: locked }, key: crypto.randomUUID() });
}
/** Other keys for Mona, her former ones sealed to them. */
async function rotate(former: MemberKeys): Promise<MemberKeys> {
  const next = await makeMemberKeys(testRandom);
  await door.as(mona)("/api/me/keys", {
    method: "POST",
    key: crypto.randomUUID(),
    body: {
      readingKey: toBase64Url(next.reading.publicKey),
      signingKey: toBase64Url(next.signing.publicKey),
      wrapped: "a".repeat(120),
      former: toBase64Url(await sealFormerKeys(former, next.reading.publicKey, mona.id, testRandom)),
      rootKey: null,
    },
  });
  return next;
}
const withAll = (keys: MemberKeys) =>
  withFormerKeys(keys, mona.id, { get: (path: string) => door.as(mona)(path) } as unknown as Api);
/** A month passes, and the schedules run; how many former pairs are left. */
async function monthLater(): Promise<number> {
  await rows(
    "update identity.member_key set retired_at = retired_at - interval '31 days' where retired_at is not null",
  );
  await rows("select retention.keep(false)");
  const [left] = await rows(
    "select count(*)::int as n from identity.member_key where member_id = $1 and retired_at is not null",
    mona.id,
  );
  return left.n;
}
async function sealToAll(address: string, what: "letters" | "notes"): Promise<void> {
  const mailbox = await fetched(door.intake, address);
  const reading = await look(door.intake, address, { ...door.intake.keys, former: [] });
  const { seals, notes } = await sealForNewcomers(mailbox, reading, testRandom);
  await door.as(door.intake)(`/api/inbox/${address}/seals`, {
    method: "PUT",
    body: what === "notes" ? { seals: [], notes } : { seals },
  });
}

it("a former pair stays while anything is locked for it alone, then goes, and nothing opens with it after", async () => {
  const second = await rotate(mona.keys);
  expect(await monthLater(), "the newest list names it").toBe(1);
  const { address } = await someoneWrites(door, "to the first keys");
  await note(address, "among colleagues");
  await door.publish([door.intake, { ...mona, keys: second }]);
  expect(await monthLater(), "a letter and a note are locked for it").toBe(1);
  expect(said(await look(mona, address, await withAll(second)))).toEqual([
    "to the first keys",
    "among colleagues",
  ]);
  await sealToAll(address, "notes");
  expect(await monthLater(), "a letter is").toBe(1);
  await sealToAll(address, "letters");
  expect((await withAll(second)).former).toHaveLength(1);
  expect(await monthLater()).toBe(0);
  const keys = await withAll(second);
  expect(keys.former).toEqual([]);
  expect(said(await look(mona, address, keys))).toEqual(["to the first keys", "among colleagues"]);

  // The same with a note that is the last.
  const third = await rotate(second);
  const later = await someoneWrites(door, "to the second keys");
  await note(later.address, "of the second keys");
  await door.publish([door.intake, { ...mona, keys: third }]);
  for (const one of [address, later.address]) await sealToAll(one, "letters");
  await sealToAll(address, "notes");
  expect(await monthLater(), "a note is").toBe(1);
  await sealToAll(later.address, "notes");
  expect(await monthLater()).toBe(0);

  const present = await withAll(third);
  expect(present.former).toEqual([]);
  expect(said(await look(mona, later.address, present))).toEqual([
    "to the second keys",
    "of the second keys",
  ]);
  for (const table of ["letter_again", "desk_note_again"])
    await rows(`delete from door.${table} where member_id = $1`, mona.id);
  for (const one of [address, later.address])
    expect(said(await look(mona, one, present)), "the locks for former pairs").toEqual([
      "former-keys",
      "former-keys",
    ]);
});

it("an older pair goes before the one that opens it, each in its own run, and none within a month", async () => {
  const [present] = await rows(
    "select id, reading_key from identity.member_key where member_id = $1 and retired_at is null",
    mona.id,
  );
  const old = async (sealedTo: string, days: number): Promise<string> => {
    const [row] = await rows(
      `insert into identity.member_key (member_id, reading_key, signing_key, wrapped, sealed, sealed_to, retired_at)
       values ($1, gen_random_bytes(32), gen_random_bytes(32), null, gen_random_bytes(112), $2, now() - make_interval(days => $3))
       returning id`,
      mona.id,
      sealedTo,
      days,
    );
    return row.id;
  };
  const left = async () =>
    (
      await rows(
        "select id from identity.member_key where member_id = $1 and retired_at is not null",
        mona.id,
      )
    ).map(({ id }) => id);
  const newer = await old(present.id, 40);
  const oldest = await old(newer, 50);
  const fresh = await old(present.id, 29);
  await rows("select retention.keep(false)");
  expect(new Set(await left())).toEqual(new Set([newer, fresh]));
  expect(await left()).not.toContain(oldest);
  await rows("select retention.keep(false)");
  expect(await left()).toEqual([fresh]);
});

it("a pair stays while a colleague's part, the member's own kept keys, or the root key of before a loss are sealed to it", async () => {
  const [needed] = await rows(
    `select id, translate(encode(reading_key, 'base64'), E'+/=\n', '-_') as named from identity.member_key
     where member_id = $1 and retired_at is not null`,
    mona.id,
  );
  const keeping = (of: string, keyOf: string, statement: string) =>
    rows(
      `insert into identity.keeping (id, member_id, member_key_id, statement, statement_hash, signature, wrapped)
       select gen_random_uuid(), $1, k.id, $3, repeat('0', 64), gen_random_bytes(64), gen_random_bytes(93)
       from identity.member_key k where k.id = $2 or (k.member_id::text = $2::text and k.retired_at is null) returning id`,
      of,
      keyOf,
      statement,
    );
  const [forColleague] = await keeping(
    door.intake.id,
    door.intake.id,
    JSON.stringify({ keepers: [needed.named] }),
  );
  await rows(
    "insert into identity.kept_part values ($1, $2, 0, gen_random_bytes(112))",
    forColleague.id,
    mona.id,
  );
  expect(await monthLater(), "a part that she keeps").toBe(1);
  await rows("delete from identity.keeping where id = $1", forColleague.id);

  const [own] = await keeping(mona.id, needed.id, "{}");
  expect(await monthLater(), "her own kept pair").toBe(1);
  await rows("delete from identity.keeping where id = $1", own.id);

  const root =
    "update identity.agency set root_key_sealed = root_key_sealed || jsonb_build_object($1::text, 'x')";
  await rows(`${root} where id = $2`, mona.id, door.agencyId);
  await rows(
    "update identity.member_key set renewed = true where member_id = $1 and retired_at is null",
    mona.id,
  );
  expect(await monthLater(), "the root key, after a loss").toBe(1);
  await rows("update identity.member_key set renewed = false where member_id = $1", mona.id);
  expect(await monthLater()).toBe(0);
});

it("a pair stays while a later seal is for it alone", async () => {
  const { address } = await someoneWrites(door, "before the second keys went");
  const [row] = await rows(
    `with l as (select * from identity.member_key where member_id = $1 and retired_at is null)
     insert into identity.member_key (member_id, reading_key, signing_key, wrapped, sealed, sealed_to, retired_at)
     select l.member_id, sha256('former'), gen_random_bytes(32), null, gen_random_bytes(112), l.id, now() from l returning reading_key`,
    mona.id,
  );
  const again = (table: string, key: Buffer) =>
    rows(
      `insert into door.${table} (mailbox, position, member_id, reading_key, sealed, made_by)
       select m.address, 1, $1, $2, gen_random_bytes(80), $3 from door.mailbox m
       where exists (select from door.${table === "letter_again" ? "letter" : "desk_note"} x where x.mailbox = m.address and x.position = 1)
       order by m.opened_hour desc limit 1`,
      mona.id,
      key,
      door.intake.id,
    );
  await note(address, "a note");
  const [present] = await rows(
    "select reading_key as key from identity.member_key where member_id = $1 and retired_at is null",
    mona.id,
  );
  for (const table of ["letter_again", "desk_note_again"]) {
    await rows(`delete from door.${table} where member_id = $1`, mona.id);
    await again(table, row.reading_key);
    expect(await monthLater(), table).toBe(1);
    await again(table, present.key);
  }
  const [wait] = await rows(
    `insert into door.stand_in_wait (mailbox, stand_in_agency_id, opens_at)
     select address, agency_id, now() + interval '1 day' from door.mailbox limit 1 returning mailbox`,
  );
  await rows(
    "insert into door.stand_in_seal values ($1, 1, $2, $3, gen_random_bytes(80))",
    wait.mailbox,
    mona.id,
    row.reading_key,
  );
  expect(await monthLater(), "a seal that waits to be opened").toBe(1);
  await rows("delete from door.stand_in_wait");
  expect(await monthLater()).toBe(0);
});
