import type { Category, Purpose } from "./context.ts";

export const ROLES = [
  "intake-worker",
  "caseworker",
  "health-worker",
  "legal-adviser",
  "guardian",
  "investigator",
  "prosecutor",
  "decision-maker",
  "labour-inspector",
  "child-protection-officer",
  "statistician",
  "data-protection-officer",
  "auditor",
  "supervisor",
] as const;
/** What a member does at their agency; one member may have several. */
export type Role = (typeof ROLES)[number];

/** Which categories a role covers, for which purpose. The table `access.role_coverage` says the same. */
export const ROLE_COVERAGE: Readonly<Record<Role, Readonly<Partial<Record<Purpose, readonly Category[]>>>>> =
  {
    "intake-worker": { support: ["identity", "contact", "account", "needs-and-risk", "work-and-documents"] },
    caseworker: {
      support: ["identity", "contact", "account", "needs-and-risk", "status", "work-and-documents", "money"],
      identification: ["identity", "account", "needs-and-risk", "status", "work-and-documents"],
      remedy: ["money", "work-and-documents", "justice"],
    },
    "health-worker": { support: ["health", "needs-and-risk", "contact"] },
    "legal-adviser": {
      support: ["identity", "contact", "account", "status", "work-and-documents"],
      remedy: ["identity", "money", "justice", "work-and-documents"],
    },
    guardian: { support: ["identity", "contact", "account", "health", "needs-and-risk", "status"] },
    investigator: { investigation: ["account", "justice", "work-and-documents"] },
    prosecutor: { prosecution: ["account", "justice", "money", "work-and-documents"] },
    "decision-maker": {
      identification: ["identity", "account", "status", "work-and-documents"],
      decision: ["identity", "account", "status", "needs-and-risk", "work-and-documents"],
    },
    "labour-inspector": { remedy: ["work-and-documents", "money"] },
    "child-protection-officer": { support: ["identity", "contact", "health", "needs-and-risk", "status"] },
    statistician: {},
    "data-protection-officer": {},
    auditor: {},
    supervisor: { oversight: ["needs-and-risk", "justice", "money"] },
  };

/** What the person reads through their words: never the safe contact, an address, or operations. */
export const READ_BY_THE_PERSON: readonly Category[] = [
  "identity",
  "account",
  "health",
  "needs-and-risk",
  "status",
  "work-and-documents",
  "money",
];

/** What says who someone is or where: an agency bound to immigration enforcement joins no protocol that covers it. */
export const WHO_AND_WHERE: readonly Category[] = ["identity", "contact", "status"];

/** Kinds of agency that never break the glass. */
export const NEVER_BREAK_GLASS: readonly AgencyKind[] = ["police", "bank", "platform", "regulator"];

export const AGENCY_KINDS = [
  "ngo",
  "shelter",
  "police",
  "prosecution",
  "court",
  "health",
  "child-protection",
  "labour-inspectorate",
  "competent-authority",
  "central-authority",
  "financial-intelligence-unit",
  "bank",
  "asset-office",
  "regulator",
  "platform",
  "statistics-office",
  "survivors-council",
  "legal-aid",
  "immigration-enforcement",
] as const;
/** What an organisation is; its powers are declared beside this. */
export type AgencyKind = (typeof AGENCY_KINDS)[number];
