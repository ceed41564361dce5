-- Admitting a member takes two: a supervisor proposes an invitation, another member of the agency confirms it. A second
-- member of any role will do: many agencies have one supervisor, and what counts is that nobody is let in unseen.

insert into proposals.kind (name, proposers, confirmers, lives_hours, alone, performs)
values ('member.admission', '{supervisor}', null, 168, true, 'identity.admit');

revoke insert on identity.invitation from leeward_supervisor;
drop policy invite on identity.invitation;

-- The invitation lives as long as its proposal would have: from when it was proposed.
create function identity.admit(p proposals.proposal) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  said jsonb := p.content::jsonb;
begin
  if exists (select 1 from identity.member m where m.email operator(public.=) (said ->> 'email')::public.citext) then
    return false;
  end if;
  insert into identity.invitation (id, agency_id, email, roles, token_hash, invited_by, expires_at)
  select p.id, p.agency_id, said ->> 'email', array(select jsonb_array_elements_text(said -> 'roles')),
    decode(said ->> 'tokenHash', 'hex'), p.proposed_by, p.expires_at
  where not exists (
    select from jsonb_array_elements_text(said -> 'roles') r where r not in (select d.name from identity.role d)
  );
  return found;
end
$$;
revoke all on function identity.admit(proposals.proposal) from public;
