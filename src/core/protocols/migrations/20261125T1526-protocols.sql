-- Agreements that are written, signed and enforced (docs/agreements.md). What people sign is one object; the rows that
-- the rule of access reads (1230-access.sql) are made of it and of nothing else, and a trigger holds them to it.

alter table access.protocol drop constraint protocol_status_check;
alter table access.protocol add constraint protocol_status_check
  check (status in ('draft', 'proposed', 'in-force', 'suspended', 'ended'));
alter table access.protocol
  add column legal_citation text check (length(legal_citation) between 1 and 200),
  add column review_on date;
-- As the parties stood on the day of the proposal: the text that was signed names them so.
alter table access.protocol_party
  add column name text check (length(name) between 1 and 200),
  add column kind text,
  add column contact text check (length(contact) between 1 and 200);

-- What a supervisor of a party writes, as it was typed, until it is proposed.
create table access.protocol_draft (
  id uuid primary key default gen_random_uuid(),
  protocol_id uuid references access.protocol, -- the agreement that it would change; null for a new one
  agency_id uuid not null references identity.agency,
  terms jsonb not null check (jsonb_typeof(terms) = 'object' and length(terms::text) <= 65536),
  revision int not null default 1 check (revision >= 1),
  updated_by uuid not null references identity.member,
  updated_at timestamptz not null default now()
);
create index protocol_draft_of_agency on access.protocol_draft (agency_id);

-- One proposed object of an agreement: the very bytes that are signed, and the text in each language that they name.
create table access.protocol_version (
  protocol_id uuid not null references access.protocol,
  version int not null check (version >= 1),
  statement text not null check (length(statement) <= 131072),
  texts jsonb not null check (length(texts::text) <= 524288),
  status text not null check (status in ('proposed', 'adopted', 'superseded', 'withdrawn')),
  proposed_by uuid references identity.member, -- null where the house was set up with it
  proposed_agency_id uuid not null references identity.agency,
  proposed_at timestamptz not null default now(),
  decided_at timestamptz,
  withdrawn_because text check (length(withdrawn_because) between 3 and 1000),
  primary key (protocol_id, version),
  check ((status = 'proposed') = (decided_at is null)),
  check ((status = 'withdrawn') = (withdrawn_because is not null))
);
create unique index one_proposed_version on access.protocol_version (protocol_id) where status = 'proposed';
create unique index one_adopted_version on access.protocol_version (protocol_id) where status = 'adopted';

-- A supervisor signed with their own key, for their agency.
create table access.protocol_person_signature (
  protocol_id uuid not null,
  version int not null,
  agency_id uuid not null references identity.agency,
  member_id uuid not null references identity.member,
  name text not null check (length(name) between 1 and 120),
  signing_key bytea not null check (length(signing_key) = 32),
  signature bytea not null check (length(signature) = 64),
  signed_at timestamptz not null default now(),
  primary key (protocol_id, version, agency_id, member_id),
  foreign key (protocol_id, version) references access.protocol_version
);
-- The agency signed with its root key: the statement, and that these people signed it.
create table access.protocol_signature (
  protocol_id uuid not null,
  version int not null,
  agency_id uuid not null references identity.agency,
  root_key bytea not null check (length(root_key) = 32),
  people jsonb not null, -- as signed: memberId, name, signingKey, signature
  signature bytea not null check (length(signature) = 64),
  signed_at timestamptz not null default now(),
  primary key (protocol_id, version, agency_id),
  foreign key (protocol_id, version) references access.protocol_version
);

-- What became of an agreement, and why.
create table access.protocol_change (
  id bigint generated always as identity primary key,
  protocol_id uuid not null references access.protocol,
  kind text not null check (kind in ('proposed', 'signed', 'withdrawn', 'in-force', 'suspended', 'lift-agreed',
    'lifted', 'ended')),
  version int,
  agency_id uuid references identity.agency,
  member_id uuid references identity.member,
  reason text check (length(reason) between 3 and 1000),
  at timestamptz not null default now(),
  check (reason is not null or kind not in ('suspended', 'ended', 'withdrawn'))
);
create index protocol_change_of_protocol on access.protocol_change (protocol_id, id);

