/** Agreements between agencies: written, signed, enforced. `docs/agreements.md` has it in words. */

export { expireVersions } from "./jobs.ts";
export { registerProtocols } from "./routes.ts";
export type { AgreementExport, AgreementReport, VersionReport } from "./verify.ts";
export { verifyAgreement } from "./verify.ts";
