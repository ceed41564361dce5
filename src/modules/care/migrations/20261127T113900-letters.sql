-- Single lines for another agency (docs/care.md, "A letter: chosen lines"; decision 0196). The unit of permission stays the category: a
-- share of one opens all of it, so single lines are copied out of it into a letter, locked under a key of its own for the agency
-- that is asked and the one that holds the case. It rests on the same as a share does, and ends with its referral.

-- A consent may name lines of a part. Such a yes is for letters with no other lines; no share rests on it.
alter table access.consent_category add column lines text[]
  check (cardinality(lines) between 1 and 60 and array_to_string(lines, '') ~ '^[A-Za-z]+$');

create or replace function access.has_live_basis(s access.share) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select 1
    from access.consent c
    where c.id = s.consent_id
      and c.case_id = s.case_id -- clause: consent-case
      and c.recipient_agency_id = s.agency_id -- clause: consent-recipient
      and c.purpose = s.purpose -- clause: consent-purpose
      and c.withdrawn_at is null -- clause: consent-withdrawn
      and c.expires_at > now() -- clause: consent-expired
      and exists (select 1 from access.consent_category k where k.consent_id = c.id and k.category = s.category and k.lines is null) -- clause: consent-category
  ) or exists (
    select 1
    from access.legal_order o
    where o.id = s.legal_order_id
      and o.case_id = s.case_id -- clause: order-case
      and o.recipient_agency_id = s.agency_id -- clause: order-recipient
      and o.purpose = s.purpose -- clause: order-purpose
      and o.ended_at is null -- clause: order-ended
      and o.issued_at <= now() -- clause: order-issued
      and o.expires_at > now() -- clause: order-expired
      and exists (select 1 from access.legal_order_category k where k.legal_order_id = o.id and k.category = s.category) -- clause: order-category
  )
$$;

-- In the transaction that keeps a yes said in person, by whoever heard it: it is for these lines of this part alone.
create function access.name_lines(of_consent uuid, of_category text, which text[]) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
begin
  update access.consent_category k set lines = which
  from access.consent c
  where k.consent_id = of_consent and k.category = of_category and k.lines is null and c.id = k.consent_id
    and c.given_at = now() and c.given_in_person_to = me.member_id and access.holds(c.case_id);
  return found;
end
$$;
revoke all on function access.name_lines(uuid, text, text[]) from public;
grant execute on function access.name_lines(uuid, text, text[]) to leeward_member;

alter table access.access_entry drop constraint access_entry_clause_check,
  add constraint access_entry_clause_check check (clause in ('holder', 'share', 'letter', 'break-glass', 'person', 'guardian'));

-- A key of its own: what happens to the shares of its part takes no wrap of it.
alter table keys.data_key add column apart boolean not null default false;

create or replace function keys.unwrap_on_share_end() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.ended_at is not null and old.ended_at is null then
    perform access.lock_case(new.case_id);
    if not exists (
      select 1 from access.share s
      where s.case_id = new.case_id and s.category = new.category and s.agency_id = new.agency_id
        and s.id <> new.id and access.is_live(s)
    ) then
      delete from keys.wrap w using keys.data_key d
      where d.id = w.data_key_id and d.case_id = new.case_id and d.category = new.category and not d.apart
        and w.agency_id = new.agency_id
        and w.agency_id <> (select r.holder_agency_id from access.case_record r where r.id = new.case_id);
      update keys.data_key set closed_at = now()
      where case_id = new.case_id and category = new.category and closed_at is null;
    end if;
  end if;
  return null;
end
$$;

