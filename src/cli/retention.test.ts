import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { declareKeeping } from "../modules/care/index.ts";
import { type TestCare, testCare } from "../modules/care/testing.ts";
import { runLeeward } from "./testing.ts";

let care: TestCare;
beforeAll(async () => {
  care = await testCare();
  await declareKeeping(care.house.connectionString, "coe", new Date()); // as a start does
  await rows(`insert into identity.member (agency_id, email, display_name, password_hash)
    select a.id, n || '@gone.example', 'Marta', 'hash' from generate_series(1, 12) n, (select id from identity.agency limit 1) a`);
});
afterAll(() => care.stop());

const rows = async (text: string, ...values: unknown[]) => (await care.house.owner.query(text, values)).rows;
const leeward = async (...words: string[]) => {
  const ran = await runLeeward([...words, "--json"], { DATABASE_URL: care.house.connectionString });
  expect(ran.code, ran.err).toBe(0);
  return JSON.parse(ran.out);
};
const counts = (answer: { schedules: { schedule: string; deleted: number }[] }): Record<string, number> =>
  Object.fromEntries(answer.schedules.map(({ schedule, deleted }) => [schedule, deleted]));

/** A case that one agency handed to another 35 days ago, and a data key of it. */
const handedOver = (closed: string): string =>
  `p as (insert into identity.person default values returning id),
  a as (select array_agg(k.agency_id order by k.agency_id) as ids from keys.agency_key k where k.version = 1),
  r as (insert into access.case_record (holder_agency_id, person_id) select a.ids[1], p.id from a, p returning id),
  h as (insert into leaving.hand_over (id, case_id, from_agency_id, to_agency_id, basis, offered_by, outcome, settled_by, settled_at)
    select gen_random_uuid(), r.id, a.ids[2], a.ids[1], 'person-agreed', m.id, 'accepted', m.id, now() - interval '35 days' + $1::interval
    from r, a, (select id from identity.member limit 1) m)` +
  `, d as (insert into keys.data_key (case_id, category, closed_at) select r.id, 'contact', ${closed} from r returning id)`;

/** One of the members made for this goes to an agency that left so many days ago: nobody new can be put there. */
const formerMember = (days: number): string =>
  `with a as (insert into identity.agency (name, kind, status, left_at)
      values (gen_random_uuid()::text, 'ngo', 'left', now() - interval '${days} days' + $1::interval) returning id)
    update identity.member m set agency_id = a.id from a where m.id = (select s.id from identity.member s
      join identity.agency b on b.id = s.agency_id where s.display_name = 'Marta' and b.status = 'active' limit 1)`;

/** One of the members made for this was suspended so many days ago, in an agency that goes on. */
const suspendedMember = (days: number): string =>
  `update identity.member m set status = 'suspended', suspended_at = now() - interval '${days} days' + $1::interval
    where m.id = (select s.id from identity.member s join identity.agency b on b.id = s.agency_id
      where s.display_name = 'Marta' and s.status = 'active' and b.status = 'active' limit 1)`;
const forgottenOrNot = `(select m.id from identity.member m
  where (m.email::text like '%@left.invalid') = ($1::interval < interval '0') and not exists (
    select from identity.member_key k where k.member_id = m.id) limit 1)`;

/** A case that was closed twenty years ago, led by a pack or by none, and whose day was told. */
const closedCase = (pack: string | null): string =>
  `with a as (select id from identity.agency where status = 'active' limit 1),
    p as (insert into identity.person default values returning id),
    r as (insert into access.case_record (holder_agency_id, person_id) select a.id, p.id from a, p returning id),
    f as (insert into care.case_file (id, alias, state, state_since, goes_at, gender, age_band)
      select r.id, 'Heron ' || left(r.id::text, 8), 'closed', now() - interval '20 years', now() + $1::interval, 'unknown', 'unknown'
      from r returning id)
    ${pack === null ? "" : `, j as (insert into care.journey select id, '${pack}', 1, '{"state":"closed"}' from f)`} select from f`;

