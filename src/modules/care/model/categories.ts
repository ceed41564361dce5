import type { Category } from "../../../core/access/context.ts";
import { COUNTRIES } from "./countries.ts";
import { CURRENCIES } from "./currencies.ts";
import { choice, choices, date, type Field, group, longText, number, rows, text, yesNo } from "./field.ts";
import { type Dimension, findIndicator, INDICATORS } from "./indicators.ts";
import { LANGUAGE_CODES } from "./languages.ts";
import * as options from "./options.ts";

/** Who someone is. The person reads it all. */
const identity = [
  ...group("name", [
    text("salutation", 40, { htcds: "prs_Salutation" }),
    text("firstName", 120, { htcds: "prs_FirstName" }),
    text("middleName", 120, { htcds: "prs_MiddleName" }),
    text("familyName", 120, { htcds: "prs_SecondName" }),
    text("nameInOwnScript", 200),
    text("otherNames", 300),
    text("wishesToBeCalled", 120),
  ]),
  ...group("age", [
    date("birthDate", { htcds: "prs_Birthdate" }),
    number("ageClaimed", { min: 0, max: 120 }),
    number("ageFrom", { min: 0, max: 120 }),
    number("ageTo", { min: 0, max: 120 }),
    choice("ageBasis", options.AGE_BASES),
    yesNo("ageDisputed"),
  ]),
  ...group("person", [
    choice("gender", options.GENDERS, { htcds: "prs_Gender" }),
    choice("maritalStatus", options.MARITAL_STATUSES, { htcds: "prs_MaritalStatus" }),
    number("childrenCount", { min: 0, max: 30 }, { htcds: "prs_NumberOfChildren" }),
    yesNo("deceased", { htcds: "prs_Deceased" }),
  ]),
  ...group("language", [
    choice("primaryLanguage", LANGUAGE_CODES, { htcds: "prs_PrimaryLanguage" }),
    choice("secondaryLanguage", LANGUAGE_CODES, { htcds: "prs_SecondaryLanguage" }),
    choice("interpreter", options.INTERPRETERS),
    longText("accessibility", { lengthMax: 2_000 }),
  ]),
  ...group("nationality", [
    choices("citizenship", COUNTRIES, { htcds: "prs_Citizenship" }),
    yesNo("stateless"),
    text("identityNumber", 60, { htcds: "prs_IdentityNumber" }),
  ]),
] as const;

/** How to reach someone safely, and where they are. Never shown in *My file*: someone else may hold the words. */
const hidden = { personSees: false } as const;
const contact = [
  ...group("safe", [
    choice("channel", options.CHANNELS, hidden),
    text("hours", 200, hidden),
    text("codeWord", 120, hidden),
    longText("neverContact", { ...hidden, lengthMax: 2_000 }),
    yesNo("deviceWatched", hidden),
    text("throughWhom", 200, hidden),
  ]),
  ...group("numbers", [
    text("mobilePhone", 40, { ...hidden, input: "tel", htcds: "prs_MobilePhone" }),
    text("homePhone", 40, { ...hidden, input: "tel", htcds: "prs_HomePhone" }),
    text("email", 254, { ...hidden, input: "email", htcds: "prs_Email" }),
    text("appName", 200, hidden),
  ]),
  ...group("address", [
    text("street", 200, { ...hidden, htcds: "prs_MailingStreet" }),
    text("city", 120, { ...hidden, htcds: "prs_MailingCity" }),
    text("state", 120, { ...hidden, htcds: "prs_MailingState" }),
    text("postalCode", 20, { ...hidden, htcds: "prs_MailingPostalCode" }),
    choice("country", COUNTRIES, { ...hidden, htcds: "prs_MailingCountry" }),
    number("latitude", { min: -90, max: 90, decimals: 6 }, { ...hidden, htcds: "prs_MailingLatitude" }),
    number("longitude", { min: -180, max: 180, decimals: 6 }, { ...hidden, htcds: "prs_MailingLongitude" }),
    longText("whoKnows", { ...hidden, lengthMax: 2_000 }),
  ]),
] as const;

