import type { BackupRules } from "../backup/index.ts";

const ofAgency = { column: "agency_id", on: ["identity.agency", "id"] } as const;

/**
 * All of the gate stands in the wraps file, whole: a restore brings back what was signed, withdrawn, asked, answered and
 * spent until that file, so that no older assessment or answer counts again and no budget is spent twice. What came after
 * it is lost, a withdrawal too: so whatever could still run is signed by both people anew.
 */
export const gateBackup: BackupRules = {
  apart: [
    { table: "gate.tool" },
    { table: "gate.advice", dependsOn: [ofAgency] },
    { table: "gate.assessment", dependsOn: [ofAgency] },
    {
      table: "gate.run",
      dependsOn: [
        ofAgency,
        { column: "member_id", on: ["identity.member", "id"] },
        { column: "assessment_id", on: ["gate.assessment", "id"] },
      ],
    },
    { table: "statistics.spent", dependsOn: [ofAgency] },
  ],
  mend: ["update gate.assessment set restored_at = clock_timestamp() where withdrawn_at is null"],
};
