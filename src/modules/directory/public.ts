import { readNeeds, readWelcome, type Tier } from "./check-field.ts";
import { FIELDS_OF, type HsdsRecord, type Kind, PARTS_OF, perKind } from "./hsds.ts";
import type { Records } from "./nest.ts";
import { type Opening, readOpening } from "./opening.ts";
import { Secrets } from "./withhold.ts";

/** Kinds that have an address of their own in the public API. */
export const PUBLIC_KINDS = [
  "organization",
  "service",
  "service_at_location",
  "taxonomy",
  "taxonomy_term",
] as const;
export type PublicKind = (typeof PUBLIC_KINDS)[number];

type Nested = Record<string, unknown>;

/** One record as everybody may have it, with what it is found by. Nothing in it was ever confidential. */
export interface PublicEntry {
  readonly kind: PublicKind;
  readonly id: string;
  readonly name: string;
  /** What it alone holds; the store puts together what stands in more than one. */
  readonly content: Nested;
  /** Of a service at a place: the service, and which of its places this is, from 1. */
  readonly serviceId: string | null;
  readonly position: number;
  readonly organizationId: string | null;
  readonly parentId: string | null;
  readonly taxonomyId: string | null;
  readonly status: string | null;
  readonly modifiedAt: string | null;
  readonly terms: readonly string[];
  readonly taxonomies: readonly string[];
  /** Codes and names of needs, languages and places, in lower case. */
  readonly needs: readonly string[];
  readonly languages: readonly string[];
  readonly places: readonly string[];
  readonly postcodes: readonly string[];
  readonly welcome: readonly string[];
  /** What a search for words looks through. */
  readonly text: string;
  readonly openings: readonly Opening[];
}

/** Never published: what was there before it was changed, and what is for the tax office. */
const NEVER: Partial<Record<Kind, readonly string[]>> = { organization: ["tax_id"] };
/** Of an organisation with more than these, the lists have the rest, page by page. */
export const PARTS_MAX = 500;

/** Of a schedule at a confidential place: its hours, and no words. */
const HOURS = new Set(
  "id valid_from valid_to dtstart timezone until count wkst freq interval byday byweekno bymonthday byyearday opens_at closes_at".split(
    " ",
  ),
);

/** A text of something that is published, which is left out because it leads to a confidential place. */
export interface WithheldText {
  readonly kind: Kind;
  readonly id: string;
  readonly field: string;
}

/**
 * What an agency's records become for everybody. A shelter's places have no address in it, whatever the records say.
 *
 * @param isShelter the agency is one
 */
export function publish(
  records: Records,
  { isShelter }: { readonly isShelter: boolean },
): {
  /** Made while they are taken: a registry's do not stand in memory together. */
  readonly entries: Iterable<PublicEntry>;
  /** Whole when all entries were taken. */
  readonly withheld: readonly WithheldText[];
  readonly services: number;
} {
  const publishing = new Publishing(records, isShelter);
  const { withheld, services } = publishing;
  return { entries: publishing.entries(), withheld, services: services.length };
}

/** The tier that counts for a location: what it says itself; a shelter's is never public, and unsaid it is hidden. */
function tierOf(location: HsdsRecord, isShelter: boolean): Tier {
  const said = location.content.leeward_confidentiality;
  if (said === "hidden" || said === "place") return said;
  if (said === "public") return isShelter ? "place" : "public";
  return isShelter ? "hidden" : "public";
}

class Publishing {
  readonly #records: Records;
  readonly #isShelter: boolean;
  readonly #secrets: Secrets;
  readonly withheld: WithheldText[] = [];
  readonly services: readonly HsdsRecord[];
  /** An organisation stands in each of its services, and a service in each of its places: made once. */
  readonly #fieldsMade = new Map<HsdsRecord, Nested>();
  readonly #basicMade = new Map<HsdsRecord, Nested>();

