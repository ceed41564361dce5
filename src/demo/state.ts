import type { Category, Purpose } from "../core/access/context.ts";
import type { AgencyKind } from "../core/access/coverage.ts";

/** An invented State: its agencies, their members, their agreements. No one here exists. */

export interface DemoAgency {
  readonly key: string;
  readonly name: string;
  readonly kind: AgencyKind;
  readonly members: readonly DemoMember[];
}

export interface DemoMember {
  readonly name: string;
  /** The part of the e-mail address before the @. */
  readonly login: string;
  readonly roles: readonly string[];
  /** Days from today until the training lapses; negative: it has. */
  readonly trainingDays?: number;
}

export interface DemoProtocol {
  readonly title: string;
  /** What the invented law says, and where. */
  readonly legalText: string;
  readonly legalBasis: string;
  readonly parties: readonly string[];
  readonly purpose: Purpose;
  readonly categories: readonly Category[];
  readonly retentionDays: number;
  readonly onwardRule: "none" | "with-consent";
  /** Only this party has signed: the others' signatures are awaited. */
  readonly signedOnlyBy?: string;
}

/** The agency whose door it is. */
export const DOOR_AGENCY = "line";
/** The one that opens what nobody there has opened within so many hours. */
export const STAND_IN = { agency: "harbour", hours: 24 } as const;

export const AGENCIES: readonly DemoAgency[] = [
  {
    key: "line",
    name: "Open Line",
    kind: "ngo",
    members: [
      { name: "Leila Haddad", login: "leila", roles: ["intake-worker"], trainingDays: 210 },
      { name: "Grace Mensah", login: "grace", roles: ["intake-worker", "caseworker"], trainingDays: 300 },
      { name: "Nadia Rahimi", login: "nadia", roles: ["supervisor"], trainingDays: 400 },
      { name: "Henrik Dahl", login: "henrik", roles: ["supervisor", "intake-worker"], trainingDays: 120 },
    ],
  },
  {
    key: "harbour",
    name: "Harbour House",
    kind: "shelter",
    members: [
      { name: "Ines Varela", login: "ines", roles: ["caseworker"], trainingDays: 100 },
      { name: "Yusuf Demir", login: "yusuf", roles: ["intake-worker"], trainingDays: 190 },
      { name: "Amina Sow", login: "amina", roles: ["statistician"], trainingDays: 240 },
      { name: "Marta Oyelaran", login: "marta", roles: ["supervisor", "caseworker"], trainingDays: 250 },
      { name: "Oscar Lindgren", login: "oscar", roles: ["supervisor"], trainingDays: 310 },
      { name: "Tova Berg", login: "tova", roles: ["data-protection-officer"], trainingDays: 225 },
    ],
  },
  {
    key: "clinic",
    name: "Marigold Clinic",
    kind: "health",
    members: [
      { name: "Amara Osei", login: "amara", roles: ["health-worker", "supervisor"], trainingDays: 180 },
      { name: "Wei Chen", login: "wei", roles: ["health-worker", "supervisor"], trainingDays: 60 },
    ],
  },
  {
    key: "legal",
    name: "Legal Aid Centre",
    kind: "legal-aid",
    members: [
      { name: "Sofia Brenner", login: "sofia", roles: ["legal-adviser", "supervisor"], trainingDays: 365 },
      { name: "Kofi Darko", login: "kofi", roles: ["legal-adviser", "supervisor"], trainingDays: 90 },
    ],
  },
  {
    key: "police",
    name: "City Police",
    kind: "police",
    members: [
      { name: "Rita Keller", login: "rita", roles: ["investigator", "supervisor"], trainingDays: 75 },
      { name: "Bram Visser", login: "bram", roles: ["investigator", "supervisor"], trainingDays: 30 },
    ],
  },
  {
    key: "prosecution",
    name: "Prosecutor, North",
    kind: "prosecution",
    members: [
      { name: "Idris Bello", login: "idris", roles: ["prosecutor", "supervisor"], trainingDays: 150 },
      { name: "Clara Novak", login: "clara", roles: ["prosecutor", "supervisor"], trainingDays: 320 },
    ],
  },
  {
    key: "children",
    name: "Child Protection Service",
    kind: "child-protection",
    members: [
      { name: "Anna Lindqvist", login: "anna", roles: ["guardian"], trainingDays: -12 },
      {
        name: "Maria Santos",
        login: "maria",
        roles: ["child-protection-officer", "supervisor"],
        trainingDays: 260,
      },
      { name: "Emil Strand", login: "emil", roles: ["supervisor"], trainingDays: 160 },
    ],
  },
  {
    key: "labour",
    name: "Labour Inspectorate",
    kind: "labour-inspectorate",
    members: [
      { name: "Paul Etxea", login: "paul", roles: ["labour-inspector", "supervisor"], trainingDays: 55 },
      { name: "Dina Farouk", login: "dina", roles: ["labour-inspector", "supervisor"], trainingDays: 220 },
    ],
  },
  {
    key: "authority",
    name: "Identification Authority",
    kind: "competent-authority",
    members: [
      { name: "Samuel Okoro", login: "samuel", roles: ["decision-maker", "supervisor"], trainingDays: 280 },
      { name: "Lucia Ferri", login: "lucia", roles: ["auditor"], trainingDays: 330 },
      { name: "Adele Moreau", login: "adele", roles: ["decision-maker", "supervisor"], trainingDays: 290 },
    ],
  },
];

