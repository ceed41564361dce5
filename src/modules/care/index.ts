/** The face of care: what main and other modules may use. */
export { CareError, type CareErrorCode } from "./errors.ts";
/** The routes of cases, sections, shares, clocks, and of *My file*. */
export { registerCare } from "./routes.ts";