  constructor(records: Records, isShelter: boolean) {
    this.#records = records;
    this.#isShelter = isShelter;
    this.services = this.#shown("service").filter((service) => {
      const organization = records.find("organization", service.content.organization_id);
      return !organization || !isHidden(organization);
    });
    const confidential = records
      .of("location")
      .filter((location) => tierOf(location, isShelter) !== "public");
    const addresses = confidential.flatMap((location) => this.#children("location", "addresses", location));
    this.#secrets = new Secrets({
      texts: [
        ...addresses.flatMap(({ content }) => [content.address_1, content.address_2, content.postal_code]),
        ...confidential.flatMap(({ content }) => [content.external_identifier, content.transportation]),
      ],
      points: confidential.map(({ content }) => [content.latitude, content.longitude]),
    });
  }

  *entries(): Generator<PublicEntry> {
    const byOrganization = Map.groupBy(this.services, ({ content }) =>
      String(content.organization_id).toLowerCase(),
    );
    for (const service of this.services) yield* this.#serviceEntries(service);
    for (const organization of this.#shown("organization")) {
      yield this.#organizationEntry(organization, byOrganization.get(organization.id.toLowerCase()) ?? []);
    }
    for (const kind of ["taxonomy", "taxonomy_term"] as const) {
      for (const record of this.#shown(kind)) yield this.#plainEntry(kind, record);
    }
  }

  #shown(kind: Kind): readonly HsdsRecord[] {
    return this.#records.of(kind).filter((record) => !isHidden(record));
  }

  #children(kind: Kind, name: string, parent: HsdsRecord): readonly HsdsRecord[] {
    const part = PARTS_OF[kind].find((each) => each.name === name);
    return part ? this.#records.children(part, parent) : [];
  }

  /** The fields that HSDS knows, and of those the texts that lead to no confidential place; the caller's own. */
  #fields(record: HsdsRecord, only?: ReadonlySet<string>): Nested {
    if (only) return this.#makeFields(record, only);
    const made = this.#fieldsMade.get(record) ?? this.#makeFields(record);
    this.#fieldsMade.set(record, made);
    return { ...made };
  }

  #makeFields(record: HsdsRecord, only?: ReadonlySet<string>): Nested {
    const { kind, content } = record;
    const out: Nested = {};
    for (const { name, required, type } of FIELDS_OF[kind].values()) {
      const value = content[name];
      if (value === undefined || NEVER[kind]?.includes(name) || (only && !only.has(name))) continue;
      // An id and a word off a list say nothing of a place.
      const isFree = type !== "uuid" && typeof type === "string";
      if (!isFree || !this.#leads(record, name, String(value))) out[name] = value;
      else if (required) out[name] = typeof value === "number" ? 0 : "";
    }
    return out;
  }

  #leads({ kind, id }: HsdsRecord, field: string, text: string): boolean {
    const leads = this.#secrets.isIn(text);
    if (leads) this.withheld.push({ kind, id, field });
    return leads;
  }

  /** With the parts that belong to it; links that the place in the whole says are left out. */
  #nest(record: HsdsRecord, parts: readonly string[], links: readonly string[]): Nested {
    const out = this.#fields(record);
    for (const link of links) delete out[link];
    for (const part of PARTS_OF[record.kind]) {
      if (!parts.includes(part.name)) continue;
      const inner = this.#records.children(part, record).flatMap((child) => this.#part(child) ?? []);
      if (inner.length > 0) out[part.name] = inner.slice(0, PARTS_MAX);
    }
    return out;
  }

  /** What belongs to a record, without links: its place says them. */
  #part(record: HsdsRecord): Nested | null {
    const links = LINKS_OF[record.kind];
    if (record.kind === "phone") {
      const phone = this.#nest(record, ["languages"], links);
      return phone.number === "" ? null : phone;
    }
    if (record.kind === "contact") return this.#nest(record, ["phones"], links);
    if (record.kind === "attribute") {
      const term = this.#records.find("taxonomy_term", record.content.taxonomy_term_id);
      const attribute = this.#nest(record, [], term ? links : ["link_id"]);
      return term ? { ...attribute, taxonomy_term: this.#term(term) } : attribute;
    }
    return this.#nest(record, record.kind === "program" ? ["attributes"] : [], links);
  }

  #term(term: HsdsRecord): Nested {
    const taxonomy = this.#records.find("taxonomy", term.content.taxonomy_id);
    const out = this.#fields(term);
    if (!taxonomy) return out;
    delete out.taxonomy_id;
    return { ...out, taxonomy_detail: this.#fields(taxonomy) };
  }

  /** Without its places, which are entries of their own. */
  #service(service: HsdsRecord): Nested {
    const { name, ...parts } = this.#nest(service, SERVICE_PARTS, ["organization_id", "program_id"]);
    return { ...this.#serviceBasic(service), ...parts };
  }

  /** With what stands one to one with it. */
  #serviceBasic(service: HsdsRecord): Nested {
    const made = this.#basicMade.get(service) ?? this.#makeServiceBasic(service);
    this.#basicMade.set(service, made);
    return made;
  }

  #makeServiceBasic(service: HsdsRecord): Nested {
    const { content } = service;
    const out = this.#fields(service);
    const organization = this.#records.find("organization", content.organization_id);
    const program = this.#records.find("program", content.program_id);
    if (organization) delete out.organization_id;
    if (program) delete out.program_id;
    if (out.name === "") out.name = "—";
    const { leeward_survivor_reviewed_date: reviewed } = content;
    if (reviewed !== undefined) out.leeward_survivor_reviewed_date = reviewed;
    const welcome = readWelcome(content.leeward_welcome);
    const needs = readNeeds(content.leeward_needs);
    return {
      ...out,
      ...(needs.length > 0 && { leeward_needs: needs.join(",") }),
      ...(welcome.length > 0 && { leeward_welcome: welcome.join(",") }),
      ...(organization && { organization: this.#fields(organization) }),
      ...(program && { program: this.#part(program) }),
      ...placesOf(content),
    };
  }

  #visits(service: HsdsRecord): readonly HsdsRecord[] {
    return this.#children("service", "service_at_locations", service);
  }

  /** A service at a place; null where nobody may know that there is one. */
  #visit(visit: HsdsRecord): Nested | null {
    const location = this.#records.find("location", visit.content.location_id);
    if (!location) return { ...this.#nest(visit, ["schedules"], ["service_id"]) };
    const tier = tierOf(location, this.#isShelter);
    if (tier === "hidden") return null;
    if (tier === "place") {
      return {
        id: visit.content.id,
        ...this.#hours(visit, "service_at_location"),
        location: this.#place(location),
      };
    }
    const links = ["service_id", "location_id"];
    return {
      ...this.#nest(visit, ["contacts", "phones", "schedules", "attributes"], links),
      location: this.#location(location),
    };
  }

  #location(location: HsdsRecord): Nested | null {
    const tier = tierOf(location, this.#isShelter);
    if (tier === "hidden") return null;
    if (tier === "place") return this.#place(location);
    const parts = [
      "languages",
      "addresses",
      "contacts",
      "accessibility",
      "phones",
      "schedules",
      "attributes",
    ];
    return this.#nest(location, parts, ["organization_id"]);
  }

  /** The town and the country, the hours and the languages: nothing by which a door is found. */
  #place(location: HsdsRecord): Nested {
    const addresses = this.#children("location", "addresses", location).map((address) => ({
      id: address.content.id,
      ...{
        address_1: "",
        city: this.#kept(address, "city"),
        state_province: this.#kept(address, "state_province"),
      },
      ...{ postal_code: "", country: address.content.country, address_type: address.content.address_type },
    }));
    const languages = this.#children("location", "languages", location).map((language) => ({
      id: language.content.id,
      ...(language.content.name !== undefined && { name: language.content.name }),
      ...(language.content.code !== undefined && { code: language.content.code }),
    }));
    return {
      id: location.content.id,
      location_type: location.content.location_type,
      ...(languages.length > 0 && { languages }),
      ...(addresses.length > 0 && { addresses }),
      ...this.#hours(location, "location"),
      leeward_confidentiality: "place",
    };
  }

  #kept(record: HsdsRecord, field: string): string {
    const text = String(record.content[field] ?? "");
    return this.#leads(record, field, text) ? "" : text;
  }

  #hours(record: HsdsRecord, kind: Kind): Nested {
    const schedules = this.#children(kind, "schedules", record).map((schedule) =>
      this.#fields(schedule, HOURS),
    );
    return schedules.length > 0 ? { schedules } : {};
  }

  *#serviceEntries(service: HsdsRecord): Generator<PublicEntry> {
    const content = this.#service(service);
    const basic = valuesIn(this.#serviceBasic(service));
    const visits = this.#visits(service).flatMap((visit) => {
      const made = this.#visit(visit);
      return made ? [{ id: visit.id, content: made, inside: valuesIn(made) }] : [];
    });
    const all = [valuesIn(content), ...visits.slice(0, PARTS_MAX).map(({ inside }) => inside)];
    yield { ...this.#found(service, "service", content, together(all)), content };
    for (const [nth, visit] of visits.entries()) {
      const found = this.#found(service, "service_at_location", content, together([basic, visit.inside]));
      yield { ...found, id: visit.id, content: visit.content, serviceId: service.id, position: nth + 1 };
    }
  }

  #organizationEntry(organization: HsdsRecord, own: readonly HsdsRecord[]): PublicEntry {
    const { id } = organization;
    const locations = this.#children("organization", "locations", organization)
      .slice(0, PARTS_MAX)
      .flatMap((location) => this.#location(location) ?? []);
    const parts = ["funding", "contacts", "phones", "programs", "organization_identifiers", "attributes"];
    const whole = {
      ...this.#nest(organization, parts, []),
      ...(locations.length > 0 && { locations }),
      ...(own.length > 0 && {
        services: own.slice(0, PARTS_MAX).map((service) => {
          const { name, status } = this.#fields(service);
          return { id: service.content.id, name, status };
        }),
      }),
    };
    const found = this.#found(organization, "organization", whole, valuesIn(whole));
    return { ...found, organizationId: id, content: whole };
  }

  #plainEntry(kind: "taxonomy" | "taxonomy_term", record: HsdsRecord): PublicEntry {
    const whole = kind === "taxonomy" ? this.#fields(record) : this.#term(record);
    return { ...this.#found(record, kind, whole, valuesIn(whole)), content: whole };
  }

  /** What it is found by: read off what is published, so that no search answers for what is not. */
  #found(record: HsdsRecord, kind: PublicKind, whole: Nested, inside: Inside): Omit<PublicEntry, "content"> {
    const terms = inside.taxonomy_term.filter(isNested);
    const taxonomies = terms.flatMap((term) =>
      isNested(term.taxonomy_detail) ? [term.taxonomy_detail.id] : [term.taxonomy_id],
    );
    const languages = inside.languages.flat().filter(isNested);
    const addresses = inside.addresses.flat().filter(isNested);
    const organizationId = record.content.organization_id;
    return {
      kind,
      id: record.id,
      name: String(whole.name ?? ""),
      serviceId: null,
      position: 0,
      organizationId: typeof organizationId === "string" ? organizationId : null,
      parentId: idOrNull(record.content.parent_id),
      taxonomyId: idOrNull(record.content.taxonomy_id),
      status: typeof whole.status === "string" ? whole.status : null,
      modifiedAt: typeof whole.last_modified === "string" ? whole.last_modified : null,
      terms: terms.flatMap(({ id }) => idOrNull(id) ?? []),
      taxonomies: taxonomies.flatMap((id) => idOrNull(id) ?? []),
      needs: lower([
        ...readNeeds(whole.leeward_needs),
        ...terms.flatMap(({ id, code, name }) => [id, code, name]),
      ]),
      languages: lower(languages.flatMap(({ code, name }) => [canonicalLanguage(code), name])),
      places: lower(
        addresses.flatMap(({ city, region, state_province, country }) => [
          city,
          region,
          state_province,
          country,
        ]),
      ),
      postcodes: lower(addresses.map(({ postal_code }) => postal_code)),
      welcome: readWelcome(whole.leeward_welcome),
      text: [
        ...["name", "alternate_name", "description", "eligibility_description", "alert"].map(
          (name) => whole[name],
        ),
      ]
        .filter((text) => typeof text === "string")
        .join(" "),
      openings:
        kind === "service"
          ? inside.schedules
              .flat()
              .filter(isNested)
              .flatMap((s) => readOpening(s) ?? [])
          : [],
    };
  }
}

