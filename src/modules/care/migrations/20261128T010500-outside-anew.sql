-- A sealed file sent anew (docs/care.md, "An agency that is not on Leeward"; decision 0253): it was lost, went to a wrong address or was sealed
-- to a key that nobody there has. The file before it is asked back: its row is left without its referral, as that of an erased case is.

-- What a letter asks of the yes that it rests on, and of who sends it: null, or why not.
create function care.refusal_of_outside(c access.consent, letter jsonb) returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if c.withdrawn_at is not null then return 'withdrawn'; end if;
  if c.expires_at <= now() then return 'basis-over'; end if;
  if jsonb_array_length(letter) = 0 or exists (
    select from jsonb_to_recordset(letter) as l(category text, lines text[])
    where not exists (select from access.consent_category k where k.consent_id = c.id and k.category = l.category
      and (k.lines is null or l.lines <@ k.lines)))
  then
    return 'parts';
  end if;
  -- Who may not read a part cannot hand on.
  if exists (select from jsonb_to_recordset(letter) as l(category text)
    where access.decide(c.case_id, l.category) is distinct from 'holder')
  then
    return 'role';
  end if;
  return null;
end
$$;

-- As before; what it asks of the letter stands above, for both.
create or replace function care.send_outside(new_referral uuid, new_letter uuid, of_case uuid, on_consent uuid, what text, is_urgent boolean, letter jsonb,
  its_reference text, its_link bytea, takes_up_which uuid, due timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  c access.consent;
  before care.referral;
  made care.referral;
  refusal text;
begin
  if me.kind is distinct from 'member' or not access.holds(of_case) then return 'unknown'; end if;
  perform access.lock_case(of_case);
  select x.* into c from access.consent x where x.id = on_consent and x.case_id = of_case and x.outside_agency_id is not null;
  if not found or c.purpose is distinct from me.purpose then return 'basis'; end if;
  refusal := care.refusal_of_outside(c, letter);
  if refusal in ('withdrawn', 'basis-over') then return refusal; end if;
  if exists (select from care.referral r where r.case_id = of_case and r.outside_agency_id = c.outside_agency_id and r.wanted = what
    and r.closed_at is null and r.state in ('sent', 'acknowledged', 'accepted', 'begun'))
  then
    return 'running';
  end if;
  if refusal is not null then return refusal; end if;
  if takes_up_which is not null then
    update care.referral r set closed_at = now(), due_at = null
    where r.id = takes_up_which and r.case_id = of_case and r.closed_at is null
      and r.state in ('declined', 'taken-back', 'stopped') returning r.* into before;
    if not found then return 'takes-up'; end if;
    perform care.note_referral_step(before, 'close', 'asked-another', me.agency_id, me.member_id);
  end if;
  insert into care.referral (id, case_id, from_agency_id, outside_agency_id, purpose, consent_id, wanted, urgent, takes_up, sent_by, due_at)
  values (new_referral, of_case, me.agency_id, c.outside_agency_id, c.purpose, c.id, what, is_urgent, takes_up_which, me.member_id, due)
  returning * into made;
  insert into care.outside_letter (id, referral_id, agency_id, outside_agency_id, reference, urgent, link_hash, link_until)
  values (new_letter, made.id, me.agency_id, c.outside_agency_id, its_reference, is_urgent, its_link, c.expires_at + interval '30 days');
  insert into care.outside_letter_part (referral_id, category, lines, from_version)
  select made.id, l.category, l.lines, l."fromVersion" from jsonb_to_recordset(letter) as l(category text, lines text[], "fromVersion" int);
  perform care.note_referral_step(made, 'send', null, me.agency_id, me.member_id);
  return null;
end
$$;

-- Null, or why not. No clock of the referral moves: the person has waited since it was first sent. `letter` as in `send_outside`.
create function care.send_outside_anew(of_referral uuid, new_letter uuid, letter jsonb, its_reference text, its_link bytea) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  r care.referral;
  c access.consent;
  refusal text;
begin
  select x.* into r from care.referral x where x.id = of_referral and x.outside_agency_id is not null
    and me.kind = 'member' and access.holds(x.case_id);
  if not found then return 'unknown'; end if;
  perform access.lock_case(r.case_id);
  select x.* into r from care.referral x where x.id = of_referral for update;
  if r.closed_at is not null or r.state not in ('sent', 'acknowledged', 'accepted', 'begun') then return 'not-now'; end if;
  select x.* into c from access.consent x where x.id = r.consent_id;
  if c.purpose is distinct from me.purpose then return 'basis'; end if;
  refusal := care.refusal_of_outside(c, letter);
  if refusal is not null then return refusal; end if;
  perform care.recall_outside(array[r.id]);
  update care.outside_letter l set referral_id = null where l.referral_id = r.id;
  insert into care.outside_letter (id, referral_id, agency_id, outside_agency_id, reference, urgent, link_hash, link_until)
  values (new_letter, r.id, me.agency_id, r.outside_agency_id, its_reference, r.urgent, its_link, c.expires_at + interval '30 days');
  -- What ever went out stands there, for the person too.
  insert into care.outside_letter_part as p (referral_id, category, lines, from_version)
  select r.id, l.category, l.lines, l."fromVersion" from jsonb_to_recordset(letter) as l(category text, lines text[], "fromVersion" int)
  on conflict (referral_id, category) do update set from_version = excluded.from_version,
    lines = array(select distinct n from unnest(p.lines || excluded.lines) n order by n);
  perform care.note_referral_step(r, 'send-anew', null, me.agency_id, me.member_id);
  return null;
end
$$;

revoke all on function care.refusal_of_outside(access.consent, jsonb), care.send_outside_anew(uuid, uuid, jsonb, text, bytea) from public;
grant execute on function care.send_outside_anew(uuid, uuid, jsonb, text, bytea) to leeward_member;