create table care.letter_part (
  referral_id uuid not null references care.referral on delete cascade,
  version int not null check (version > 0), -- a letter that is sent anew takes the place of the one before
  category text not null references access.category,
  lines text[] not null check (cardinality(lines) between 1 and 60 and array_to_string(lines, '') ~ '^[A-Za-z]+$'),
  from_version int not null, -- of the section that they were copied from
  case_id uuid not null references care.case_file on delete cascade,
  agency_id uuid not null references identity.agency, -- whom it was sent to
  purpose text not null references access.purpose,
  consent_id uuid references access.consent on delete cascade,
  legal_order_id uuid references access.legal_order on delete cascade,
  protocol_id uuid not null references access.protocol,
  data_key_id uuid not null unique references keys.data_key on delete cascade,
  ciphertext bytea not null check (length(ciphertext) <= 200000),
  opened_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ended_at timestamptz,
  primary key (referral_id, version, category)
);
create index letter_part_of_case on care.letter_part (case_id);
create index letter_part_to on care.letter_part (agency_id) where ended_at is null;
create index letter_part_on_consent on care.letter_part (consent_id);
create index letter_part_on_order on care.letter_part (legal_order_id);
create index letter_part_under on care.letter_part (protocol_id);
alter table care.letter_part enable row level security;

-- As a share of its part would be judged, but for one thing: the yes may be for its lines alone.
create function care.letter_is_live(l care.letter_part) returns boolean
language sql stable security definer cost 5000 set search_path = pg_catalog, pg_temp as $$
  select l.ended_at is null and l.expires_at > now() and access.is_under_protocol(as_share.s) and (access.has_live_basis(as_share.s)
    or exists (
      select from access.consent c join access.consent_category k on k.consent_id = c.id and k.category = l.category
      where c.id = l.consent_id and c.case_id = l.case_id and c.recipient_agency_id = l.agency_id and c.purpose = l.purpose
        and c.withdrawn_at is null and c.expires_at > now() and l.lines <@ k.lines))
  from (select jsonb_populate_record(null::access.share, to_jsonb(l) - 'ciphertext') as s) as_share
$$;

-- Whoever received it, in a role that covers the part for what it was sent for.
create function care.receives_letter(l care.letter_part) returns boolean
language sql stable security definer cost 5000 set search_path = pg_catalog, pg_temp as $$
  select exists (select from access.current_context() me where me.kind = 'member' and me.agency_id = l.agency_id
    and access.role_covers(me.member_id, l.category, l.purpose)) and care.letter_is_live(l)
$$;

grant select on care.letter_part to leeward_member, leeward_supervisor;
create policy letters_at_both on care.letter_part for select to leeward_member, leeward_supervisor
  using (access.holds(case_id) or agency_id = (select access.current_agency_id()) and care.receives_letter(letter_part));
-- That lines were sent, and which; the words stand in their file already.
grant select (referral_id, version, category, lines, case_id, opened_at, ended_at) on care.letter_part to leeward_person;
create policy person_sees_letters on care.letter_part for select to leeward_person
  using (case_id = any ((select access.own_cases())::uuid[]) and exists (select from care.referral r where r.id = referral_id));

-- One part of a letter, looked at: the look is written, and the wrap handed out. No row where the caller may not.
create function care.take_letter_part(of_referral uuid, of_category text) returns keys.taken
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  l care.letter_part;
  taken keys.taken;
  as_role text;
begin
  select x.* into l from care.letter_part x where x.referral_id = of_referral and x.category = of_category
  order by x.version desc limit 1;
  if l.referral_id is null or me.kind is distinct from 'member' then return null; end if;
  if access.decide(l.case_id, l.category) = 'holder' then taken.clause := 'holder';
  elsif l.purpose = me.purpose and care.receives_letter(l) then taken.clause := 'letter';
  else
    return null;
  end if;
  taken.outcome := 'read';
  select w.data_key_id, w.agency_id, w.agency_key_version, w.sealed
  into taken.data_key_id, taken.agency_id, taken.agency_key_version, taken.sealed
  from keys.wrap w where w.data_key_id = l.data_key_id and w.agency_id = me.agency_id;
  select r.role into as_role from identity.member_role r
  join access.role_coverage v on v.role = r.role and v.category = l.category and v.purpose = me.purpose
  where r.member_id = me.member_id order by r.role limit 1;
  taken.entry_id := ledger.record('letter.read', jsonb_strip_nulls(jsonb_build_object('caseId', l.case_id, 'referralId', of_referral,
    'category', l.category, 'agencyId', me.agency_id, 'memberId', me.member_id, 'purpose', me.purpose, 'clause', taken.clause,
    'reader', me.kind, 'dataKeyId', taken.data_key_id, 'keyAgencyId', taken.agency_id)), l.case_id, me.agency_id);
  insert into access.access_entry (case_id, category, agency_id, member_id, role, purpose, outcome, clause, legal_order_id, ledger_entry_id)
  values (l.case_id, l.category, me.agency_id, me.member_id, as_role, me.purpose, 'read', taken.clause,
    case when taken.clause = 'letter' then l.legal_order_id end, taken.entry_id);
  return taken;
