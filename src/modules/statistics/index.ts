/** What leaves an agency about people: codes only, through the gate, and as a safe release. */

export { caseloadRelease, releaseCaseload } from "./caseload.ts";
