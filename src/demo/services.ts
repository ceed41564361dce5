import { openDatabase } from "../core/db/index.ts";
import { Identity } from "../core/identity/index.ts";
import { derivePasswordSecrets } from "../core/identity/member-keys.ts";
import { argon2id } from "../core/identity/words/argon2-node.ts";
import { furnish, type Ground, keyHoldersOf } from "../main.ts";
import { findHelp, Gathering, importRecords } from "../modules/directory/index.ts";
import { DEMO_PASSWORD, emailOf } from "./agencies.ts";
import { AGENCIES, type DemoAgency } from "./state.ts";

/** A service as it is written below; all else of HSDS is made of it. */
interface DemoService {
  readonly name: string;
  readonly description: string;
  readonly phone: string;
  /** None: nobody goes there. */
  readonly town?: string;
  /** None: whoever is told of the place is told its town alone. */
  readonly street?: string;
  readonly languages: readonly string[];
  readonly needs: string;
  readonly welcome: string;
  /** Days as HSDS names them, with the hours; all day and every day unless told. */
  readonly hours?: { readonly days: string; readonly opens: string; readonly closes: string };
  readonly fees?: string;
  /** Places free, of how many. */
  readonly free?: readonly [number, number];
  readonly isReviewed?: boolean;
}

const EVERY_DAY = "MO,TU,WE,TH,FR,SA,SU";
const WEEKDAYS = { days: "MO,TU,WE,TH,FR", opens: "09:00", closes: "17:00" };

/** Who can help in the invented State. The agency's supervisor brings them. */
const SERVICES: Readonly<Record<string, readonly DemoService[]>> = {
  line: [
    {
      name: "Open Line by phone",
      description: "Talk with someone, day or night. You need not say who you are.",
      phone: "+999 555 0100",
      languages: ["en", "ar", "fr", "es", "ro", "vi"],
      needs: "talk,language",
      welcome: "everyone",
      fees: "The call is free.",
      isReviewed: true,
    },
    {
      name: "Open Line, the drop-in room",
      description: "Tea, a quiet chair, a phone to use, and someone who knows the offices.",
      phone: "+999 555 0101",
      town: "Port City",
      street: "12 Lantern Street",
      languages: ["en", "ar", "ru", "uk"],
      needs: "talk,food",
      welcome: "everyone",
      hours: { days: "MO,WE,FR,SA", opens: "10:00", closes: "18:00" },
      isReviewed: true,
    },
  ],
  harbour: [
    {
      name: "A safe room tonight",
      description: "A room with a lock, for some nights or some months. Call first; we meet you somewhere.",
      phone: "+999 555 0120",
      town: "Port City",
      languages: ["en", "ar", "sq", "vi"],
      needs: "sleep",
      welcome: "women,children",
      free: [3, 18],
      isReviewed: true,
    },
    {
      name: "Rooms for men",
      description: "A bed and a locker, and help with papers.",
      phone: "+999 555 0121",
      town: "Northgate",
      languages: ["en", "ro", "bn"],
      needs: "sleep,papers",
      welcome: "men",
      free: [0, 9],
    },
    {
      name: "Rooms for families",
      description: "Two rooms and a kitchen, near a school.",
      phone: "+999 555 0122",
      town: "Riverton",
      languages: ["en", "fr", "es"],
      needs: "sleep",
      welcome: "families",
      free: [1, 4],
    },
  ],
  clinic: [
    {
      name: "Marigold Clinic",
      description: "A doctor or a nurse, without papers and without questions about them.",
      phone: "+999 555 0130",
      town: "Hillside",
      street: "3 Orchard Road",
      languages: ["en", "zh", "fil", "ar"],
      needs: "health",
      welcome: "everyone",
      hours: { days: "MO,TU,WE,TH,FR,SA", opens: "08:00", closes: "20:00" },
      fees: "Free. You need no card.",
      isReviewed: true,
    },
    {
      name: "Talking helps",
      description: "Someone to talk with, alone or in a group, as long as you like.",
      phone: "+999 555 0131",
      town: "Port City",
      street: "40 Mill Lane",
      languages: ["en", "es", "uk", "ru"],
      needs: "talk,health",
      welcome: "women,lgbtiq",
      hours: WEEKDAYS,
    },
  ],
  legal: [
    {
      name: "A lawyer who listens",
      description:
        "Your rights at work, your papers, your right to stay. What you say stays with the lawyer.",
      phone: "+999 555 0140",
      town: "Port City",
      street: "7 Court Steps",
      languages: ["en", "fr", "ar", "ru"],
      needs: "law,papers",
      welcome: "everyone",
      hours: WEEKDAYS,
      fees: "The first talk is free.",
    },
    {
      name: "Wages that were not paid",
      description: "We write to the employer with you, or for you.",
      phone: "+999 555 0141",
      town: "Riverton",
      street: "22 Ferry Road",
      languages: ["en", "ro", "bn", "fil"],
      needs: "work,law",
      welcome: "everyone",
      hours: { days: "TU,TH", opens: "14:00", closes: "19:00" },
    },
  ],
  children: [
    {
      name: "For children and young people",
      description: "You are under 18, or not sure: someone who is there for you alone.",
      phone: "+999 555 0150",
      town: "Port City",
      street: "1 Garden Square",
      languages: ["en", "ar", "vi", "sq"],
      needs: "talk",
      welcome: "children",
      hours: { days: EVERY_DAY, opens: "08:00", closes: "22:00" },
      isReviewed: true,
    },
  ],
};