/** By schedule: a row that is past its time by a moment, and one that is not yet. `$1` is the time from now. */
const PLANT: Readonly<Record<string, string>> = {
  "sign-in-challenges":
    "insert into identity.words_challenge values (gen_random_bytes(32), gen_random_bytes(16), now() + $1::interval)",
  "spent-challenges": "insert into http.spent values (gen_random_bytes(32), now() + $1::interval)",
  visits:
    "insert into identity.words_session (address, secret_hash, expires_at) select address, gen_random_bytes(32), now() + $1::interval from identity.words limit 1",
  sessions: `insert into identity.session (member_id, secret_hash, stage, created_at, expires_at)
    select id, gen_random_bytes(32), 'full', now() - interval '1 year', now() - interval '90 days' + $1::interval from identity.member limit 1`,
  invitations: `insert into identity.invitation (agency_id, email, roles, token_hash, expires_at)
    select id, 'someone@example.org', '{caseworker}', gen_random_bytes(32), now() - interval '30 days' + $1::interval from identity.agency limit 1`,
  "kept-answers": `insert into http.idempotency (scope, key, request_hash, at)
    values (gen_random_bytes(32), encode(gen_random_bytes(32), 'hex'), gen_random_bytes(32), now() - interval '48 hours' + $1::interval)`,
  notices:
    "insert into events.domain_event (type, subject, at) values ('case.opened', '{}', now() - interval '30 days' + $1::interval)",
  "holder-alarms": `with h as (insert into keys.holder (agency_id, address, certificate, signing_key)
      select id, 'https://keys.example:8443', '-', gen_random_bytes(32) from identity.agency order by id limit 1
      on conflict (agency_id) do update set address = excluded.address returning agency_id)
    insert into keys.holder_alarm (agency_id, entry, at, rule, count)
    select agency_id, extract(epoch from clock_timestamp()) * 1000, now() - interval '365 days' + $1::interval, 'many', 1 from h`,
  "backup-notes": `insert into installation.backup values (gen_random_uuid()::text, 'main', now() - interval '400 days' + $1::interval, 1, repeat('0', 64))`,
  renewals: `insert into identity.renewal (id, member_id, begun_by, token_hash, expires_at)
    select gen_random_uuid(), id, id, gen_random_bytes(32), now() + $1::interval from identity.member limit 1`,
  "retention-notes": `insert into retention.deletion (schedule, at, deleted)
    values ('visits', now() - interval '730 days' + $1::interval, 1)`,
  "former-holder-wraps": `with ${handedOver("null::timestamptz")}
    insert into keys.wrap (data_key_id, agency_id, agency_key_version, sealed) select d.id, a.ids[2], 1, '' from d, a`,
  // What nobody can open has no time of its own: it is there, or it is not.
  "left-behind": `with ${handedOver("case when $1::interval < interval '0' then now() end")} select from d`,
  "former-member-addresses": formerMember(90),
  "former-member-names": formerMember(3650),
  "suspended-member-addresses": suspendedMember(365),
  "suspended-member-names": suspendedMember(3650),
  // Over once the address has gone, and not before: a member of each kind has one.
  "forgotten-member-passkeys": `insert into identity.passkey (member_id, credential_id, public_key, sign_count, name, rp_id, backed_up)
    select ${forgottenOrNot}, gen_random_bytes(20), '', 0, 'key', 'house.test', false`,
  "forgotten-member-links": `insert into identity.provider_link (issuer, subject, member_id)
    select 'https://id.example', gen_random_uuid()::text, ${forgottenOrNot}`,
  "forgotten-member-codes": `insert into identity.recovery_code (member_id, code_hash) select ${forgottenOrNot}, gen_random_bytes(32)`,
  "forgotten-member-keys": `insert into identity.member_key (member_id, reading_key, signing_key, wrapped)
    select ${forgottenOrNot}, gen_random_bytes(32), gen_random_bytes(32), gen_random_bytes(60)`,
  "forgotten-member-keepings": `with m as (select ${forgottenOrNot} as id), k as (insert into identity.member_key (member_id, reading_key, signing_key, wrapped)
      select m.id, gen_random_bytes(32), gen_random_bytes(32), gen_random_bytes(60) from m returning *)
    insert into identity.keeping (id, member_id, member_key_id, statement, statement_hash, signature, wrapped)
    select gen_random_uuid(), k.member_id, k.id, '{}', repeat('0', 64), gen_random_bytes(64), gen_random_bytes(93) from k`,
  "proposals-about-members": `insert into proposals.proposal (id, kind, agency_id, content, content_hash, proposed_by, proposed_at, ripe_at, expires_at)
    select gen_random_uuid(), k, agency_id, '{"email":"someone@example.org"}', gen_random_bytes(32), id, t - interval '2 days', t - interval '2 days', t
    from (select * from identity.member where status = 'active' order by id limit 1) m,
      (select now() - interval '365 days' + $1::interval as t) w,
      (values ('member.admission'), ('door.readers')) kinds (k)`,
  mailboxes: `with w as (insert into identity.words (address, reading_key, signing_key)
      values (gen_random_bytes(16), gen_random_bytes(32), gen_random_bytes(32)) returning address)
    insert into door.mailbox (address, agency_id, last_visit_on)
    select w.address, a.id, current_date - 60 + case when $1::interval < interval '0' then -1 else 0 end
    from w, (select id from identity.agency limit 1) a`,
  spam: `with w as (insert into identity.words (address, reading_key, signing_key)
      values (gen_random_bytes(16), gen_random_bytes(32), gen_random_bytes(32)) returning address)
    insert into door.mailbox (address, agency_id, goes_on, set_aside_by)
    select w.address, m.agency_id, current_date + case when $1::interval < interval '0' then 0 else 1 end, m.id
    from w, (select * from identity.member where status = 'active' limit 1) m`,
  "draft-keys": `with m as (select * from identity.member where status = 'active' limit 1),
    p as (insert into identity.person default values returning id),
    r as (insert into access.case_record (holder_agency_id, person_id) select m.agency_id, p.id from m, p returning id),
    f as (insert into care.case_file (id, alias, state, gender, age_band)
      select r.id, 'Heron ' || left(r.id::text, 8), 'contact', 'unknown', 'unknown' from r returning id)
    insert into care.draft_key (case_id, category, member_id, key, made_at)
    select f.id, 'contact', m.id, gen_random_bytes(32), now() - interval '30 days' + $1::interval from f, m`,
  "desk-draft-keys": `insert into door.draft_key (member_id, what, key, made_at)
    select m.id, 'call', gen_random_bytes(32), now() - interval '30 days' + $1::interval
    from identity.member m where not exists (select from door.draft_key d where d.member_id = m.id) limit 1`,
  "former-keys": `with l as (select * from identity.member_key where retired_at is null and wrapped <> '' limit 1)
    insert into identity.member_key (member_id, reading_key, signing_key, wrapped, sealed, sealed_to, retired_at)
    select l.member_id, gen_random_bytes(32), gen_random_bytes(32), null, gen_random_bytes(112), l.id,
      now() - interval '30 days' + $1::interval from l`,
  "call-counts": `insert into door.call_count (agency_id, day)
    select id, current_date - 70 - case when $1::interval < interval '0' then 1 else 0 end
    from identity.agency limit 1`,
  "door-figures": `insert into door.month_figure (agency_id, month, what)
    select id, date_trunc('month', now() - interval '1830 days'
        + case when $1::interval < interval '0' then interval '-32 days' else interval '32 days' end), 'begun'
    from identity.agency limit 1`,
  "unfinished-attachments": `with w as (insert into identity.words (address, reading_key, signing_key)
      values (gen_random_bytes(16), gen_random_bytes(32), gen_random_bytes(32)) returning address),
    m as (insert into door.mailbox (address, agency_id, last_visit_on)
      select w.address, a.id, current_date from w, (select id from identity.agency limit 1) a returning address)
    insert into door.attachment (id, mailbox, pieces, begun_hour)
    select gen_random_uuid(), address, 1, now() - interval '1 day' + $1::interval from m`,
  snapshots: `insert into statistics.snapshot (run_id, agency_id, sealed, made_at)
    select gen_random_uuid(), id, '', now() - interval '30 days' + $1::interval from identity.agency limit 1`,
  sources: `insert into statistics.source (id, agency_id, imported_by, imported_at, title, origin, kind, form, columns,
      variables, file_sha256, sealed)
    select gen_random_uuid(), agency_id, id, now() - interval '30 days' + $1::interval, 'A table', 'Somewhere', 'public', 'ctdc',
      '{gender}', '[]', gen_random_bytes(32), '' from identity.member limit 1`,
  words: `insert into identity.words (address, reading_key, signing_key, made_at)
    values (gen_random_bytes(16), gen_random_bytes(32), gen_random_bytes(32), now() - interval '2 hours' + $1::interval)`,
  "closed-cases": closedCase(null),
  ...Object.fromEntries(
    ["coe", "gb-eaw", "gb-sct", "it"].map((pack) => [`closed-cases-${pack}`, closedCase(pack)]),
  ),
  "capacity-questions": `insert into care.capacity_question (id, from_agency_id, to_agency_id, wanted, for_whom, children, needs,
      from_when, expires_at)
    select gen_random_uuid(), a.id, b.id, 'safe-place', 'woman', 0, '{}', 'now', now() - interval '30 days' + $1::interval
    from identity.agency a join identity.agency b on b.id <> a.id limit 1`,
  "import-reports": `insert into care.import (id, agency_id, imported_by, file_sha256, row_count, imported_count, refused, at)
    select gen_random_uuid(), agency_id, id, gen_random_bytes(32), 1, 1, '[]', now() - interval '730 days' + $1::interval
    from identity.member limit 1`,
};

