/**
 * Open Referral HSDS 3.0 as data: which kinds of record there are, which fields each has, and how records stand in one
 * another in the nested form. Source: schema/*.json and datapackage.json of openreferral/specification, 3.0.
 */

export const KINDS = [
  ...([
    "organization",
    "program",
    "service",
    "service_at_location",
    "location",
    "address",
    "contact",
  ] as const),
  ...(["phone", "schedule", "language", "accessibility", "service_area", "cost_option", "funding"] as const),
  ...(["required_document", "organization_identifier", "taxonomy", "taxonomy_term", "attribute"] as const),
  ...(["metadata", "meta_table_description"] as const),
];
/** One kind of record; a table of the tabular form. */
export type Kind = (typeof KINDS)[number];

/** One value for each kind. */
export function perKind<Value>(make: (kind: Kind) => Value): Readonly<Record<Kind, Value>> {
  const made: Partial<Record<Kind, Value>> = {};
  for (const kind of KINDS) made[kind] = make(kind);
  return made as Record<Kind, Value>; // each of them was made just now
}

/** What a field holds. `text` unless said otherwise. */
export type FieldType = "text" | "uuid" | "number" | "uri" | "email" | "date-time" | readonly string[];

export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly required: boolean;
}

const PLACES = "physical|postal|virtual";

/** `name!` is required; `name:type` is no plain text; `name:a|b` is one of these. In the order of the tabular form. */
const FIELDS: Readonly<Record<Kind, string>> = {
  organization:
    "id!:uuid name! alternate_name description! email:email website:uri tax_status tax_id year_incorporated:number legal_status logo uri:uri parent_organization_id:uuid",
  program: "id!:uuid organization_id:uuid name! alternate_name description!",
  service:
    "id!:uuid organization_id:uuid program_id:uuid name! alternate_name description url:uri email:email status!:active|inactive|defunct|temporarily_closed interpretation_services application_process fees_description wait_time fees accreditations eligibility_description minimum_age:number maximum_age:number assured_date assurer_email:email licenses alert last_modified:date-time",
  service_at_location: "id!:uuid service_id:uuid location_id:uuid description",
  location: `id!:uuid location_type!:${PLACES} url:uri organization_id:uuid name alternate_name description transportation latitude:number longitude:number external_identifier external_identifier_type`,
  address: `id!:uuid location_id:uuid attention address_1! address_2 city! region state_province! postal_code! country! address_type!:${PLACES}`,
  contact:
    "id!:uuid organization_id:uuid service_id:uuid service_at_location_id:uuid location_id:uuid name title department email:email",
  phone:
    "id!:uuid location_id:uuid service_id:uuid organization_id:uuid contact_id:uuid service_at_location_id:uuid number! extension:number type description",
  schedule:
    "id!:uuid service_id:uuid location_id:uuid service_at_location_id:uuid valid_from valid_to dtstart timezone:number until count:number wkst:MO|TU|WE|TH|FR|SA|SU freq:WEEKLY|MONTHLY interval:number byday byweekno bymonthday byyearday description opens_at closes_at schedule_link:uri attending_type notes",
  language: "id!:uuid service_id:uuid location_id:uuid phone_id:uuid name code note",
  accessibility: "id!:uuid location_id:uuid description details url:uri",
  service_area: "id!:uuid service_id:uuid name description extent extent_type uri",
  cost_option:
    "id!:uuid service_id:uuid valid_from valid_to option currency amount:number amount_description",
  funding: "id!:uuid organization_id:uuid service_id:uuid source",
  required_document: "id!:uuid service_id:uuid document uri:uri",
  organization_identifier: "id!:uuid organization_id:uuid identifier_scheme identifier_type! identifier!",
  taxonomy: "id!:uuid name! description! uri:uri version",
  taxonomy_term:
    "id!:uuid code name! description! parent_id:uuid taxonomy language taxonomy_id:uuid term_uri:uri",
  attribute: "id!:uuid link_id:uuid taxonomy_term_id:uuid link_type link_entity value",
  metadata:
    "id!:uuid resource_id:uuid resource_type last_action_date! last_action_type! field_name! previous_value! replacement_value! updated_by!",
  meta_table_description: "id!:uuid name language character_set",
};

const PLAIN_TYPES = ["uuid", "number", "uri", "email", "date-time"] as const;

function readField(word: string): Field {
  const [head = "", type] = word.split(":");
  const plain = PLAIN_TYPES.find((known) => known === type);
  return {
    name: head.replace("!", ""),
    required: head.endsWith("!"),
    type: plain ?? type?.split("|").map((value) => value.replace("_", " ")) ?? "text",
  };
}

/** The fields of each kind by name, without those that hold other records. */
export const FIELDS_OF = perKind<ReadonlyMap<string, Field>>(
  (kind) => new Map(FIELDS[kind].split(" ").map((word) => [readField(word).name, readField(word)])),
);

