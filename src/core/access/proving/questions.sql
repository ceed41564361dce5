-- Puts the questions of drawn worlds to the rule of access, each as the product would: in a transaction of its own,
-- under a role of the server, with a context that a session's secret opened. Made by the tests in their databases.

create schema proving;

create table proving.question (
  number int primary key, -- sorted by role
  place int not null unique, -- sorted by world
  as_role text not null,
  secret bytea not null,
  purpose text,
  case_id uuid not null,
  category text not null,
  key_id uuid not null,
  cases uuid[], -- whose rows are looked at: of this world, and of another that must stay invisible; null: no rows
  expected jsonb not null
);

create unlogged table proving.mark (at timestamptz not null default now());

create table proving.difference (number int primary key, answered jsonb not null);

-- Looks that were drawn with the worlds say their own number as their reason; those written by questions do not.
create function proving.looks_loaded() returns bigint
language sql stable as $$
  select coalesce(max(e.id), 0) from access.access_entry e where e.refusal ~ '^[0-9a-f]{8}-'
$$;

-- The rows about these cases, and about the consents and orders in them, that the present role sees in its present context.
create function proving.rows_seen(cases uuid[], bases uuid[], looks_before bigint) returns jsonb
language sql volatile as $$
  select jsonb_build_object(
    'records', (select jsonb_agg(r.id order by r.id) from access.case_record r where r.id = any (cases)),
    'dataKeys', (select jsonb_agg(distinct d.case_id order by d.case_id) from keys.data_key d where d.case_id = any (cases)),
    'files', (select jsonb_agg(f.id order by f.id) from care.case_file f where f.id = any (cases)),
    'journeys', (select jsonb_agg(j.case_id order by j.case_id) from care.state_change j where j.case_id = any (cases)),
    'clocks', (select jsonb_agg(c.id order by c.id) from care.clock c where c.case_id = any (cases)),
    'sections', (select jsonb_agg(s.case_id || '/' || s.category order by s.case_id, s.category) from care.section s where s.case_id = any (cases)),
    'heads', (select jsonb_agg(h.case_id || '/' || h.category order by h.case_id, h.category) from care.section_head h where h.case_id = any (cases)),
    'shares', (select jsonb_agg(s.id order by s.id) from access.share s where s.case_id = any (cases)),
    'consents', (select jsonb_agg(c.id order by c.id) from access.consent c where c.case_id = any (cases)),
    'consentsWithCategories', (select jsonb_agg(distinct k.consent_id order by k.consent_id) from access.consent_category k where k.consent_id = any (bases)),
    'ordersWithCategories', (select jsonb_agg(distinct k.legal_order_id order by k.legal_order_id) from access.legal_order_category k where k.legal_order_id = any (bases)),
    'legalOrders', (select jsonb_agg(o.id order by o.id) from access.legal_order o where o.case_id = any (cases)),
    'glasses', (select jsonb_agg(g.id order by g.id) from access.break_glass g where g.case_id = any (cases)),
    'ledgerEntries', (select jsonb_agg(l.content order by l.content) from ledger.entry l where l.case_id = any (cases) and l.id <= looks_before),
    'looks', (select jsonb_agg(e.refusal order by e.refusal) from access.access_entry e where e.case_id = any (cases) and e.id <= looks_before)
  )
$$;
grant usage on schema proving to public;

-- What is answered to one question, as JSON; lists are sorted.
create function proving.ask(q proving.question, looks_before bigint) returns jsonb
language plpgsql as $$
declare
  answered jsonb;
  taken keys.taken;
  mine xid; -- this transaction, or part of one
  entries_before bigint := (select coalesce(max(e.id), 0) from ledger.entry e);
  bases uuid[] := array(
    select c.id from access.consent c where c.case_id = any (q.cases)
    union all
    select o.id from access.legal_order o where o.case_id = any (q.cases)
  );
begin
  insert into proving.mark default values returning xmin into mine;
  perform set_config('role', q.as_role, true);
  if q.as_role = 'leeward_person' then
    perform access.open_person_context(q.secret);
  else
    perform access.open_member_context(q.secret, q.purpose);
  end if;
  answered := jsonb_build_object('decide', access.decide(q.case_id, q.category),
    'refusal', access.refusal(q.case_id, q.category), 'party', access.is_party(q.case_id));
  if q.cases is not null then
    answered := answered || proving.rows_seen(q.cases, bases, looks_before);
  end if;
  taken := keys.take(q.case_id, q.category, q.key_id);
  perform set_config('role', 'none', true);
  return answered || jsonb_build_object(
    'outcome', taken.outcome, 'clause', taken.clause, 'reason', taken.refusal, 'sealed', encode(taken.sealed, 'hex'),
    -- Entries of the ledger and of the file, written by this very transaction.
    'entries', (select count(*) from ledger.entry e where e.id > entries_before and e.xmin = mine),
    'looksWritten', (
      select jsonb_agg(jsonb_build_object('caseId', e.case_id, 'category', e.category, 'agencyId', e.agency_id,
        'memberId', e.member_id, 'role', e.role, 'purpose', e.purpose, 'outcome', e.outcome, 'clause', e.clause,
        'refusal', e.refusal, 'legalOrderId', e.legal_order_id,
        'ledger', l.kind, 'told', l.content::jsonb - 'at' - 'kind'))
      from ledger.entry l join access.access_entry e on e.ledger_entry_id = l.id
      where l.id > entries_before and e.xmin = mine and l.xmin = mine
    )
  );
end
$$;
-- Asks a range of questions and keeps what was answered otherwise than expected. Each is committed on its own.
create procedure proving.ask_all(first_number int, last_number int)
language plpgsql as $$
declare
  q proving.question;
  answered jsonb;
  looks bigint := proving.looks_loaded();
begin
  for n in first_number .. last_number loop
    select * into q from proving.question where question.number = n;
    if found then
      answered := proving.ask(q, looks);
      if answered is distinct from q.expected then
        insert into proving.difference values (q.number, answered) on conflict do nothing;
      end if;
      commit;
    end if;
  end loop;
end
$$;

-- The place of the first question that is answered otherwise than expected, or null. What a question wrote is undone
-- before the next one. Asks either the questions about rows or the others.
create function proving.first_difference(about_rows boolean) returns int
language plpgsql as $$
declare
  q proving.question;
  answered jsonb;
  looks bigint := proving.looks_loaded();
begin
  for q in select * from proving.question where (question.cases is not null) = about_rows order by question.place loop
    begin
      answered := proving.ask(q, looks);
      raise exception using errcode = 'LW001';
    exception when sqlstate 'LW001' then null;
    end;
    if answered is distinct from q.expected then return q.place; end if;
  end loop;
  return null;
end
$$;