describe("retention", () => {
  it("names a time, an event, a reason and a source for everything, and what deletes it", async () => {
    const { schedules, confirmedByCounsel } = await leeward("retention", "report");
    expect(confirmedByCounsel).toBe(false);
    const own = schedules.filter((one: { elsewhere: string | null }) => one.elsewhere === null);
    expect(own.map(({ name }: { name: string }) => name).sort()).toEqual(Object.keys(PLANT).sort());
    for (const one of schedules) {
      for (const word of [one.what, one.since, one.reason, one.source])
        expect(word.length).toBeGreaterThan(3);
    }
  });

  for (const [name, plant] of Object.entries(PLANT)) {
    it(`deletes what is past its time and nothing else: ${name}`, async () => {
      await care.addPerson();
      await leeward("retention", "run");
      await rows(plant, "-1 minute");
      await rows(plant, "1 hour");
      expect(counts(await leeward("retention", "run", "--dry-run"))[name]).toBe(1);
      expect(counts(await leeward("retention", "run"))[name]).toBe(1);
      expect(counts(await leeward("retention", "run"))[name]).toBe(0);
    });
  }

  it("leaves a former member's row for the looks that name it, first without address, at last without a name", async () => {
    const found = await rows(
      `select m.email like '%@left.invalid' as addressless, m.password_hash, m.display_name, round(extract(epoch from now() - a.left_at) / 86400) as days
       from identity.member m join identity.agency a on a.id = m.agency_id where a.status = 'left' order by a.left_at desc`,
    );
    const said = (days: string, addressless: boolean, display_name: string) => ({
      ...{ days, addressless, display_name, password_hash: addressless ? "-" : "hash" },
    });
    expect(found).toEqual([
      said("90", false, "Marta"),
      said("90", true, "Marta"),
      said("3650", true, "Marta"),
      said("3650", true, "—"),
    ]);
  });

  it("leaves a suspended member's row as an agency's that left, and nothing to sign in with", async () => {
    const found = await rows(
      `select email like '%@left.invalid' as addressless, password_hash, display_name, second_factor_last_step::int as step,
         round(extract(epoch from now() - suspended_at) / 86400)::int as days
       from identity.member where status = 'suspended' order by suspended_at desc, display_name`,
    );
    const said = (days: number, addressless: boolean, display_name: string) => ({
      ...{ days, addressless, display_name, password_hash: addressless ? "-" : "hash", step: 0 },
    });
    expect(found).toEqual([
      said(365, false, "Marta"),
      said(365, true, "Marta"),
      said(3650, true, "Marta"),
      said(3650, true, "—"),
    ]);
    const left = `select count(*)::int as n from %s t join identity.member m on m.id = t.member_id where m.email like '%@left.invalid'`;
    for (const table of ["passkey", "provider_link", "recovery_code", "member_key"]) {
      const more = table === "member_key" ? " and t.wrapped <> ''" : "";
      expect(await rows(left.replace("%s", `identity.${table}`) + more), table).toEqual([{ n: 0 }]);
    }
  });

  it("shows what went, in the report and in the ledger, as numbers alone", async () => {
    const { schedules } = await leeward("retention", "report");
    const visits = schedules.find((one: { name: string }) => one.name === "visits");
    expect(visits).toMatchObject({ deletedIn30Days: 1, pastItsTime: 0 });
    const [entry] = await rows(
      "select content from ledger.entry where kind = 'retention.kept' order by id desc limit 1",
    );
    expect(JSON.parse(entry.content).deleted).toEqual({ "import-reports": 1 });
  });

  it("has another time by a command, with a reason and an entry, and deletes by it", async () => {
    const set = (...words: string[]) =>
      leeward("retention", "set", ...words, "--reason", "A letter of counsel");
    const daysOf = async () =>
      (await rows("select kept_days, reason from retention.schedule where name = 'notices'"))[0];
    const entries = () =>
      rows("select content::jsonb as content from ledger.entry where kind = 'retention.changed' order by id");
    await rows(
      "insert into events.domain_event (type, subject, at) values ('case.opened', '{}', now() - interval '20 days')",
    );
    const before = await daysOf();
    const tried = await set("notices", "10", "--check");
    expect(tried).toMatchObject({ changed: false, days: 10 });
    expect(tried.pastItsTime).toBeGreaterThan(0);
    expect([await daysOf(), await entries()], "only told").toEqual([before, []]);
    expect(await set("notices", "10")).toMatchObject({ changed: true, pastItsTime: tried.pastItsTime });
    expect(await daysOf()).toEqual({ kept_days: 10, reason: "A letter of counsel" });
    expect(await entries()).toMatchObject([
      { content: { schedule: "notices", days: 10, before: 30, reason: "A letter of counsel" } },
    ]);
    expect(await set("notices", "10"), "the same wish twice is one wish").toMatchObject({ changed: false });
    expect(await entries()).toHaveLength(1);
    expect(counts(await leeward("retention", "run")).notices).toBe(tried.pastItsTime);
    await set("notices", "30");
  });

  it("has no other time where something else decides it, or none at all", async () => {
    const refused = async (...words: string[]) => {
      const ran = await runLeeward(["retention", "set", ...words, "--json"], {
        DATABASE_URL: care.house.connectionString,
      });
      return [ran.code, JSON.parse(ran.out).error.code];
    };
    const why = ["--reason", "A letter of counsel"];
    const [elsewhere] = await rows("select name from retention.schedule where elsewhere is not null limit 1");
    expect(await refused("no-such-thing", "10", ...why)).toEqual([1, "schedule-unknown"]);
    expect(await refused("forgotten-member-keys", "10", ...why)).toEqual([1, "schedule-event"]);
    expect(await refused("closed-cases-coe", "10", ...why)).toEqual([1, "schedule-pack"]);
    expect(await refused(elsewhere.name, "10", ...why)).toEqual([1, "schedule-elsewhere"]);
    for (const days of ["0", "-1", "1.5", "99999"])
      expect(await refused("notices", days, ...why)).toEqual([2, "usage"]);
    expect(await refused("notices", "10")).toEqual([2, "usage"]);
    const { rows: may } = await care.house.owner.query(
      "select rolname from pg_roles where rolname like 'leeward\\_%' and has_function_privilege(oid, 'retention.set_days(text, int, text)', 'execute')",
    );
    expect(may).toEqual([]);
  });

  for (const name of ["former-holder-wraps", "left-behind"]) {
    it(`deletes nothing that a legal hold names: ${name}`, async () => {
      await leeward("retention", "run");
      await rows(PLANT[name] ?? "", "-1 minute");
      await rows(
        `with o as (insert into access.legal_order (case_id, authority, article, issued_at, expires_at)
           select case_id, 'City Court', '140', now(), now() + interval '1 day' from leaving.hand_over returning id)
         insert into access.legal_order_category select id, 'contact' from o`,
      );
      expect(counts(await leeward("retention", "run"))[name]).toBe(0);
      await rows("update access.legal_order set ended_at = now()");
      expect(counts(await leeward("retention", "run"))[name]).toBe(1);
    });
  }
});