export const PROTOCOLS: readonly DemoProtocol[] = [
  {
    title: "Shelter and first answer",
    legalText: "Those who answer first and those who give shelter may work together for a person who agrees",
    legalBasis: "Invented Protection Act, section 12",
    parties: ["line", "harbour"],
    purpose: "support",
    categories: ["identity", "contact", "account", "needs-and-risk"],
    retentionDays: 730,
    onwardRule: "with-consent",
  },
  {
    title: "Health of people in shelter",
    legalText: "Shelters and health services may share what care needs, with the person’s consent",
    legalBasis: "Invented Health Act, section 4",
    parties: ["harbour", "line", "clinic"],
    purpose: "support",
    categories: ["health", "needs-and-risk", "contact"],
    retentionDays: 3650,
    onwardRule: "none",
  },
  {
    title: "Legal help",
    legalText: "Whoever gives legal help may learn what the help needs, with the person’s consent",
    legalBasis: "Invented Legal Aid Act, section 3",
    parties: ["harbour", "line", "children", "legal"],
    purpose: "support",
    categories: ["identity", "account", "status", "work-and-documents"],
    retentionDays: 1825,
    onwardRule: "with-consent",
  },
  {
    title: "Pay that is owed",
    legalText: "The inspectorate may learn what is needed to get back wages and papers",
    legalBasis: "Invented Labour Code, section 88",
    parties: ["harbour", "legal", "labour"],
    purpose: "remedy",
    categories: ["work-and-documents", "money"],
    retentionDays: 1095,
    onwardRule: "none",
  },
  {
    title: "Investigation, with consent or a court's order",
    legalText: "Police may learn what an investigation needs, with consent or by order of a court",
    legalBasis: "Invented Criminal Procedure Code, section 140",
    parties: ["harbour", "line", "police"],
    purpose: "investigation",
    categories: ["account", "justice", "work-and-documents"],
    retentionDays: 1825,
    onwardRule: "none",
  },
  {
    title: "Prosecution",
    legalText: "The prosecutor may learn what a case in court needs, with consent or by order of a court",
    legalBasis: "Invented Criminal Procedure Code, section 152",
    parties: ["harbour", "prosecution"],
    purpose: "prosecution",
    categories: ["account", "justice", "money", "work-and-documents"],
    retentionDays: 3650,
    onwardRule: "none",
  },
  {
    title: "Children",
    legalText: "Services for children may share what protects a child",
    legalBasis: "Invented Children Act, section 9",
    parties: ["line", "harbour", "children"],
    purpose: "support",
    categories: ["identity", "contact", "health", "needs-and-risk", "status"],
    retentionDays: 3650,
    onwardRule: "none",
  },
  {
    title: "Identification",
    legalText: "The authority may learn what it needs to decide whether someone was trafficked",
    legalBasis: "Invented Protection Act, section 20",
    parties: ["harbour", "line", "children", "authority"],
    purpose: "decision",
    categories: ["identity", "account", "status", "needs-and-risk", "work-and-documents"],
    retentionDays: 1825,
    onwardRule: "none",
  },
  {
    title: "Shelter for children",
    legalText: "Shelters and services for children may share what protects a child who needs a room",
    legalBasis: "Invented Children Act, section 11",
    parties: ["harbour", "children"],
    purpose: "support",
    categories: ["needs-and-risk", "health"],
    retentionDays: 730,
    onwardRule: "none",
    signedOnlyBy: "children",
  },
];