/** Fields that name another record. */
const LINKS_OF = perKind((kind) => [...FIELDS_OF[kind].keys()].filter((name) => name.endsWith("_id")));

/** What belongs to a service, but for its places. */
const SERVICE_PARTS = [
  ...["phones", "schedules", "service_areas", "languages", "funding", "cost_options"],
  ...["required_documents", "contacts", "attributes"],
];

const isHidden = ({ content }: HsdsRecord): boolean => content.leeward_confidentiality === "hidden";
const isNested = (value: unknown): value is Nested =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const idOrNull = (value: unknown): string | null =>
  typeof value === "string" && value !== "" ? value : null;

const lower = (values: readonly unknown[]): string[] => [
  ...new Set(
    values.flatMap((value) => (typeof value === "string" && value !== "" ? [value.toLowerCase()] : [])),
  ),
];

/** `ara`, `AR` and `ar` are one language. */
export function canonicalLanguage(code: unknown): unknown {
  if (typeof code !== "string") return code;
  try {
    return Intl.getCanonicalLocales(code)[0];
  } catch {
    return code;
  }
}

const FOUND_BY = ["taxonomy_term", "languages", "addresses", "schedules"] as const;
type Inside = Record<(typeof FOUND_BY)[number], unknown[]>;
const isFoundBy = (name: string): name is keyof Inside => (FOUND_BY as readonly string[]).includes(name);

function together(all: readonly Inside[]): Inside {
  const inside: Inside = { taxonomy_term: [], languages: [], addresses: [], schedules: [] };
  for (const name of FOUND_BY) inside[name] = all.flatMap((each) => each[name]);
  return inside;
}

/** Every value under these names, at any depth. */
function valuesIn(whole: unknown): Inside {
  const inside: Inside = { taxonomy_term: [], languages: [], addresses: [], schedules: [] };
  const look = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(look);
    else if (isNested(value)) {
      // Not by `Object.entries`: a list for each of some millions of objects.
      for (const name in value) {
        const inner = value[name];
        if (isFoundBy(name)) inside[name].push(inner);
        look(inner);
      }
    }
  };
  look(whole);
  return inside;
}

/**
 * Whether places are free, and on which day somebody counted. How many there are would say who came and who left, day by day,
 * and how many people are there: counts about people leave through a release.
 */
function placesOf({ leeward_capacity_free: free, leeward_capacity_at: at }: HsdsRecord["content"]): Nested {
  if (typeof free !== "number") return {};
  const day = typeof at === "string" ? at.slice(0, 10) : undefined;
  return { leeward_places: free > 0 ? "free" : "none", ...(day && { leeward_places_on: day }) };
}
