import { optionSet } from "./field.ts";

/** The closed lists of HTCDS 2.0 keep its value names; ours are short codes, named by the texts. */

export const CHANNELS = optionSet("channels", [
  "call",
  "text-message",
  "messaging-app",
  "email",
  "letter",
  "in-person",
  "through-someone",
]);

export const GENDERS = optionSet("genders", [
  ["feminine", "Feminine"],
  ["masculine", "Masculine"],
  ["transgender-feminine", "TransgenderFeminine"],
  ["transgender-masculine", "TransgenderMasculine"],
  ["non-conforming", "NonConforming"],
  ["unknown", "NonSpecifiedUnknown"],
]);

export const AGE_BASES = optionSet("age-bases", [
  "own-words",
  "papers",
  "relatives",
  "assessment",
  "impression",
]);

export const INTERPRETERS = optionSet("interpreters", ["not-needed", "any", "woman", "man"]);

export const MARITAL_STATUSES = optionSet("marital-statuses", [
  ["single", "Single"],
  ["married", "Married"],
  ["widowed", "Widowed"],
  ["divorced", "Divorced"],
  ["separated", "Separated"],
  ["registered-partnership", "RegisteredPartnership"],
]);

export const EDUCATION_LEVELS = optionSet("education-levels", [
  ["early-childhood", "EarlyChildhoodEducation"],
  ["primary", "PrimaryEducation"],
  ["lower-secondary", "LowerSecondaryEducation"],
  ["upper-secondary", "UpperSecondaryEducation"],
  ["post-secondary", "PostSecondaryNonTertiaryEducation"],
  ["short-tertiary", "ShortCycleTertiaryEducation"],
  ["bachelor", "BachelorsOrEquivalentLevel"],
  ["master", "MastersOrEquivalentLevel"],
  ["doctoral", "DoctoralOrEquivalentLevel"],
]);

export const TRAFFICKING_STATUSES = optionSet("trafficking-statuses", [
  ["possible", "PossibleVictimOfTrafficking"],
  ["found", "ActualVictimOfTrafficking"],
  ["not-found", "NotAVictimOfTrafficking"],
]);

export const DECIDERS = optionSet("deciders", [
  ["police", "Police"],
  ["ngo", "NGO"],
  ["court-or-prosecution", "CourtOrProsecution"],
  ["other-government", "NonPoliceGovernmentalOrganization"],
  ["other", "Other"],
]);

export const RELATIONSHIPS = optionSet("relationships", [
  ["family", "Familial"],
  ["acquainted", "Acquainted"],
  ["not-acquainted", "Unaquainted"], // as the standard spells it
]);

export const PLATFORMS = optionSet("platforms", [
  ["facebook", "Facebook"],
  ["instagram", "Instagram"],
  ["whatsapp", "WhatsApp"],
  ["telegram", "Telegram"],
  ["facebook-messenger", "FacebookMessenger"],
  ["viber", "Viber"],
  ["snapchat", "SnapChat"],
  ["line", "Line"],
  ["4sale", "4Sale"],
  ["wechat", "WeChat"],
  ["qq", "QQ"],
  ["qzone", "QZone"],
  ["tiktok", "TikTok"],
  ["twitter", "Twitter"],
  ["other", "Other"],
]);

/** The five acts of article 3 (a) of the Palermo Protocol (2000). */
export const ACTS = optionSet("acts", ["recruited", "transported", "transferred", "harboured", "received"]);

/** The means of the same article; none is needed where the person is a child (article 3 (c)). */
export const MEANS = optionSet("means", [
  "threat-or-force",
  "other-coercion",
  "abduction",
  "fraud",
  "deception",
  "abuse-of-power",
  "abuse-of-vulnerability",
  "payments-to-who-controls",
]);

/** What sites and apps were used for. */
export const ONLINE_USES = optionSet("online-uses", [
  "found-them",
  "won-their-trust",
  "advertised-work",
  "advertised-them",
  "watched-or-tracked",
  "threatened",
  "streamed",
  "took-payments",
  "moved-money",
]);

export const STRENGTHS = optionSet("strengths", ["strong", "medium", "weak"]);

/** From where an indicator is known. */
export const SOURCES = optionSet("sources", [
  "own-words",
  "seen-by-us",
  "someone-else",
  "papers",
  "online",
  "another-agency",
]);

