/** The rule of access: who may read what, for which purpose, on what it rests. `docs/access.md` has it in words. */

export { CLAUSES, type Clause } from "./clauses.ts";
export {
  asMember,
  asPerson,
  CATEGORIES,
  type Category,
  type MemberContext,
  NoSessionError,
  NotASupervisorError,
  type PersonContext,
  PURPOSES,
  type Purpose,
} from "./context.ts";
export {
  AGENCY_KINDS,
  type AgencyKind,
  READ_BY_THE_PERSON,
  ROLE_COVERAGE,
  ROLES,
  type Role,
} from "./coverage.ts";
export { type Decision, decide, type Refusal, type Right } from "./rule.ts";
export type { Reader, World } from "./world.ts";