/**
 * Brings the services of the invented State into its directory, each agency's by a member who signs in for it, as
 * `leeward directory import` does. A directory that holds anything is left as it is.
 */
export async function fillServices(ground: Ground, log: (line: string) => void): Promise<void> {
  const db = openDatabase({ connectionString: ground.serverUrl, sizeMax: 2, log });
  const keys = keyHoldersOf(ground, db, "leeward_visitor");
  try {
    const house = furnish(ground, db, keys, log);
    if ((await findHelp(house, {}, { offset: 0, size: 1 })).total > 0) return;
    const identity = new Identity(house);
    for (const [nth, agency] of AGENCIES.entries()) {
      const services = SERVICES[agency.key];
      if (!services) continue;
      const secret = await signInFor(identity, agency);
      await importRecords(house, secret, gatherServices(agency, services, nth + 1, house.now()), {});
      await identity.signOut(secret);
    }
  } finally {
    keys.close();
    await db.close();
  }
}

async function signInFor(identity: Identity, agency: DemoAgency): Promise<Uint8Array> {
  const leads = agency.members.filter(({ roles }) => roles.includes("supervisor"));
  // Where one also answers at the door, it is not said there that nobody came.
  const member = leads.find(({ roles }) => roles.includes("intake-worker")) ?? leads[0];
  if (!member) throw new Error(`${agency.name} has no supervisor`);
  const email = emailOf(agency, member);
  const { authSecret } = await derivePasswordSecrets({ email, password: DEMO_PASSWORD }, argon2id);
  const begun = await identity.signIn(email, authSecret);
  if (begun.stage !== "full") throw new Error(`${email} needs more than a password`);
  return begun.secret;
}

function gatherServices(
  agency: DemoAgency,
  services: readonly DemoService[],
  nth: number,
  now: Date,
): Gathering {
  const gathering = new Gathering();
  const today = now.toISOString().slice(0, 10);
  const organization = {
    id: idOf(nth, 0, 0),
    name: agency.name,
    description: `${agency.name}, an invented agency.`,
  };
  for (const [at, service] of services.entries()) {
    const id = (part: number) => idOf(nth, at + 1, part);
    const { days, opens, closes } = service.hours ?? { days: EVERY_DAY, opens: "00:00", closes: "23:59" };
    const [free, total] = service.free ?? [];
    const address = {
      id: id(3),
      address_1: service.street ?? "",
      city: service.town,
      state_province: "Coast",
      postal_code: "",
      country: "XX",
      address_type: "physical",
    };
    const location = {
      id: id(2),
      location_type: "physical",
      leeward_confidentiality: service.street ? "public" : "place",
      addresses: [address],
    };
    const record = {
      id: id(1),
      organization,
      name: service.name,
      description: service.description,
      status: "active",
      fees_description: service.fees,
      assured_date: today,
      leeward_needs: service.needs,
      leeward_welcome: service.welcome,
      leeward_survivor_reviewed_date: service.isReviewed ? today : undefined,
      leeward_capacity_free: free,
      leeward_capacity_total: total,
      leeward_capacity_at: service.free && now.toISOString(),
      phones: [{ id: id(4), number: service.phone }],
      schedules: [{ id: id(5), freq: "WEEKLY", byday: days, opens_at: opens, closes_at: closes }],
      languages: service.languages.map((code, place) => ({ id: id(10 + place), code })),
      service_at_locations: service.town ? [{ id: id(6), location }] : [],
    };
    gathering.add("service", record, { file: agency.name, row: at + 1 });
  }
  if (gathering.refusedCount > 0) throw new Error(JSON.stringify(gathering.refused));
  return gathering;
}

/** The same at every start: of an agency, its service (0: the organisation) and a part of that. */
const idOf = (agency: number, service: number, part: number): string =>
  `5e12d1ce-0000-4000-8000-${[agency, service, part].map((n) => String(n).padStart(4, "0")).join("")}`;