export const RECRUITMENT_METHODS = optionSet("recruitment-methods", [
  ["business", "AtAPlaceOfBusiness"],
  ["school", "AtAnEducationalInstitution"],
  ["work", "AtWork"],
  ["social-networks", "ThroughOnlineSocialNetworks"],
  ["online-advertisement", "ThroughAnOnlineAdvertisement"],
  ["television", "ThroughATelevisionAdvert"],
  ["newspaper", "ThroughANewspaperAdvert"],
  ["family", "ThroughFamilyOrFamilyEvents"],
  ["friends", "ThroughFriendsOrSocialEvents"],
  ["other", "Other"],
]);

/** The picklist of the standard, and the four that only its definitions have. */
export const CONTROL_METHODS = optionSet("control-methods", [
  ["physical-threats", "PhysicalThreats"],
  ["threats", "Threats"],
  ["threat-of-law", "ThreatsLawEnforcement"],
  ["threat-to-family", "ThreatensChildrenFamily"],
  ["debt", "DebtBondage"],
  ["false-promises", "FalsePromises"],
  ["physical-abuse", "PhysicalAbuse"],
  ["sexual-abuse", "SexualAbuse"],
  ["takes-earnings", "TakesEarnings"],
  ["no-money", "RestrictsFinancialAccess"],
  ["no-medical-care", "RestrictsMedicalCare"],
  ["no-necessities", "WithholdsNecessities"],
  ["no-movement", "RestrictsMovement"],
  ["psychological-abuse", "PsychologicalAbuse"],
  ["substances", "PsychoactiveSubstance"],
  ["long-hours", "ExcessiveWorkingHours"],
  ["papers-withheld", "WithholdsDocuments"],
  ["uses-children", "UsesChildren"],
  ["other", "Other"],
]);

export const EXPLOITATION_TYPES = optionSet("exploitation-types", [
  ["forced-labour", "ForcedLabour"],
  ["sexual", "SexualExploitation"],
  ["child-labour", "ChildLabour"],
  ["forced-marriage", "ForcedMarriage"],
  ["servitude", "Servitude"],
  ["armed-group", "ForcedMilitaryByNonStateActors"],
  ["organ-removal", "OrganRemoval"],
  ["forced-begging", "ForcedBegging"],
  ["forced-adoption", "ForcedAdoption"],
  ["surrogacy", "Surrogacy"],
  "forced-crime",
  ["other", "Other"],
]);

export const SEXUAL_TYPES = optionSet("sexual-types", [
  ["selling-sex", "Prostitution"],
  ["images-and-film", "Pornography"],
  ["remote-live", "RemoteInteractiveServices"],
  ["private", "PrivateSexualServices"],
]);

/** The sections of ISIC, revision 4. */
export const INDUSTRIES = optionSet("industries", [
  ["agriculture", "A_AgricultureForestryAndFishing"],
  ["mining", "B_MiningAndQuarrying"],
  ["manufacturing", "C_Manufacturing"],
  ["energy", "D_ElectricityGasSteamAndAirConditioningSupply"],
  ["water-and-waste", "E_WaterSupplySewerageWasteManagement"],
  ["construction", "F_Construction"],
  ["trade", "G_WholesaleAndRetailTradeRepairOfMotorVehicles"],
  ["transport", "H_TransportationAndStorage"],
  ["hospitality", "I_AccommodationAndFoodServiceActivities"],
  ["information", "J_InformationAndCommunication"],
  ["finance", "K_FinancialAndInsuranceActivities"],
  ["real-estate", "L_RealEstateActivities"],
  ["professional", "M_ProfessionalScientificAndTechnicalActivities"],
  ["support-services", "N_AdministrativeAndSupportServiceActivities"],
  ["public-administration", "O_PublicAdministrationAndDefence"],
  ["education", "P_Education"],
  ["health-and-social", "Q_HumanHealthAndSocialWorkActivities"],
  ["arts", "R_ArtsEntertainmentAndRecreation"],
  ["other-services", "S_OtherServiceActivities"],
  ["households", "T_ActivitiesOfHouseholdsAsEmployers"],
  ["extraterritorial", "U_ActivitiesOfExtraterritorialOrganizations"],
]);

export const VULNERABILITIES = optionSet("vulnerabilities", [
  ["addiction", "Addiction"],
  ["social-group", "SocialGroup"],
  ["discrimination", "Discrimination"],
  ["poverty", "Poverty"],
  ["physical-health", "DisabilityAndPhysicalHealth"],
  ["mental-health", "MentalHealth"],
  ["migration", "Migration"],
  ["homelessness", "Homelessness"],
  ["online-abuse", "AbuseSocialMedia"],
  ["abuse", "AbusePhysical"],
  ["education", "Education"],
  ["workplace", "WorkEnvironment"],
]);

