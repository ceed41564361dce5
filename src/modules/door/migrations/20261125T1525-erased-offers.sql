-- An offer that became a case goes with the case (its reference cascades since the erasure of cases): it names the
-- agency and the categories. The letters stay; they are the person's to delete.

create index offer_of_case on door.offer (case_id) where case_id is not null;