/** What was told: whose words they are is kept apart, and what was left untold stays untold. */
const account = [
  ...group("told", [
    longText("ownWords", { lengthMax: 60_000 }),
    choice("toldIn", LANGUAGE_CODES),
    date("toldOn"),
    longText("leftUntold", { lengthMax: 2_000 }),
    longText("observed"),
    longText("thirdParty", hidden),
    text("thirdPartySource", 300, hidden),
  ]),
  ...group("beginning", [
    choices("recruitmentMethods", options.RECRUITMENT_METHODS, { htcds: "vic_MethodOfRecruitment" }),
    choices("recruitmentPlatforms", options.PLATFORMS, { htcds: "vic_RecruitmentWebsitesAndApps" }),
    text("recruitmentPlace", 300, { ...hidden, htcds: "vic_LocationOfRecruitment" }),
    choice("relationship", options.RELATIONSHIPS, { htcds: "vic_RelationshipToTrafficker" }),
    number("ageThen", { min: 0, max: 120 }, { htcds: "vic_AgeWhenTrafficked" }),
  ]),
  ...group("exploitation", [
    choices("exploitationTypes", options.EXPLOITATION_TYPES, { htcds: "vic_TypeOfExploitation" }),
    choices("sexualTypes", options.SEXUAL_TYPES, { htcds: "vic_TypeOfSexExploitation" }),
    text("exploitationPlace", 300, { ...hidden, htcds: "vic_LocationOfExploitation" }),
    choices("exploitationPlatforms", options.PLATFORMS, { htcds: "vic_ExploitationWebsitesAndApps" }),
    choices("controlMethods", options.CONTROL_METHODS, { htcds: "vic_MethodsOfControl" }),
  ]),
  ...group("offence", [
    choices("acts", options.ACTS),
    choices("means", options.MEANS, { adultsOnly: true }),
    choices("onlineUses", options.ONLINE_USES),
    rows(
      "indicators",
      choice("indicator", INDICATORS),
      [
        choice("strength", options.STRENGTHS),
        choices("sources", options.SOURCES, hidden),
        date("seenOn", hidden),
      ],
      { countMax: 40, begin: beginIndicator },
    ),
  ]),
  ...group("event", [
    choice("eventType", options.EVENT_TYPES, { htcds: "hte_Type" }),
    date("eventDate", { htcds: "hte_Date" }),
    longText("eventDescription", { htcds: "hte_Description" }),
    text("eventStreet", 200, { ...hidden, htcds: "hte_Street" }),
    text("eventCity", 120, { htcds: "hte_City" }),
    text("eventState", 120, { htcds: "hte_State" }),
    text("eventPostalCode", 20, { ...hidden, htcds: "hte_PostalCode" }),
    choice("eventCountry", COUNTRIES, { htcds: "hte_Country" }),
    number("eventLatitude", { min: -90, max: 90, decimals: 6 }, { ...hidden, htcds: "hte_Latitude" }),
    number("eventLongitude", { min: -180, max: 180, decimals: 6 }, { ...hidden, htcds: "hte_Longitude" }),
  ]),
] as const;

const health = [
  ...group("now", [
    yesNo("urgent"),
    longText("concerns"),
    longText("disability"),
    text("allergies", 500),
    longText("medication", { lengthMax: 2_000 }),
    longText("mentalHealth"),
    yesNo("pregnant"),
  ]),
  ...group("care", [
    longText("agreedTo", { lengthMax: 4_000 }),
    longText("carePlan"),
    date("nextAppointment"),
    longText("clinicianNotes", hidden),
  ]),
] as const;

