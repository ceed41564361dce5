import type { Role } from "../../../core/access/coverage.ts";

const OPENERS: readonly Role[] = ["intake-worker", "caseworker", "child-protection-officer"];

/** Whether any of these roles opens cases; the database decides it by the same list (`access.opens_cases`). */
export const canOpenCases = (roles: readonly string[]): boolean =>
  OPENERS.some((role) => roles.includes(role));