export const RISKS = optionSet("risks", [
  "retaliation",
  "debt",
  "self-harm",
  "watched-device",
  "taken-over-account",
  "again",
  "family-threatened",
  "other",
]);

export const RISK_LEVELS = optionSet("risk-levels", ["low", "medium", "high"]);

export const GUARDIANS = optionSet("guardians", [
  "none-yet",
  "asked-for",
  "appointed",
  "parent",
  "relative",
  "institution",
]);

/** A guardian who is under suspicion, or near to someone who is, decides nothing. */
export const GUARDIAN_CONFLICTS = optionSet("guardian-conflicts", [
  "not-checked",
  "none-found",
  "being-checked",
  "found",
]);

export const BEST_INTERESTS = optionSet("best-interests", ["not-begun", "begun", "done", "being-renewed"]);

export const ASSENTS = optionSet("assents", ["not-asked", "yes", "no", "not-able-to-say"]);

export const PLAN_TYPES = optionSet("plan-types", [
  ["education", "Education"],
  ["financial", "Financial"],
  ["health", "Health"],
  ["after-labour", "LabourExploitationRehabilitation"],
  ["legal", "Legal"],
  ["livelihood", "Livelihood"],
  ["rights-training", "RightsBasedTraining"],
  ["after-sexual", "SexualExploitationRehabilitation"],
  ["social-care", "SocialCare"],
]);

export const REFERRAL_REASONS = optionSet("referral-reasons", [
  ["services", "AdditionalServicesRequired"],
  ["moving", "MigrationOrChangeOfLocation"],
  ["other", "Other"],
]);

export const EVENT_TYPES = optionSet("event-types", [
  ["recruitment", "Recruitment"],
  ["transit", "Transit"],
  ["exploitation", "Exploitation"],
]);

export const ORGANISATION_TYPES = optionSet("organisation-types", [
  ["ngo", "NGO"],
  ["law-enforcement", "LawEnforcement"],
  ["health-service", "HealthServiceOrganisation"],
  ["central-government", "CentralGovernmentOrganisation"],
  ["local-government", "LocalGovernmentOrganisation"],
  ["immigration-service", "ImmigrationService"],
  ["legal-service", "LegalService"],
  ["business", "CorporateBusiness"],
  ["school", "SchoolOrCollege"],
]);

export const SUSPECT_ROLES = optionSet("suspect-roles", [
  ["travelling-partner", "TravellingPartner"],
  ["transporter", "Transporter"],
  ["recruiter", "RecruiterOrIntermediary"],
  ["broker", "BrokerTravelAgent"],
  ["transferred", "TransferredIndividual"],
  ["harboured", "HarbouredIndividual"],
  ["sold", "SoldIndividual"],
  ["bought", "BoughtIndividual"],
  ["received", "ReceivedIndividual"],
  ["controlled", "ControlledIndividual"],
  ["smuggler", "Smuggler"],
  ["abuser", "Abuser"],
  ["kidnapper", "Kidnapper"],
  ["exploiter", "Exploiter"],
  ["other", "Other"],
]);

export const PAPERS = optionSet("papers", [
  "passport",
  "identity-card",
  "birth-certificate",
  "residence-permit",
  "work-permit",
  "travel-document",
  "none",
]);

export const PAPER_HOLDERS = optionSet("paper-holders", [
  "the-person",
  "employer",
  "exploiter",
  "family",
  "authority",
  "lost",
  "unknown",
]);

export const ACCOUNT_ROUTES = optionSet("account-routes", [
  "none",
  "own",
  "being-opened",
  "refused",
  "someone-elses",
]);

export const CLAIM_STATES = optionSet("claim-states", [
  "not-asked",
  "not-wanted",
  "wanted",
  "claimed",
  "awarded",
  "paid",
  "refused",
]);

export const CLAIM_ROUTES = optionSet("claim-routes", [
  "criminal-court",
  "civil-court",
  "labour-court",
  "state-fund",
  "confiscated-assets",
  "employer",
]);

/** What someone may ask of proceedings. */
export const PROCEEDINGS_WISHES = optionSet("proceedings-wishes", [
  "recorded-once",
  "not-to-meet",
  "by-video",
  "closed-court",
  "interpreter",
  "someone-beside",
  "address-withheld",
  "told-of-release",
  "told-of-outcome",
  "no-part",
]);

export const REPORT_CHOICES = optionSet("report-choices", ["not-asked", "not-now", "no", "yes", "reported"]);