/** What the person wants, what holds now, what could go wrong and when it is looked at again. */
const needsAndRisk = [
  ...group("needs", [longText("wants"), longText("now"), longText("plan")]),
  ...group("risk", [
    choices("risks", options.RISKS),
    choice("riskLevel", options.RISK_LEVELS),
    date("riskReview"),
    longText("riskDetails", hidden),
    choices("vulnerabilities", options.VULNERABILITIES, { htcds: "vic_Vulnerabilities" }),
    longText("vulnerabilityDetails", { ...hidden, htcds: "vic_DetailsOfVulnerabilities" }),
    longText("individualRisk"),
    longText("householdRisk", hidden),
    longText("communityRisk", hidden),
  ]),
  ...group("guardian", [
    choice("guardian", options.GUARDIANS),
    text("guardianName", 200, hidden),
    text("guardianReach", 300, hidden),
    date("guardianSince"),
    choice("guardianConflict", options.GUARDIAN_CONFLICTS, hidden),
    longText("guardianConflictDetails", { ...hidden, lengthMax: 4_000 }),
    choice("assent", options.ASSENTS),
  ]),
  ...group("best-interests", [
    longText("childViews"),
    choice("bestInterests", options.BEST_INTERESTS),
    date("bestInterestsOn"),
    longText("bestInterestsResult"),
    text("bestInterestsBy", 200, hidden),
    date("bestInterestsReview"),
  ]),
  ...group("support-plan", [
    choice("planType", options.PLAN_TYPES, { htcds: "spl_Type" }),
    longText("planObjectives", { htcds: "spl_Objectives" }),
    longText("planActions", { htcds: "spl_ActionPlan" }),
    date("planEnds", { htcds: "spl_PlannedEndDate" }),
    date("planEnded", { htcds: "spl_ActualEndDate" }),
  ]),
  ...group("referral-in", [
    text("referredBy", 200, { ...hidden, htcds: "cas_ReferringOrganisation" }),
    date("referredInOn", { htcds: "cas_IncomingReferralDate" }),
    text("referredByWhom", 200, { ...hidden, htcds: "cas_ReferringPrimaryCaseWorker" }),
    choice("referredInBecause", options.REFERRAL_REASONS, { htcds: "cas_ReasonForIncomingReferral" }),
    longText("referredInDetails", { ...hidden, htcds: "cas_IncomingReferralDetails" }),
  ]),
  ...group("referral-out", [
    text("referredTo", 200, { htcds: "cas_ReferredOrganisation" }),
    date("referredOutOn", { htcds: "cas_OutgoingReferralDate" }),
    text("referredToWhom", 200, { ...hidden, htcds: "cas_ReferredPrimaryCaseWorker" }),
    choice("referredOutBecause", options.REFERRAL_REASONS, { htcds: "cas_ReasonForOutgoingReferral" }),
    longText("referredOutDetails", { ...hidden, htcds: "cas_OutgoingReferralDetails" }),
  ]),
  ...group("record", [
    text("formerCaseworker", 200, { ...hidden, htcds: "cas_CaseOwner" }),
    longText("comment", { ...hidden, htcds: "cco_CaseComment" }),
    longText("closedBecause", { htcds: "cas_ReasonForCaseClosure" }),
    yesNo("agreedToRecord", { htcds: "con_Consent" }),
    yesNo("agreedToManage", { htcds: "vic_AgreementToManagePersonalData" }),
  ]),
] as const;

const status = [
  ...group("decision", [
    choice("traffickingStatus", options.TRAFFICKING_STATUSES, { htcds: "vic_TraffickingStatus" }),
    choice("decidedBy", options.DECIDERS, { htcds: "vic_TraffickingStatusDecisionMakingOrg" }),
    date("decidedOn"),
    longText("evidenceAsked"),
    longText("reasons"),
    choice("reasonsIn", LANGUAGE_CODES),
  ]),
  ...group("stay", [
    text("permit", 200),
    date("permitAppliedOn"),
    date("permitUntil"),
    text("stayBasis", 300),
    longText("returnRisk"),
  ]),
] as const;

const workAndDocuments = [
  ...group("papers", [
    choices("papers", options.PAPERS),
    choice("papersHeldBy", options.PAPER_HOLDERS),
    date("papersAskedBackOn"),
    longText("papersNotes", { lengthMax: 4_000 }),
  ]),
  ...group("work", [
    text("position", 200, { htcds: "prs_Title" }),
    choice("education", options.EDUCATION_LEVELS, { htcds: "prs_HighestLevelOfEducation" }),
    choice("industry", options.INDUSTRIES, { htcds: "vic_ForcedLabourIndustry" }),
    text("skills", 500),
    longText("workWanted", { lengthMax: 4_000 }),
    longText("conditions"),
  ]),
  ...group("workplace", [
    text("workplaceName", 200, { htcds: "org_Name" }),
    choice("workplaceType", options.ORGANISATION_TYPES, { htcds: "org_Type" }),
    text("workplacePhone", 40, { ...hidden, input: "tel", htcds: "org_Phone" }),
    text("workplaceStreet", 200, { ...hidden, htcds: "org_ShippingStreet" }),
    text("workplaceCity", 120, { htcds: "org_ShippingCity" }),
    text("workplaceState", 120, { htcds: "org_ShippingState" }),
    text("workplacePostalCode", 20, { ...hidden, htcds: "org_ShippingPostalCode" }),
    choice("workplaceCountry", COUNTRIES, { htcds: "org_ShippingCountry" }),
    number(
      "workplaceLatitude",
      { min: -90, max: 90, decimals: 6 },
      { ...hidden, htcds: "org_ShippingLatitude" },
    ),
    number(
      "workplaceLongitude",
      { min: -180, max: 180, decimals: 6 },
      { ...hidden, htcds: "org_ShippingLongitude" },
    ),
  ]),
] as const;

