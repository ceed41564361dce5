-- Reads no case. Stands under rights assessments as the second of two, and asks for advice (docs/gate.md).
insert into identity.role (name, supervises) values ('data-protection-officer', false);
