-- What each role of the database sees. Members read names of agencies and members; the rest follows the case.
-- For a person the policies name their own cases as an array: asked once a query, and an index serves it.

grant select on access.category, access.purpose, access.role_coverage to leeward_visitor, leeward_person,
  leeward_member, leeward_supervisor, leeward_auditor;
grant select on identity.role to leeward_member, leeward_supervisor, leeward_auditor, leeward_visitor;

-- identity
grant select (id, name, kind, parent_id, enforces_immigration_law, immigration_bound, second_factor_required,
  root_key, status) on identity.agency to leeward_visitor, leeward_person, leeward_member, leeward_supervisor,
  leeward_auditor;
create policy everyone_knows_agencies on identity.agency for select
  to leeward_visitor, leeward_person, leeward_member using (true);
-- Only in an opened context: a supervisor reads the sealed root key too.
create policy staff_know_agencies on identity.agency for select
  to leeward_supervisor, leeward_auditor using ((select access.current_member_id()) is not null);
grant select (root_key_sealed) on identity.agency to leeward_supervisor;
grant select on identity.agency_duty to leeward_member, leeward_supervisor, leeward_auditor;
create policy duties_are_open on identity.agency_duty for select
  to leeward_member, leeward_supervisor, leeward_auditor using (true);

grant select (id, agency_id, email, display_name, status, training_valid_until, created_at)
  on identity.member to leeward_member, leeward_supervisor;
create policy colleagues on identity.member for select to leeward_member, leeward_supervisor
  using (agency_id = (select access.current_agency_id())
    or access.has_looked(id));
grant select on identity.member_role to leeward_member, leeward_supervisor;
create policy colleagues_roles on identity.member_role for select to leeward_member, leeward_supervisor
  using (exists (select 1 from identity.member m where m.id = member_id));
grant select (id, member_id, reading_key, signing_key, created_at, retired_at) on identity.member_key
  to leeward_member, leeward_supervisor;
grant select (wrapped) on identity.member_key to leeward_member; -- their own, by the policy; of nobody else
create policy own_keys on identity.member_key for select to leeward_member
  using (member_id = (select access.current_member_id()));
create policy agency_keys on identity.member_key for select to leeward_supervisor
  using (member_id in (select m.id from identity.member m where m.agency_id = (select access.current_agency_id())));
grant select (id, member_id, created_at, expires_at, ended_at) on identity.session to leeward_member,
  leeward_supervisor;
grant update (ended_at) on identity.session to leeward_member, leeward_supervisor;
create policy own_sessions on identity.session for select to leeward_member, leeward_supervisor
  using (member_id = (select access.current_member_id()));
create policy own_sessions_end on identity.session for update to leeward_member, leeward_supervisor
  using (member_id = (select access.current_member_id()) and ended_at is null)
  with check (member_id = (select access.current_member_id()) and ended_at is not null);

-- access
grant select on access.case_record, access.protocol, access.protocol_party, access.protocol_scope,
  access.consent, access.consent_category, access.legal_order, access.legal_order_category, access.share,
  access.access_entry, access.break_glass to leeward_member, leeward_supervisor, leeward_person;
create policy party_sees_case on access.case_record for select to leeward_member, leeward_supervisor
  using (access.is_party(id));
create policy person_sees_case on access.case_record for select to leeward_person
  using (id = any ((select access.own_cases())::uuid[]));
create policy protocols_are_open on access.protocol for select to leeward_member, leeward_supervisor,
  leeward_person using (true);
create policy protocol_parties_are_open on access.protocol_party for select to leeward_member, leeward_supervisor,
  leeward_person using (true);
create policy protocol_scopes_are_open on access.protocol_scope for select to leeward_member, leeward_supervisor,
  leeward_person using (true);
create policy consent_seen_by_both on access.consent for select to leeward_member, leeward_supervisor
  using (access.holds(case_id) or recipient_agency_id = (select access.current_agency_id()));
create policy consent_seen_by_person on access.consent for select to leeward_person
  using (case_id = any ((select access.own_cases())::uuid[]));
create policy consent_categories on access.consent_category for select
  to leeward_member, leeward_supervisor, leeward_person
  using (exists (select 1 from access.consent c where c.id = consent_id));
create policy order_seen_by_both on access.legal_order for select to leeward_member, leeward_supervisor
  using (access.holds(case_id) or recipient_agency_id = (select access.current_agency_id()));
create policy order_seen_by_person on access.legal_order for select to leeward_person
  using (case_id = any ((select access.own_cases())::uuid[])
    and (notice_deferred_until is null or notice_deferred_until <= now()));
create policy order_categories on access.legal_order_category for select
  to leeward_member, leeward_supervisor, leeward_person
  using (exists (select 1 from access.legal_order o where o.id = legal_order_id));
create policy share_seen_by_both on access.share for select to leeward_member, leeward_supervisor
  using (access.holds(case_id) or agency_id = (select access.current_agency_id()));
create policy share_seen_by_person on access.share for select to leeward_person
  using (case_id = any ((select access.own_cases())::uuid[])
    and (legal_order_id is null or legal_order_id in (select o.id from access.legal_order o)));
create policy looks_seen_by_holder on access.access_entry for select to leeward_member, leeward_supervisor
  using (access.holds(case_id) or agency_id = (select access.current_agency_id()));
create policy looks_seen_by_person on access.access_entry for select to leeward_person
  using (case_id = any ((select access.own_cases())::uuid[])
    and (legal_order_id is null or legal_order_id in (select o.id from access.legal_order o)));
create policy glass_seen_by_holder on access.break_glass for select to leeward_member, leeward_supervisor
  using (access.holds(case_id) or member_id = (select access.current_member_id()));
create policy glass_seen_by_person on access.break_glass for select to leeward_person
  using (case_id = any ((select access.own_cases())::uuid[]));

-- ledger
grant select (id, kind, content, salt, case_id, agency_id, at, log_index) on ledger.entry
  to leeward_member, leeward_supervisor, leeward_person;
create policy entries_of_own_agency on ledger.entry for select to leeward_member, leeward_supervisor
  using (agency_id = (select access.current_agency_id()));
create policy entries_of_own_file on ledger.entry for select to leeward_person
  using (case_id = any ((select access.own_cases())::uuid[])
    and id in (select e.ledger_entry_id from access.access_entry e));
grant select (id, kind, at, log_index) on ledger.entry to leeward_auditor;
create policy auditor_reads_ledger on ledger.entry for select to leeward_auditor
  using ((select access.current_member_id()) is not null);