end
$$;

-- Ends letters, and takes the wrap of whoever received them; the holder keeps what was sent.
create function care.end_letters(which care.letter_part[]) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  with ended as (
    update care.letter_part l set ended_at = now() from unnest(which) w
    where l.referral_id = w.referral_id and l.version = w.version and l.category = w.category and l.ended_at is null
    returning l.data_key_id, l.case_id
  )
  delete from keys.wrap w using ended e join access.case_record r on r.id = e.case_id
  where w.data_key_id = e.data_key_id and w.agency_id <> r.holder_agency_id
$$;

-- A referral of which nothing is open any more stops (care.stop_referrals does so with the last share).
create function care.stop_empty_referrals(which uuid[], why text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  r care.referral;
begin
  for r in
    update care.referral x set state = 'stopped', state_since = now(), code = why, told_at = null,
      due_at = case when why <> 'became-holder' then now() + care.back_within(x.urgent) end,
      closed_at = case when why = 'became-holder' then now() end
    where x.id = any (which) and x.state in ('sent', 'acknowledged', 'accepted', 'begun')
      and not exists (select from care.referral_part p join access.share s on s.id = p.share_id
        where p.referral_id = x.id and s.ended_at is null)
      and not exists (select from care.letter_part l where l.referral_id = x.id and l.ended_at is null)
    returning x.*
  loop
    perform care.note_referral_step(r, 'stop', why, null, null);
  end loop;
end
$$;

create or replace function care.stop_referrals() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform care.stop_empty_referrals(array(select p.referral_id from care.referral_part p where p.share_id = new.id), new.ended_because);
  return null;
end
$$;

-- With its referral a letter ends, however that came.
create function care.end_letters_of_referral() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform care.end_letters(array(select l from care.letter_part l where l.referral_id = new.id and l.ended_at is null));
  return null;
end
$$;
create trigger end_letters after update of state on care.referral
  for each row when (new.state not in ('sent', 'acknowledged', 'accepted', 'begun')) execute function care.end_letters_of_referral();

-- A yes that is taken back, an order that is lifted: at once, in that transaction.
create function care.end_letters_of_basis() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  dead care.letter_part[] := array(select l from care.letter_part l where l.ended_at is null
    and case tg_table_name when 'consent' then l.consent_id = new.id else l.legal_order_id = new.id end);
begin
  perform care.end_letters(dead);
  perform care.stop_empty_referrals(array(select d.referral_id from unnest(dead) d),
    case tg_table_name when 'consent' then 'withdrawn' else 'basis-ended' end);
  return null;
end
$$;
create trigger end_letters after update of withdrawn_at on access.consent
  for each row when (old.withdrawn_at is null and new.withdrawn_at is not null) execute function care.end_letters_of_basis();
create trigger end_letters after update of ended_at on access.legal_order
  for each row when (old.ended_at is null and new.ended_at is not null) execute function care.end_letters_of_basis();
create function care.end_letters_of_holder() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  dead care.letter_part[] := array(select l from care.letter_part l where l.ended_at is null and l.case_id = new.id
    and l.agency_id = new.holder_agency_id);
begin
  perform care.end_letters(dead);
  perform care.stop_empty_referrals(array(select d.referral_id from unnest(dead) d), 'became-holder');
  return null;
end
$$;
create trigger zz_end_letters after update of holder_agency_id on access.case_record
  for each row when (old.holder_agency_id <> new.holder_agency_id) execute function care.end_letters_of_holder();

-- What ends by time, or with an agreement or an agency, closes at that moment (care.letter_is_live); the worker then takes the wraps,
-- and tells both sides. One under a suspended agreement waits.
create function care.end_dead_letters() returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  dead care.letter_part[] := array(
    select l from care.letter_part l join access.protocol p on p.id = l.protocol_id join identity.agency a on a.id = l.agency_id
    where l.ended_at is null and not care.letter_is_live(l)
      and (p.status <> 'suspended' or p.in_force_until <= now() or l.expires_at <= now() or a.status = 'left'));
begin
  perform access.lock_case(c.case_id) from (select distinct d.case_id from unnest(dead) d order by 1) c;
  perform care.end_letters(dead);
  perform care.stop_empty_referrals(array(select d.referral_id from unnest(dead) d where d.expires_at <= now()), 'expired');
  perform care.stop_empty_referrals(array(select d.referral_id from unnest(dead) d where d.expires_at > now()), 'basis-ended');
  return cardinality(dead);
end
$$;

-- ---------- what a referral carries ----------

create or replace function care.open_parts(of_referral uuid) returns text[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select array(
    select o.category from (
      select p.referral_id, p.category from care.referral_part p join access.share s on s.id = p.share_id
      where p.referral_id = of_referral and access.is_live(s)
      union
      select l.referral_id, l.category from care.letter_part l where l.referral_id = of_referral and care.letter_is_live(l)
    ) o join care.referral r on r.id = o.referral_id
    where access.current_agency_id() in (r.from_agency_id, r.to_agency_id) or r.case_id = any (access.own_cases())
    order by 1)
$$;

create or replace function care.acts_on_referrals(r care.referral) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select from access.current_context() me
    join identity.member_role m on m.member_id = me.member_id
    where me.kind = 'member' and (m.role = 'supervisor' or exists (
      select from (select p.category from care.referral_part p where p.referral_id = r.id
        union select l.category from care.letter_part l where l.referral_id = r.id) k
      where access.role_covers(me.member_id, k.category, r.purpose))))
$$;

drop function care.refusal_of_referral(uuid, uuid, text, uuid, uuid, text[], text);
drop function care.send_referral(uuid, uuid, uuid, text, uuid, uuid, text, boolean, uuid[], uuid, timestamptz);

-- Why a referral cannot be sent: null where it can. `letter`: [{"category", "lines"}].
create function care.refusal_of_referral(of_case uuid, to_agency uuid, for_purpose text, on_consent uuid, on_order uuid,
  categories text[], letter jsonb, what text) returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  standing text;
  recipient uuid;
  purpose_of text;
  withdrawn boolean;
  is_over boolean;
begin
  if me.kind is distinct from 'member' or not access.holds(of_case) then return 'unknown'; end if;
  if to_agency = me.agency_id then return 'self'; end if;
  select a.status into standing from identity.agency a where a.id = to_agency;
  if not found then return 'recipient'; end if;
  if standing <> 'active' then return 'suspended'; end if;
  if exists (select from care.referral r where r.case_id = of_case and r.to_agency_id = to_agency and r.wanted = what
    and r.closed_at is null and r.state in ('sent', 'acknowledged', 'accepted', 'begun'))
  then
    return 'running';
  end if;
  if on_consent is not null then
    select c.recipient_agency_id, c.purpose, c.withdrawn_at is not null, c.expires_at <= now()
    into recipient, purpose_of, withdrawn, is_over from access.consent c where c.id = on_consent and c.case_id = of_case;
  else
    select o.recipient_agency_id, o.purpose, o.ended_at is not null, o.expires_at <= now() or o.issued_at > now()
    into recipient, purpose_of, withdrawn, is_over from access.legal_order o where o.id = on_order and o.case_id = of_case;
  end if;
  if recipient is distinct from to_agency or purpose_of is distinct from for_purpose then return 'basis'; end if;
  if withdrawn then return 'withdrawn'; end if;
  if is_over then return 'basis-over'; end if;
  if cardinality(categories) + jsonb_array_length(letter) = 0 or exists (
    -- a whole part (no lines) rests on a yes to all of it; lines on a yes to it, or to them
    select from (select c as category, null::text[] as lines from unnest(categories) c
      union all select l.category, l.lines from jsonb_to_recordset(letter) as l(category text, lines text[])) w
    where not exists (select from access.consent_category k where k.consent_id = on_consent and k.category = w.category
        and (k.lines is null or w.lines <@ k.lines))
      and not exists (select from access.legal_order_category k where k.legal_order_id = on_order and k.category = w.category))
  then
    return 'parts';
  end if;
  if exists (select from (select unnest(categories) as category union select l.category from jsonb_to_recordset(letter) as l(category text)) w
    where care.agreement_for(of_case, w.category, to_agency, for_purpose) is null)
  then
    return case when exists (
      select from access.protocol p
      join access.protocol_party y on y.protocol_id = p.id and y.agency_id = to_agency
      join access.protocol_party z on z.protocol_id = p.id and z.agency_id = me.agency_id
      where p.status in ('ended', 'suspended') or p.in_force_until <= now()
    ) then 'agreement-over' else 'agreement' end;
  end if;
  return null;
end
$$;

-- Keeps a letter of a referral: [{"category", "lines", "fromVersion", "dataKeyId", "ciphertext", "wraps": [{"agencyId", "version",
-- "sealed"}]}], bytes in base64. Who may not read a part copies nothing out of it, and exactly the two agencies get its key.
create function care.put_letter(r care.referral, letter jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  l record;
  made care.letter_part;
  this_version int := 1 + coalesce((select max(x.version) from care.letter_part x where x.referral_id = r.id), 0);
begin
  perform care.end_letters(array(select x from care.letter_part x where x.referral_id = r.id and x.ended_at is null));
  for l in select * from jsonb_to_recordset(letter) as l(category text, lines text[], "fromVersion" int, "dataKeyId" uuid,
    ciphertext text, wraps jsonb)
  loop
    if access.decide(r.case_id, l.category) is distinct from 'holder' then
      raise exception 'Who may not read a part cannot hand on.' using errcode = 'insufficient_privilege', constraint = 'share_role';
    end if;
    insert into keys.data_key (id, case_id, category, closed_at, apart) values (l."dataKeyId", r.case_id, l.category, now(), true);
    insert into keys.wrap (data_key_id, agency_id, agency_key_version, sealed)
    select l."dataKeyId", w."agencyId", w.version, decode(w.sealed, 'base64')
    from jsonb_to_recordset(l.wraps) as w("agencyId" uuid, version int, sealed text)
    join keys.agency_key k on k.agency_id = w."agencyId" and k.version = w.version and k.replaced_at is null
    where w."agencyId" in (me.agency_id, r.to_agency_id);
    if (select count(*) from keys.wrap w where w.data_key_id = l."dataKeyId") <> 2 then
      raise exception 'A letter is locked for the two agencies, under their keys of now.' using errcode = 'check_violation';
    end if;
    insert into care.letter_part (referral_id, version, category, lines, from_version, case_id, agency_id, purpose, consent_id,
      legal_order_id, protocol_id, data_key_id, ciphertext, expires_at)
    select r.id, this_version, l.category, l.lines, l."fromVersion", r.case_id, r.to_agency_id, r.purpose, r.consent_id,
      r.legal_order_id, care.agreement_for(r.case_id, l.category, r.to_agency_id, r.purpose), l."dataKeyId", decode(l.ciphertext, 'base64'),
      coalesce((select c.expires_at from access.consent c where c.id = r.consent_id),
        (select o.expires_at from access.legal_order o where o.id = r.legal_order_id))
    returning * into made;
    if not care.letter_is_live(made) then
      raise exception 'A letter rests on a live consent or order that names its lines, under an agreement in force.'
        using errcode = 'check_violation', constraint = 'share_not_live';
    end if;
  end loop;
  if jsonb_array_length(letter) > 0 then
    perform ledger.record('letter.sent', jsonb_build_object('caseId', r.case_id, 'referralId', r.id, 'version', this_version,
      'memberId', me.member_id, 'lines', (select jsonb_object_agg(x.category, x.lines) from jsonb_to_recordset(letter) as x(category text, lines text[]))),
      r.case_id, me.agency_id);
  end if;
end
$$;

-- As before (20261126T231900-referrals.sql), with a letter beside the shares, or in their place.
create function care.send_referral(new_referral uuid, of_case uuid, to_agency uuid, for_purpose text, on_consent uuid,
  on_order uuid, what text, is_urgent boolean, shares uuid[], letter jsonb, takes_up_which uuid, due timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  before care.referral;
  made care.referral;
  opened text[];
  refusal text;
begin
  if not access.holds(of_case) then return 'unknown'; end if;
  perform access.lock_case(of_case);
  select array_agg(s.category) into opened from access.share s
  where s.id = any (shares) and s.case_id = of_case and s.agency_id = to_agency and s.purpose = for_purpose
    and s.consent_id is not distinct from on_consent and s.legal_order_id is not distinct from on_order
    and s.opened_by = me.member_id and access.is_live(s);
  refusal := care.refusal_of_referral(of_case, to_agency, for_purpose, on_consent, on_order, coalesce(opened, '{}'), letter, what);
  if refusal is not null then return refusal; end if;
  if coalesce(cardinality(opened), 0) <> cardinality(shares) then return 'parts'; end if;
  if takes_up_which is not null then
    update care.referral r set closed_at = now(), due_at = null
    where r.id = takes_up_which and r.case_id = of_case and r.closed_at is null
      and r.state in ('declined', 'taken-back', 'stopped') returning r.* into before;
    if not found then return 'takes-up'; end if;
    perform care.note_referral_step(before, 'close', 'asked-another', me.agency_id, me.member_id);
  end if;
  insert into care.referral (id, case_id, from_agency_id, to_agency_id, purpose, consent_id, legal_order_id, wanted, urgent,
    takes_up, sent_by, due_at)
  values (new_referral, of_case, me.agency_id, to_agency, for_purpose, on_consent, on_order, what, is_urgent,
    takes_up_which, me.member_id, due)
  returning * into made;
  insert into care.referral_part (referral_id, category, share_id)
  select new_referral, s.category, s.id from access.share s where s.id = any (shares);
  perform care.put_letter(made, letter);
  perform care.note_referral_step(made, 'send', null, me.agency_id, me.member_id);
  return null;
end
$$;

-- A letter anew, while the referral is under way: null, 'unknown', 'not-now', or as care.refusal_of_referral says.
create function care.send_letter(of_referral uuid, letter jsonb) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  r care.referral;
  refusal text;
begin
  select x.* into r from care.referral x where x.id = of_referral and access.holds(x.case_id);
  if not found then return 'unknown'; end if;
  perform access.lock_case(r.case_id);
  select x.* into r from care.referral x where x.id = of_referral for update;
  if r.state not in ('sent', 'acknowledged', 'accepted', 'begun') then return 'not-now'; end if;
  refusal := care.refusal_of_referral(r.case_id, r.to_agency_id, r.purpose, r.consent_id, r.legal_order_id, '{}', letter, '');
  if refusal is not null then return refusal; end if;
  perform care.put_letter(r, letter);
  insert into care.referral_step (referral_id, act, agency_id, member_id) values (r.id, 'letter', me.agency_id, me.member_id);
  perform events.emit('referral.moved-on', r.to_agency_id, jsonb_build_object('caseId', r.case_id));
  return null;
end
$$;

revoke all on function care.letter_is_live(care.letter_part), care.receives_letter(care.letter_part), care.take_letter_part(uuid, text), care.end_letters(care.letter_part[]),
  care.stop_empty_referrals(uuid[], text), care.end_letters_of_referral(), care.end_letters_of_basis(), care.end_letters_of_holder(),
  care.end_dead_letters(), care.refusal_of_referral(uuid, uuid, text, uuid, uuid, text[], jsonb, text),
  care.put_letter(care.referral, jsonb),
  care.send_referral(uuid, uuid, uuid, text, uuid, uuid, text, boolean, uuid[], jsonb, uuid, timestamptz),
  care.send_letter(uuid, jsonb) from public;
grant execute on function care.receives_letter(care.letter_part) to leeward_member, leeward_supervisor;
grant execute on function care.take_letter_part(uuid, text),
  care.refusal_of_referral(uuid, uuid, text, uuid, uuid, text[], jsonb, text),
  care.send_referral(uuid, uuid, uuid, text, uuid, uuid, text, boolean, uuid[], jsonb, uuid, timestamptz),
  care.send_letter(uuid, jsonb) to leeward_member;
grant execute on function care.end_dead_letters() to leeward_clock_worker;