const money = [
  ...group("owed", [
    choice("currency", CURRENCIES),
    number("wagesOwed", { min: 0, max: 1_000_000_000, decimals: 2 }),
    number("monthsUnpaid", { min: 0, max: 600 }),
    number("debtClaimed", { min: 0, max: 1_000_000_000, decimals: 2 }),
    longText("debtDetails", { lengthMax: 4_000 }),
  ]),
  ...group("bank", [choice("accountRoute", options.ACCOUNT_ROUTES), date("accountOpenedOn")]),
  ...group("claim", [
    choice("claim", options.CLAIM_STATES),
    choices("claimRoutes", options.CLAIM_ROUTES),
    date("claimedOn"),
    number("awarded", { min: 0, max: 1_000_000_000, decimals: 2 }),
    longText("claimDetails", { lengthMax: 4_000 }),
  ]),
] as const;

/** Not part of *My file*: it names others, and what is being done about them. */
const justice = [
  ...group("choices", [
    choice("report", options.REPORT_CHOICES, hidden),
    choices("proceedingsWishes", options.PROCEEDINGS_WISHES, hidden),
    text("lawyer", 200, hidden),
    longText("protectiveMeasures", hidden),
    longText("madeToDo", hidden),
  ]),
  ...group("proceedings", [longText("proceedings", hidden), date("nextHearing", hidden)]),
  ...group("suspects", [
    choices("suspectRoles", options.SUSPECT_ROLES, { ...hidden, htcds: "per_RoleInProcess" }),
    longText("suspectDetails", { ...hidden, htcds: "per_RoleDetails" }),
    text("suspectOrganisation", 200, { ...hidden, htcds: "per_Organisation" }),
  ]),
] as const;

/** An entry begins with the strength that its list gives; where that weighs nothing, whoever records it does. */
function beginIndicator(code: string): Readonly<Record<string, string>> {
  const strength = findIndicator(code)?.strength;
  return strength ? { strength } : {};
}

/** Every field of every category, in the order of the form. */
export const FIELDS = {
  identity,
  contact,
  account,
  health,
  "needs-and-risk": needsAndRisk,
  status,
  "work-and-documents": workAndDocuments,
  money,
  justice,
} as const satisfies Record<Category, readonly Field[]>;

type AnyField = { [C in Category]: (typeof FIELDS)[C][number] & { readonly category: C } }[Category];
/** `contact.channel` and so on: the key of a field's label. */
export type FieldKey = AnyField extends infer F
  ? F extends { readonly category: infer C extends string; readonly name: infer N extends string }
    ? `${C}.${N}`
    : never
  : never;
/** `contact/safe` and so on: the key of a group's heading. */
export type GroupKey = AnyField extends infer F
  ? F extends { readonly category: infer C extends string; readonly group: infer G extends string }
    ? `${C}/${G}`
    : never
  : never;
/** `account.indicators.strength` and so on: the key of a label within an entry. */
export type RowFieldKey = AnyField extends infer F
  ? F extends {
      readonly category: infer C extends string;
      readonly name: infer N extends string;
      readonly key: { readonly name: infer K extends string };
      readonly fields: readonly { readonly name: infer M extends string }[];
    }
    ? `${C}.${N}.${K | M}`
    : never
  : never;
type NamedSet = (typeof options)[keyof typeof options];
/** `channels:call` and so on: the key of an option's label. */
export type OptionKey = NamedSet extends infer S
  ? S extends {
      readonly name: infer N extends string;
      readonly options: readonly { readonly code: infer C extends string }[];
    }
    ? `${N}:${C}`
    : never
  : never;

/** `indicators/exploitation` and so on: the key of the name of a part of a list. */
export type PartKey = `${(typeof INDICATORS)["name"]}/${Dimension}`;

/** The fields of one category. */
export const fieldsOf = (category: Category): readonly Field[] => FIELDS[category];