alter table access.protocol_draft enable row level security;
alter table access.protocol_version enable row level security;
alter table access.protocol_person_signature enable row level security;
alter table access.protocol_signature enable row level security;
alter table access.protocol_change enable row level security;

-- A draft belongs to the agency that began it; those whom it names may write along.
grant select, delete, insert (id, protocol_id, agency_id, terms, updated_by),
  update (terms, revision, updated_by, updated_at) on access.protocol_draft to leeward_supervisor;
create policy draft_seen_by_parties on access.protocol_draft for select to leeward_supervisor
  using (agency_id = (select access.current_agency_id())
    or terms -> 'parties' @> jsonb_build_array(jsonb_build_object('agencyId', (select access.current_agency_id()))));
create policy draft_begun on access.protocol_draft for insert to leeward_supervisor
  with check (agency_id = (select access.current_agency_id()) and updated_by = (select access.current_member_id())
    and (protocol_id is null or exists (select 1 from access.protocol_party y
      where y.protocol_id = protocol_draft.protocol_id and y.agency_id = (select access.current_agency_id()))));
create policy draft_written on access.protocol_draft for update to leeward_supervisor
  using (agency_id = (select access.current_agency_id())
    or terms -> 'parties' @> jsonb_build_array(jsonb_build_object('agencyId', (select access.current_agency_id()))))
  with check (updated_by = (select access.current_member_id()));
create policy draft_thrown_away on access.protocol_draft for delete to leeward_supervisor
  using (agency_id = (select access.current_agency_id()));

grant select on access.protocol_version, access.protocol_person_signature, access.protocol_signature,
  access.protocol_change to leeward_member, leeward_supervisor;
create policy versions_are_open on access.protocol_version for select to leeward_member, leeward_supervisor using (true);
create policy person_signatures_are_open on access.protocol_person_signature for select
  to leeward_member, leeward_supervisor using (true);
create policy signatures_are_open on access.protocol_signature for select to leeward_member, leeward_supervisor
  using (true);
create policy changes_are_open on access.protocol_change for select to leeward_member, leeward_supervisor using (true);

-- An agreement that opens nothing may keep an agency that became bound: else it could not even be suspended.
create or replace function access.ensure_no_immigration_party() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  changed uuid := coalesce(to_jsonb(new) ->> 'protocol_id', to_jsonb(new) ->> 'id');
begin
  if exists (
    select 1
    from access.protocol_party p
    join identity.agency a on a.id = p.agency_id and a.immigration_bound
    join access.protocol_scope s on s.protocol_id = p.protocol_id
    join access.protocol pr on pr.id = p.protocol_id and pr.status not in ('suspended', 'ended')
    where p.protocol_id = changed and s.category in ('identity', 'contact', 'status')
  ) then
    raise exception 'An agency that enforces immigration law, or must pass on to one that does, cannot be party to an agreement that covers identity, contact or status.'
      using errcode = 'check_violation', constraint = 'no_immigration_party';
  end if;
  return null;
end
$$;

