/** The rule of access as plain data and one pure function. `docs/access.md` has it in words. */

export { CLAUSES } from "./clauses.ts";
export { AGENCY_KINDS, READ_BY_THE_PERSON, ROLE_COVERAGE, ROLES, WHO_AND_WHERE } from "./coverage.ts";
export { decide } from "./rule.ts";