/** What the house adds to HSDS, as a profile may: who is welcome, what is free, what is confidential. */
export const OWN_FIELDS: Partial<Readonly<Record<Kind, readonly string[]>>> = {
  organization: ["leeward_confidentiality"],
  service: [
    ...[
      "leeward_confidentiality",
      "leeward_welcome",
      "leeward_needs",
      "leeward_capacity_free",
      "leeward_capacity_total",
    ],
    ...["leeward_capacity_at", "leeward_survivor_reviewed_date"],
  ],
  location: ["leeward_confidentiality"],
};

/** Files of the tabular form. */
export const FILES: Readonly<Record<Kind, string>> = {
  organization: "organizations.csv",
  program: "programs.csv",
  service: "services.csv",
  service_at_location: "service_at_location.csv",
  location: "locations.csv",
  address: "addresses.csv",
  contact: "contacts.csv",
  phone: "phones.csv",
  schedule: "schedules.csv",
  language: "languages.csv",
  accessibility: "accessibility.csv",
  service_area: "service_areas.csv",
  cost_option: "cost_options.csv",
  funding: "funding.csv",
  required_document: "required_documents.csv",
  organization_identifier: "organization_identifiers.csv",
  taxonomy: "taxonomies.csv",
  taxonomy_term: "taxonomy_terms.csv",
  attribute: "attributes.csv",
  metadata: "metadata.csv",
  meta_table_description: "meta_table_descriptions.csv",
};

/** A field of the nested form that holds other records: a list whose records name their parent in `by`, or one whose id the parent holds in `by`. */
export interface Part {
  readonly name: string;
  readonly kind: Kind;
  readonly by: string;
  readonly many: boolean;
  /** Understood where it comes in; written elsewhere. */
  readonly onlyRead?: boolean;
}

const many = (name: string, kind: Kind, by: string): Part => ({ name, kind, by, many: true });
const one = (name: string, kind: Kind, by: string): Part => ({ name, kind, by, many: false });

const ATTRIBUTES = many("attributes", "attribute", "link_id");
const METADATA = many("metadata", "metadata", "resource_id");
/** They say something of others, and nothing is said of them but when they changed: so that no record hangs on itself. */
const WITHOUT_ATTRIBUTES: readonly Kind[] = ["attribute", "taxonomy", "taxonomy_term", "metadata"];

const PARTS: Partial<Readonly<Record<Kind, readonly Part[]>>> = {
  organization: [
    many("funding", "funding", "organization_id"),
    many("contacts", "contact", "organization_id"),
    many("phones", "phone", "organization_id"),
    many("locations", "location", "organization_id"),
    many("programs", "program", "organization_id"),
    many("organization_identifiers", "organization_identifier", "organization_id"),
    { ...many("services", "service", "organization_id"), onlyRead: true },
  ],
  service: [
    many("phones", "phone", "service_id"),
    many("schedules", "schedule", "service_id"),
    many("service_areas", "service_area", "service_id"),
    many("service_at_locations", "service_at_location", "service_id"),
    many("languages", "language", "service_id"),
    one("organization", "organization", "organization_id"),
    many("funding", "funding", "service_id"),
    many("cost_options", "cost_option", "service_id"),
    one("program", "program", "program_id"),
    many("required_documents", "required_document", "service_id"),
    many("contacts", "contact", "service_id"),
  ],
  service_at_location: [
    many("contacts", "contact", "service_at_location_id"),
    many("phones", "phone", "service_at_location_id"),
    many("schedules", "schedule", "service_at_location_id"),
    one("location", "location", "location_id"),
    { ...one("service", "service", "service_id"), onlyRead: true },
  ],
  location: [
    many("languages", "language", "location_id"),
    many("addresses", "address", "location_id"),
    many("contacts", "contact", "location_id"),
    many("accessibility", "accessibility", "location_id"),
    many("phones", "phone", "location_id"),
    many("schedules", "schedule", "location_id"),
  ],
  contact: [many("phones", "phone", "contact_id")],
  phone: [many("languages", "language", "phone_id")],
  taxonomy_term: [one("taxonomy_detail", "taxonomy", "taxonomy_id")],
  attribute: [one("taxonomy_term", "taxonomy_term", "taxonomy_term_id")],
};

/** The parts of each kind in the nested form, in the order in which they are written. */
export const PARTS_OF = perKind<readonly Part[]>((kind) => [
  ...(PARTS[kind] ?? []),
  ...(WITHOUT_ATTRIBUTES.includes(kind) ? [] : [ATTRIBUTES]),
  ...(kind === "metadata" ? [] : [METADATA]),
]);

/** One record in its flat form: every link is a field that holds an id. */
export interface HsdsRecord {
  readonly kind: Kind;
  readonly id: string;
  readonly content: Readonly<Record<string, unknown>>;
}