-- The object of an agreement as the rule of access has it: built of the enforced rows alone.
create function access.terms_of(wanted uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object(
    'title', p.title,
    'parties', (
      select jsonb_agg(jsonb_build_object('agencyId', y.agency_id, 'name', y.name, 'kind', y.kind,
        'contact', y.contact) order by y.agency_id)
      from access.protocol_party y where y.protocol_id = p.id),
    'scope', (
      select jsonb_agg(jsonb_build_object('purpose', z.purpose, 'category', z.category) order by
        array_position('{support,identification,decision,investigation,prosecution,remedy,statistics,oversight}'::text[], z.purpose),
        array_position('{identity,contact,account,health,needs-and-risk,status,work-and-documents,money,justice}'::text[], z.category))
      from access.protocol_scope z where z.protocol_id = p.id),
    'legalBasis', jsonb_build_object('text', p.legal_basis, 'citation', p.legal_citation),
    'retentionDays', p.retention_days,
    'onwardRule', p.onward_rule,
    'inForceFrom', to_char(p.in_force_from at time zone 'UTC', 'YYYY-MM-DD'),
    'inForceUntil', to_char(p.in_force_until at time zone 'UTC', 'YYYY-MM-DD'),
    'reviewOn', to_char(p.review_on, 'YYYY-MM-DD'))
  from access.protocol p where p.id = wanted
$$;

-- Makes the enforced rows what the object says: the one way in which an object becomes the rule.
create function access.put_terms(wanted uuid, terms jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update access.protocol set
    title = terms ->> 'title',
    legal_basis = terms -> 'legalBasis' ->> 'text',
    legal_citation = terms -> 'legalBasis' ->> 'citation',
    retention_days = (terms ->> 'retentionDays')::int,
    onward_rule = terms ->> 'onwardRule',
    in_force_from = (terms ->> 'inForceFrom')::timestamp at time zone 'UTC',
    in_force_until = (terms ->> 'inForceUntil')::timestamp at time zone 'UTC',
    review_on = (terms ->> 'reviewOn')::date
  where id = wanted;
  delete from access.protocol_scope where protocol_id = wanted;
  delete from access.protocol_party where protocol_id = wanted;
  insert into access.protocol_scope (protocol_id, category, purpose)
  select wanted, z.category, z.purpose
  from jsonb_to_recordset(terms -> 'scope') as z(category text, purpose text);
  insert into access.protocol_party (protocol_id, agency_id, name, kind, contact)
  select wanted, y."agencyId", y.name, y.kind, y.contact
  from jsonb_to_recordset(terms -> 'parties') as y("agencyId" uuid, name text, kind text, contact text);
end
$$;

-- Whether every party of an object has signed this version, with the root key that it has.
create function access.is_signed_by_all(wanted uuid, wanted_version int) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select not exists (
    select 1
    from access.protocol_version v, jsonb_to_recordset(v.statement::jsonb -> 'terms' -> 'parties') as y("agencyId" uuid)
    where v.protocol_id = wanted and v.version = wanted_version
      and not exists (select 1 from access.protocol_signature g where g.protocol_id = v.protocol_id
        and g.version = v.version and g.agency_id = y."agencyId")
  )
$$;

-- Text and rule cannot differ: where an agreement was signed, its rows are the object under the signatures, and it is
-- in force only with the signature of every party. An agreement without any version was made before this; the pages
-- say that nobody signed it.
create function access.ensure_as_signed() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  changed uuid := coalesce(to_jsonb(new) ->> 'protocol_id', to_jsonb(new) ->> 'id', to_jsonb(old) ->> 'protocol_id');
  adopted access.protocol_version;
  stands text;
begin
  select p.status into stands from access.protocol p where p.id = changed;
  select v.* into adopted from access.protocol_version v where v.protocol_id = changed and v.status = 'adopted';
  if adopted.protocol_id is null then
    if stands in ('in-force', 'suspended')
      and exists (select 1 from access.protocol_version v where v.protocol_id = changed) then
      raise exception 'An agreement is in force only as all its parties signed it.'
        using errcode = 'check_violation', constraint = 'as_signed';
    end if;
  elsif access.terms_of(changed) is distinct from adopted.statement::jsonb -> 'terms'
    or not access.is_signed_by_all(changed, adopted.version) then
    raise exception 'What is enforced must be what all parties signed.'
      using errcode = 'check_violation', constraint = 'as_signed';
  end if;
  return null;
end
$$;
create constraint trigger as_signed after insert or update on access.protocol
  deferrable initially deferred for each row execute function access.ensure_as_signed();
create constraint trigger as_signed after insert or update or delete on access.protocol_party
  deferrable initially deferred for each row execute function access.ensure_as_signed();
create constraint trigger as_signed after insert or update or delete on access.protocol_scope
  deferrable initially deferred for each row execute function access.ensure_as_signed();
create constraint trigger as_signed after insert or update or delete on access.protocol_version
  deferrable initially deferred for each row execute function access.ensure_as_signed();
create constraint trigger as_signed after update or delete on access.protocol_signature
  deferrable initially deferred for each row execute function access.ensure_as_signed();

-- What one share would come to: `ends`, or is `cut` to an earlier end.
create type access.protocol_effect as (
  share_id uuid, case_id uuid, category text, purpose text, agency_id uuid, holder_agency_id uuid, effect text,
  because text, ends_at timestamptz, would_end_at timestamptz
);

-- What an object would do to the shares that live under an agreement. It is put in force and taken back within this
-- statement: whether a share lives is asked of the very functions that decide every look, before and after. Under a
-- suspended agreement every share counts that would come back.
create function access.protocol_effects(wanted uuid, new_terms jsonb) returns setof access.protocol_effect
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  now_in_force access.protocol;
  before access.share[];
  lives uuid[];
  new_until timestamptz := (new_terms ->> 'inForceUntil')::timestamp at time zone 'UTC';
begin
  select p.* into now_in_force from access.protocol p where p.id = wanted;
  before := array(select s from access.share s where s.protocol_id = wanted and s.ended_at is null
    and (now_in_force.status = 'suspended' or access.is_live(s)));
  begin
    perform access.put_terms(wanted, new_terms);
    update access.protocol set status = 'in-force' where id = wanted;
    lives := array(select s.id from unnest(before) s where access.is_live(s));
    raise exception 'taken back' using errcode = 'LW001';
  exception when sqlstate 'LW001' then
    null; -- the rows are as they were; what was counted is kept
  end;
  return query
  select s.id, s.case_id, s.category, s.purpose, s.agency_id, r.holder_agency_id,
    case when s.id = any (lives) then 'cut' else 'ends' end,
    case
      when s.id = any (lives) then 'time'
      when not new_terms -> 'parties' @> jsonb_build_array(jsonb_build_object('agencyId', s.agency_id))
        or not new_terms -> 'parties' @> jsonb_build_array(jsonb_build_object('agencyId', r.holder_agency_id))
        then 'party'
      when not new_terms -> 'scope' @> jsonb_build_array(jsonb_build_object('purpose', s.purpose, 'category', s.category))
        then 'scope'
      else 'time'
    end,
    least(s.expires_at, now_in_force.in_force_until), least(s.expires_at, new_until, now_in_force.in_force_until)
  from unnest(before) s join access.case_record r on r.id = s.case_id
  where not s.id = any (lives) or new_until < least(s.expires_at, now_in_force.in_force_until)
  order by s.id;
end
$$;

-- One text for a list of effects: who confirms, confirms this list and no other.
create function access.effects_digest(effects access.protocol_effect[]) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select encode(sha256(convert_to(coalesce(string_agg(
    e.share_id || ' ' || e.effect || ' ' || extract(epoch from e.would_end_at), ';' order by e.share_id), ''), 'UTF8')), 'hex')
  from unnest(effects) e
$$;

create function access.is_party_to_protocol(wanted uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select 1 from access.protocol_party y
      where y.protocol_id = wanted and y.agency_id = (access.current_context()).agency_id)
    or exists (select 1 from access.protocol_version v where v.protocol_id = wanted and v.status = 'proposed'
      and v.statement::jsonb -> 'terms' -> 'parties'
        @> jsonb_build_array(jsonb_build_object('agencyId', (access.current_context()).agency_id)))
$$;

-- The caller, if they may act for a party: a supervisor, in a context opened as one.
create function access.supervisor_of_party(wanted uuid) returns access.context
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
begin
  if me.kind is distinct from 'member' or not exists (
    select 1 from identity.member_role r join identity.role d on d.name = r.role
    where r.member_id = me.member_id and d.supervises
  ) or not access.is_party_to_protocol(wanted) then
    raise exception 'Only a supervisor of a party does this.'
      using errcode = 'insufficient_privilege', constraint = 'supervisor_of_party';
  end if;
  return me;
end
$$;

-- The preview for a supervisor of a party: every effect counts; cases are named to those who hold or read them.
create function access.preview_protocol(wanted uuid, new_terms jsonb)
returns table (share_id uuid, case_id uuid, category text, purpose text, agency_id uuid, holder_agency_id uuid,
  effect text, because text, ends_at timestamptz, would_end_at timestamptz, digest text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.supervisor_of_party(wanted);
  effects access.protocol_effect[] := array(select e from access.protocol_effects(wanted, new_terms) e);
begin
  return query
  select case when mine then e.share_id end, case when mine then e.case_id end, e.category, e.purpose, e.agency_id,
    e.holder_agency_id, e.effect, e.because, e.ends_at, e.would_end_at, access.effects_digest(effects)
  from unnest(effects) e, lateral (select me.agency_id in (e.agency_id, e.holder_agency_id)) as m(mine)
  union all -- the digest of nothing is needed too
  select null, null, null, null, null, null, 'none', null, null, null, access.effects_digest(effects)
  where cardinality(effects) = 0;
end
$$;

create function access.tell_protocol(wanted uuid, what text, of_version int, because text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  party uuid;
begin
  insert into access.protocol_change (protocol_id, kind, version, agency_id, member_id, reason)
  values (wanted, what, of_version, me.agency_id, me.member_id, because);
  perform ledger.record('protocol.' || what, jsonb_strip_nulls(jsonb_build_object('protocolId', wanted,
    'version', of_version, 'agencyId', me.agency_id, 'memberId', me.member_id,
    'sha256', (select encode(sha256(convert_to(v.statement, 'UTF8')), 'hex') from access.protocol_version v
      where v.protocol_id = wanted and v.version = of_version))), null, me.agency_id);
  for party in
    select y.agency_id from access.protocol_party y where y.protocol_id = wanted
    union
    select (y ->> 'agencyId')::uuid from access.protocol_version v,
      jsonb_array_elements(v.statement::jsonb -> 'terms' -> 'parties') y
    where v.protocol_id = wanted and v.version = of_version
  loop
    perform events.emit('protocol.' || what, party, jsonb_build_object('protocolId', wanted));
  end loop;
end
$$;

-- Proposes an object to its parties. The server vouches that the four texts are what the object reads like; each
-- signing browser renders them anew. A new agreement gets its rows now, and opens nothing until all have signed.
create function access.propose_protocol(wanted uuid, new_statement text, new_texts jsonb, voucher bytea) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  said jsonb := new_statement::jsonb;
  terms jsonb := said -> 'terms';
  stands text;
  next_version int;
  adopted access.protocol_version;
begin
  if not identity.is_vouched('protocol-proposal:' || encode(sha256(convert_to(new_statement, 'UTF8')), 'hex'), voucher) then
    raise exception 'not vouched for' using errcode = 'insufficient_privilege';
  end if;
  if me.kind is distinct from 'member' or not exists (
    select 1 from identity.member_role r join identity.role d on d.name = r.role
    where r.member_id = me.member_id and d.supervises
  ) or not terms -> 'parties' @> jsonb_build_array(jsonb_build_object('agencyId', me.agency_id)) then
    raise exception 'Only a supervisor of a party proposes an agreement.'
      using errcode = 'insufficient_privilege', constraint = 'supervisor_of_party';
  end if;
  select p.status into stands from access.protocol p where p.id = wanted for update;
  select coalesce(max(v.version), 0) + 1 into next_version from access.protocol_version v where v.protocol_id = wanted;
  select v.* into adopted from access.protocol_version v where v.protocol_id = wanted and v.status = 'adopted';
  if stands = 'ended' or exists (select 1 from access.protocol_version v
      where v.protocol_id = wanted and v.status = 'proposed')
    or stands is not null and not access.is_party_to_protocol(wanted) then
    raise exception 'This agreement cannot be changed now.'
      using errcode = 'check_violation', constraint = 'protocol_not_open_to_change';
  end if;
  if said ->> 'agreement' is distinct from wanted::text or (said ->> 'version')::int is distinct from next_version
    or said ->> 'previous' is distinct from encode(sha256(convert_to(adopted.statement, 'UTF8')), 'hex')
    or exists (select 1 from unnest(array['en', 'fr', 'es', 'ar']) l where said -> 'texts' -> l ->> 'sha256'
      is distinct from encode(sha256(convert_to(new_texts ->> l, 'UTF8')), 'hex'))
    or exists (select 1 from jsonb_to_recordset(terms -> 'parties') as y("agencyId" uuid, name text, kind text)
      where not exists (select 1 from identity.agency a where a.id = y."agencyId" and a.name = y.name and a.kind = y.kind))
    or jsonb_array_length(terms -> 'parties') not between 2 and 20 or jsonb_array_length(terms -> 'scope') < 1
  then
    raise exception 'The statement is not of this agreement, this version, these texts or these agencies.'
      using errcode = 'check_violation', constraint = 'statement_not_ours';
  end if;
  -- A change holds from the last signature on, so it cannot begin later: nothing would be agreed in between.
  if stands is not null and (terms ->> 'inForceFrom')::timestamp at time zone 'UTC'
    is distinct from (select p.in_force_from from access.protocol p where p.id = wanted) then
    raise exception 'A change of an agreement keeps the day from which it is in force.'
      using errcode = 'check_violation', constraint = 'change_keeps_the_start';
  end if;
  if stands is null then
    insert into access.protocol (id, title, legal_basis, retention_days, onward_rule, status, in_force_from, in_force_until)
    values (wanted, 'new', 'new', 1, 'none', 'proposed', now(), now() + interval '1 day');
    perform access.put_terms(wanted, terms);
  else
    perform access.protocol_effects(wanted, terms); -- refuses here what could not be put in force
  end if;
  insert into access.protocol_version (protocol_id, version, statement, texts, status, proposed_by, proposed_agency_id)
  values (wanted, next_version, new_statement, new_texts, 'proposed', me.member_id, me.agency_id);
  perform access.tell_protocol(wanted, 'proposed', next_version, null);
  return next_version;
end
$$;

-- A supervisor of a party signs with their own key; the server has checked the signature.
create function access.sign_protocol_as_person(wanted uuid, wanted_version int, as_name text, key bytea, signed bytea,
  voucher bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.supervisor_of_party(wanted);
begin
  if not identity.is_vouched('protocol-person:' || wanted || ':' || wanted_version || ':' || me.member_id || ':'
    || encode(sha256(key || signed), 'hex'), voucher) then
    raise exception 'not vouched for' using errcode = 'insufficient_privilege';
  end if;
  perform from access.protocol_version v where v.protocol_id = wanted and v.version = wanted_version
    and v.status = 'proposed'
    and v.statement::jsonb -> 'terms' -> 'parties' @> jsonb_build_array(jsonb_build_object('agencyId', me.agency_id))
    for share;
  if not found then
    raise exception 'This version waits for no signature of this agency.'
      using errcode = 'check_violation', constraint = 'version_not_open';
  end if;
  if not exists (select 1 from identity.member_key k join identity.member m on m.id = k.member_id
    where k.member_id = me.member_id and k.retired_at is null and k.signing_key = key and m.display_name = as_name) then
    raise exception 'The key or the name is not the member''s.' using errcode = 'check_violation',
      constraint = 'signer_unknown';
  end if;
  insert into access.protocol_person_signature (protocol_id, version, agency_id, member_id, name, signing_key, signature)
  values (wanted, wanted_version, me.agency_id, me.member_id, as_name, key, signed)
  on conflict do nothing;
  perform events.emit('protocol.signed', me.agency_id, jsonb_build_object('protocolId', wanted));
end
$$;

-- Puts a version in force that every party signed, and does to the shares exactly what was shown.
create function access.adopt_version(wanted uuid, wanted_version int, seen_digest text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  terms jsonb;
  effects access.protocol_effect[];
  ended access.share;
begin
  -- The cases first, in order, as everyone who ends shares takes them; then the agreement, so that no share is opened
  -- under it meanwhile.
  perform access.lock_case(c.case_id) from (select distinct s.case_id from access.share s
    where s.protocol_id = wanted and s.ended_at is null order by s.case_id) c;
  perform from access.protocol p where p.id = wanted for update;
  if not access.is_signed_by_all(wanted, wanted_version) then
    raise exception 'Not all parties have signed.' using errcode = 'check_violation', constraint = 'as_signed';
  end if;
  select v.statement::jsonb -> 'terms' into terms from access.protocol_version v
  where v.protocol_id = wanted and v.version = wanted_version and v.status = 'proposed';
  effects := array(select e from access.protocol_effects(wanted, terms) e);
  if access.effects_digest(effects) is distinct from seen_digest then
    raise exception 'What the change would do is not what was shown.'
      using errcode = 'check_violation', constraint = 'effects_changed';
  end if;
  update access.protocol_version set status = 'superseded', decided_at = now()
  where protocol_id = wanted and status = 'adopted';
  update access.protocol_version set status = 'adopted', decided_at = now()
  where protocol_id = wanted and version = wanted_version;
  perform access.put_terms(wanted, terms);
  update access.protocol set status = 'in-force' where id = wanted and status = 'proposed';
  for ended in
    update access.share s set ended_at = now(), ended_because = 'basis-ended'
    from unnest(effects) e where s.id = e.share_id and e.effect = 'ends' and s.ended_at is null
    returning s.*
  loop
    perform access.tell_share_ended(ended);
  end loop;
  update access.share s set expires_at = e.would_end_at
  from unnest(effects) e where s.id = e.share_id and e.effect = 'cut';
  perform access.tell_protocol(wanted, 'in-force', wanted_version, null);
end
$$;

-- The agency signs with its root key; the server has checked this signature and those of the people under it. Two
-- supervisors stand under it. The last party's signature puts the version in force, if what it does is what was shown.
create function access.sign_protocol(wanted uuid, wanted_version int, key bytea, signers jsonb, signed bytea,
  seen_digest text, voucher bytea) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.supervisor_of_party(wanted);
begin
  if not identity.is_vouched('protocol-party:' || wanted || ':' || wanted_version || ':' || me.agency_id || ':'
    || encode(sha256(key || signed), 'hex'), voucher) then
    raise exception 'not vouched for' using errcode = 'insufficient_privilege';
  end if;
  perform from access.protocol_version v where v.protocol_id = wanted and v.version = wanted_version
    and v.status = 'proposed'
    and v.statement::jsonb -> 'terms' -> 'parties' @> jsonb_build_array(jsonb_build_object('agencyId', me.agency_id))
    for update;
  if not found or exists (select 1 from access.protocol_signature g where g.protocol_id = wanted
    and g.version = wanted_version and g.agency_id = me.agency_id) then
    raise exception 'This version waits for no signature of this agency.'
      using errcode = 'check_violation', constraint = 'version_not_open';
  end if;
  if not exists (select 1 from identity.agency a where a.id = me.agency_id and a.root_key = key) then
    raise exception 'This is not the agency''s root key.' using errcode = 'check_violation', constraint = 'signer_unknown';
  end if;
  if (select count(distinct s."memberId") from jsonb_to_recordset(signers) as s("memberId" uuid)) < 2
    or exists (
      select 1 from jsonb_to_recordset(signers) as s("memberId" uuid, name text, "signingKey" text, signature text)
      where not exists (
        select 1 from access.protocol_person_signature p
        join identity.member m on m.id = p.member_id and m.status = 'active' and m.agency_id = me.agency_id
        where p.protocol_id = wanted and p.version = wanted_version and p.agency_id = me.agency_id
          and p.member_id = s."memberId" and p.name = s.name
          and translate(encode(p.signing_key, 'base64'), E'+/=\n', '-_') = s."signingKey"
          and translate(encode(p.signature, 'base64'), E'+/=\n', '-_') = s.signature
          and exists (select 1 from identity.member_role r join identity.role d on d.name = r.role
            where r.member_id = m.id and d.supervises))
    )
  then
    raise exception 'Two supervisors of the agency sign before its root key does.'
      using errcode = 'check_violation', constraint = 'two_signers';
  end if;
  insert into access.protocol_signature (protocol_id, version, agency_id, root_key, people, signature)
  values (wanted, wanted_version, me.agency_id, key, signers, signed);
  perform access.tell_protocol(wanted, 'signed', wanted_version, null);
  if not access.is_signed_by_all(wanted, wanted_version) then return 'signed'; end if;
  perform access.adopt_version(wanted, wanted_version, seen_digest);
  return 'in-force';
end
$$;

-- Says no to what was proposed, with a reason; an agreement that was never in force ends with it.
create function access.withdraw_protocol(wanted uuid, because text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.supervisor_of_party(wanted);
  refused int;
begin
  update access.protocol_version set status = 'withdrawn', decided_at = now(), withdrawn_because = because
  where protocol_id = wanted and status = 'proposed' returning version into refused;
  if not found then return false; end if;
  update access.protocol set status = 'ended' where id = wanted and status = 'proposed';
  perform access.tell_protocol(wanted, 'withdrawn', refused, because);
  return true;
end
$$;

-- Either side suspends, at once: from this instant no share under the agreement opens anything.
create function access.suspend_protocol(wanted uuid, because text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.supervisor_of_party(wanted);
begin
  update access.protocol set status = 'suspended' where id = wanted and status = 'in-force';
  if not found then return false; end if;
  perform access.tell_protocol(wanted, 'suspended', null, because);
  return true;
end
$$;

-- Lifting takes every party: each says so once after the suspension; with the last, the agreement is in force again.
create function access.lift_protocol(wanted uuid) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.supervisor_of_party(wanted);
  since bigint;
begin
  perform from access.protocol p where p.id = wanted and p.status = 'suspended' for update;
  if not found then return 'not-suspended'; end if;
  select max(c.id) into since from access.protocol_change c where c.protocol_id = wanted and c.kind = 'suspended';
  if not exists (select 1 from access.protocol_change c where c.protocol_id = wanted and c.kind = 'lift-agreed'
    and c.agency_id = me.agency_id and c.id > since) then
    perform access.tell_protocol(wanted, 'lift-agreed', null, null);
  end if;
  if exists (
    select 1 from access.protocol_party y where y.protocol_id = wanted and not exists (
      select 1 from access.protocol_change c where c.protocol_id = wanted and c.kind = 'lift-agreed'
        and c.agency_id = y.agency_id and c.id > since)
  ) then
    return 'waits';
  end if;
  update access.protocol set status = 'in-force' where id = wanted;
  perform access.tell_protocol(wanted, 'lifted', null, null);
  return 'in-force';
end
$$;

-- Ends an agreement: every share under it ends in the same transaction, and with them the wraps.
create function access.end_protocol(wanted uuid, because text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.supervisor_of_party(wanted);
  ended access.share;
begin
  perform access.lock_case(c.case_id) from (select distinct s.case_id from access.share s
    where s.protocol_id = wanted and s.ended_at is null order by s.case_id) c;
  update access.protocol set status = 'ended' where id = wanted and status in ('in-force', 'suspended');
  if not found then return false; end if;
  update access.protocol_version set status = 'withdrawn', decided_at = now(), withdrawn_because = because
  where protocol_id = wanted and status = 'proposed';
  for ended in
    update access.share set ended_at = now(), ended_because = 'basis-ended'
    where protocol_id = wanted and ended_at is null returning *
  loop
    perform access.tell_share_ended(ended);
  end loop;
  perform access.tell_protocol(wanted, 'ended', null, because);
  return true;
end
$$;

revoke all on function access.terms_of(uuid), access.put_terms(uuid, jsonb), access.is_signed_by_all(uuid, int),
  access.ensure_as_signed(), access.protocol_effects(uuid, jsonb),
  access.effects_digest(access.protocol_effect[]), access.is_party_to_protocol(uuid), access.supervisor_of_party(uuid),
  access.preview_protocol(uuid, jsonb), access.tell_protocol(uuid, text, int, text),
  access.propose_protocol(uuid, text, jsonb, bytea),
  access.sign_protocol_as_person(uuid, int, text, bytea, bytea, bytea), access.adopt_version(uuid, int, text),
  access.sign_protocol(uuid, int, bytea, jsonb, bytea, text, bytea), access.withdraw_protocol(uuid, text),
  access.suspend_protocol(uuid, text), access.lift_protocol(uuid), access.end_protocol(uuid, text)
  from public;
grant execute on function access.preview_protocol(uuid, jsonb), access.propose_protocol(uuid, text, jsonb, bytea),
  access.sign_protocol_as_person(uuid, int, text, bytea, bytea, bytea),
  access.sign_protocol(uuid, int, bytea, jsonb, bytea, text, bytea), access.withdraw_protocol(uuid, text),
  access.suspend_protocol(uuid, text), access.lift_protocol(uuid), access.end_protocol(uuid, text)
  to leeward_supervisor;
