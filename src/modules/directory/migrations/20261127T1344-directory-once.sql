-- Each text of what is published stands once: an entry holds what is its own, and what another entry holds is put together
-- when it is read. A service stood whole in its entry and again in each of its places, and its lists' form beside both.

alter table directory.public_entry add column service_id uuid, add column position integer not null default 0;

update directory.public_entry e set position = p.nth
from (
  select s.agency_id, (v.visit ->> 'id')::uuid as id, v.nth::integer
  from directory.public_entry s, jsonb_array_elements(s.whole -> 'service_at_locations') with ordinality v(visit, nth)
  where s.kind = 'service'
) p
where e.kind = 'service_at_location' and e.agency_id = p.agency_id and e.id = p.id;

-- Their digests are of the older form: each is written once more with the next import.
update directory.public_entry set digest = null, service_id = (whole -> 'service' ->> 'id')::uuid, whole = whole - 'service'
where kind = 'service_at_location';
update directory.public_entry set digest = null, whole = whole - 'service_at_locations' where kind = 'service';

alter table directory.public_entry drop column basic;
alter table directory.public_entry rename column whole to content;
alter table directory.public_entry add constraint public_entry_of_service
  check ((kind = 'service_at_location') = (service_id is not null));
create index public_entry_by_service on directory.public_entry (service_id) where service_id is not null;

-- What a row says of its kind and its size was asked by a regular expression and by writing the whole content as text: a
-- tenth of what an import of fifty thousand services took.
alter table directory.record drop constraint record_kind_check, drop constraint record_content_check;
alter table directory.record
  add constraint record_kind_check check (kind in (
    'phone', 'schedule', 'language', 'attribute', 'location', 'address', 'service_at_location', 'service', 'organization',
    'program', 'contact', 'accessibility', 'service_area', 'cost_option', 'funding', 'required_document',
    'organization_identifier', 'taxonomy', 'taxonomy_term', 'metadata', 'meta_table_description')),
  add constraint record_content_check check (jsonb_typeof(content) = 'object' and pg_column_size(content) <= 131072);

-- The agency of a row is the member's own, by policy, and agencies do not go: asking it again for each of half a million rows
-- was a tenth of the database's work.
alter table directory.record drop constraint record_agency_id_fkey;
alter table directory.public_entry drop constraint public_entry_agency_id_fkey;
