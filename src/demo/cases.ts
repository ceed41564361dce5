import { type Limit, plainCalendar } from "@leeward/clocks";
import type { Client } from "pg";
import { CATEGORIES, type Category } from "../core/access/context.ts";
import { type Bytes, encryptSection, type Random, wrapDataKey } from "../core/keys/index.ts";
import { drawAlias } from "../modules/care/alias.ts";
import { codesOfSection } from "../modules/care/coding.ts";
import { documentBytes } from "../modules/care/document-bytes.ts";
import { carryOver } from "../modules/care/journey/carry-over.ts";
import { housePack } from "../modules/care/journey/house-packs.ts";
import { JOURNEY_STATES, type JourneyState } from "../modules/care/model/journey.ts";
import { nameTokensOf } from "../modules/care/name-tokens.ts";
import type { FilledAgency, FilledMember } from "./agencies.ts";
import { Dice, type InventedPerson, inventPerson } from "./invent.ts";
import type { FilledProtocol } from "./protocols.ts";
import { uuidFrom } from "./uuid.ts";

export interface CasesGround {
  readonly agencies: readonly FilledAgency[];
  readonly protocols: readonly FilledProtocol[];
  readonly random: Random;
  readonly now: Date;
  /** What the keys for search by name are derived from. */
  readonly nameSecret: Uint8Array;
  /** Under which what is counted of a section is sealed. */
  readonly codesSecret: Uint8Array;
}

export interface DemoCase {
  readonly id: string;
  readonly personId: string;
  readonly holder: FilledAgency;
  readonly lead: FilledMember;
  readonly state: JourneyState;
  readonly openedAt: Date;
  readonly person: InventedPerson;
  readonly shares: readonly DemoShare[];
}

interface DemoShare {
  readonly id: string;
  readonly consentId: string;
  readonly protocol: FilledProtocol;
  readonly agency: FilledAgency;
  readonly category: Category;
  readonly openedAt: Date;
  readonly expiresAt: Date;
  readonly withdrawnAt: Date | null;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const PER_HOLDER: Readonly<Record<string, number>> = { harbour: 140, line: 60, children: 70, legal: 30 };
/** The states that come before another on the common way. */
const WAY: readonly JourneyState[] = [
  "contact",
  "screened",
  "early-support",
  "referred",
  "reasonable-grounds",
  "recovery",
  "conclusive-grounds",
  "inclusion",
  "closed",
  "follow-up",
];

/** A few hundred invented people, in every state of their journey. */
export async function fillCases(owner: Client, ground: CasesGround): Promise<DemoCase[]> {
  const dice = new Dice(ground.random);
  const cases = ground.agencies.flatMap((agency) =>
    Array.from({ length: PER_HOLDER[agency.key] ?? 0 }, (_, nth) => inventCase(ground, dice, agency, nth)),
  );
  await insertRecords(owner, cases, ground);
  await insertShares(owner, cases);
  await insertSections(owner, cases, ground);
  await insertClocks(owner, cases, dice, ground.now);
  await insertLooks(owner, cases, dice, ground);
  return cases;
}

function inventCase(ground: CasesGround, dice: Dice, holder: FilledAgency, nth: number): DemoCase {
  const state = JOURNEY_STATES[nth % JOURNEY_STATES.length] ?? "contact";
  const person = inventPerson(dice, state, ground.now);
  const openedAt = new Date(ground.now.getTime() - dice.between(2, 200) * DAY_MS);
  const leads = holder.members.filter((member) =>
    member.roles.some((role) =>
      ["caseworker", "child-protection-officer", "intake-worker", "legal-adviser"].includes(role),
    ),
  );
  const shares = ground.protocols
    .filter((protocol) => protocol.parties.includes(holder.id) && dice.isLucky(45))
    .flatMap((protocol) => inventShares(ground, dice, holder, person, protocol, openedAt));
  return {
    id: uuidFrom(ground.random),
    personId: uuidFrom(ground.random),
    holder,
    lead: dice.pick(leads),
    state,
    openedAt,
    person,
    shares,
  };
}

function inventShares(
  ground: CasesGround,
  dice: Dice,
  holder: FilledAgency,
  person: InventedPerson,
  protocol: FilledProtocol,
  openedAt: Date,
): DemoShare[] {
  const agency = dice.pick(
    ground.agencies.filter((other) => other.id !== holder.id && protocol.parties.includes(other.id)),
  );
  const offered = CATEGORIES.filter(
    (category) => protocol.categories.includes(category) && person.documents.has(category),
  );
  const consentId = uuidFrom(ground.random);
  const withdrawnAt = dice.isLucky(12)
    ? new Date(ground.now.getTime() - dice.between(1, 20) * HOUR_MS)
    : null;
  const expiresAt = new Date(ground.now.getTime() + dice.between(3, 120) * DAY_MS);
  return dice.some(offered, dice.between(1, 2)).map((category) => ({
    id: uuidFrom(ground.random),
    consentId,
    protocol,
    agency,
    category,
    openedAt: new Date(openedAt.getTime() + HOUR_MS),
    expiresAt,
    withdrawnAt,
  }));
}

/** Inserts rows of one shape in one statement; names and types are the column list of a JSON record. */
async function insertRows(
  owner: Client,
  into: string,
  shape: string,
  rows: readonly object[],
): Promise<void> {
  const columns = shape.split(",").map((entry) => entry.trim().split(" ")[0] ?? "");
  const picked = columns.map((column) =>
    shape.includes(`${column} bytes`) ? `decode(r.${column}, 'base64')` : `r.${column}`,
  );
  const record = shape.replaceAll(" bytes", " text");
  await owner.query(
    `insert into ${into} (${columns.join(", ")}) select ${picked.join(", ")} from jsonb_to_recordset($1::jsonb) as r(${record})`,
    [JSON.stringify(rows)],
  );
}

async function insertRecords(
  owner: Client,
  cases: readonly DemoCase[],
  { random, now }: CasesGround,
): Promise<void> {
  await insertRows(
    owner,
    "identity.person",
    "id uuid",
    cases.map((entry) => ({ id: entry.personId })),
  );
  await insertRows(
    owner,
    "access.case_record",
    "id uuid, holder_agency_id uuid, person_id uuid, opened_at timestamptz",
    cases.map((entry) => ({
      id: entry.id,
      holder_agency_id: entry.holder.id,
      person_id: entry.personId,
      opened_at: entry.openedAt,
    })),
  );
  const journeys = cases.map((entry) => ({ entry, steps: journeyOf(entry, now) }));
  const aliases = drawAliases(journeys.length, random);
  await insertRows(
    owner,
    "care.case_file",
    "id uuid, alias text, lead_member_id uuid, state text, state_since timestamptz, gender text, age_band text, language text, opened_at timestamptz",
    journeys.map(({ entry, steps }, nth) => ({
      id: entry.id,
      alias: aliases[nth],
      lead_member_id: entry.lead.id,
      state: entry.state,
      state_since: steps.at(-1)?.at,
      gender: entry.person.gender,
      age_band: entry.person.ageBand,
      language: entry.person.language,
      opened_at: entry.openedAt,
    })),
  );
  await insertRows(
    owner,
    "care.state_change",
    "case_id uuid, from_state text, to_state text, changed_by uuid, at timestamptz",
    journeys.flatMap(({ entry, steps }) =>
      steps.map((step, nth) => ({
        case_id: entry.id,
        from_state: steps[nth - 1]?.state ?? null,
        to_state: step.state,
        changed_by: entry.lead.id,
        at: step.at,
      })),
    ),
  );
  await record(
    owner,
    cases.map((entry) => ({
      kind: "case.opened",
      content: { caseId: entry.id, agencyId: entry.holder.id, memberId: entry.lead.id },
      case_id: entry.id,
      agency_id: entry.holder.id,
    })),
  );
}

/** So many names for cases, all different. */
function drawAliases(count: number, random: Random): string[] {
  const aliases = new Set<string>();
  while (aliases.size < count) aliases.add(drawAlias(random, 3));
  return [...aliases];
}

/** The steps up to the present state, spread over the time since the case was opened. */
function journeyOf(entry: DemoCase, now: Date): { state: JourneyState; at: Date }[] {
  const reached = WAY.indexOf(entry.state);
  const states = reached >= 0 ? WAY.slice(0, reached + 1) : [...WAY.slice(0, 4), entry.state];
  const stepMs = (now.getTime() - entry.openedAt.getTime()) / (states.length + 1);
  return states.map((state, nth) => ({ state, at: new Date(entry.openedAt.getTime() + nth * stepMs) }));
}

async function insertShares(owner: Client, cases: readonly DemoCase[]): Promise<void> {
  const shares = cases.flatMap((entry) => entry.shares.map((share) => ({ entry, share })));
  const consents = new Map(shares.map(({ entry, share }) => [share.consentId, { entry, share }]));
  await insertRows(
    owner,
    "access.consent",
    "id uuid, case_id uuid, recipient_agency_id uuid, purpose text, given_by text, statement text, given_in_person_to uuid, given_at timestamptz, expires_at timestamptz, withdrawn_at timestamptz",
    [...consents.values()].map(({ entry, share }) => ({
      id: share.consentId,
      case_id: entry.id,
      recipient_agency_id: share.agency.id,
      purpose: share.protocol.purpose,
      given_by: "person",
      statement: `Yes: ${share.agency.name} may read what is named here, for ${share.protocol.purpose}. Said in person.`,
      given_in_person_to: entry.lead.id,
      given_at: share.openedAt,
      expires_at: share.expiresAt,
      withdrawn_at: share.withdrawnAt,
    })),
  );
  await insertRows(
    owner,
    "access.consent_category",
    "consent_id uuid, category text",
    shares.map(({ share }) => ({ consent_id: share.consentId, category: share.category })),
  );
  await insertRows(
    owner,
    "access.share",
    "id uuid, case_id uuid, category text, agency_id uuid, purpose text, consent_id uuid, protocol_id uuid, opened_at timestamptz, opened_by uuid, expires_at timestamptz, ended_at timestamptz, ended_because text",
    shares.map(({ entry, share }) => ({
      id: share.id,
      case_id: entry.id,
      category: share.category,
      agency_id: share.agency.id,
      purpose: share.protocol.purpose,
      consent_id: share.consentId,
      protocol_id: share.protocol.id,
      opened_at: share.openedAt,
      opened_by: entry.lead.id,
      expires_at: share.expiresAt,
      ended_at: share.withdrawnAt,
      ended_because: share.withdrawnAt && "withdrawn",
    })),
  );
  await record(
    owner,
    shares.map(({ entry, share }) => ({
      kind: "share.opened",
      content: {
        caseId: entry.id,
        shareId: share.id,
        category: share.category,
        agencyId: share.agency.id,
        purpose: share.protocol.purpose,
      },
      case_id: entry.id,
      agency_id: entry.holder.id,
    })),
  );
}

async function insertSections(
  owner: Client,
  cases: readonly DemoCase[],
  { random, nameSecret, codesSecret }: CasesGround,
): Promise<void> {
  const made = await Promise.all(
    cases.flatMap((entry) =>
      [...entry.person.documents].map(async ([category, document]) => {
        const dataKeyId = uuidFrom(random);
        const key: Bytes = new Uint8Array(random(32));
        const readers = [
          entry.holder,
          ...entry.shares
            .filter((share) => share.category === category && !share.withdrawnAt)
            .map((share) => share.agency),
        ];
        const place = { caseId: entry.id, category, dataKeyId };
        const wraps = await Promise.all(
          [...new Map(readers.map((agency) => [agency.id, agency])).values()].map(async (agency) => ({
            data_key_id: dataKeyId,
            agency_id: agency.id,
            agency_key_version: 1,
            sealed: toBase64(
              await wrapDataKey(
                agency.publicKey,
                key,
                { ...place, agencyId: agency.id, agencyKeyVersion: 1 },
                random,
              ),
            ),
          })),
        );
        const ciphertext = await encryptSection(
          key,
          documentBytes(document),
          { ...place, version: 1 },
          random,
        );
        return { entry, category, dataKeyId, wraps, ciphertext };
      }),
    ),
  );
  await insertRows(
    owner,
    "keys.data_key",
    "id uuid, case_id uuid, category text",
    made.map((section) => ({ id: section.dataKeyId, case_id: section.entry.id, category: section.category })),
  );
  await insertRows(
    owner,
    "keys.wrap",
    "data_key_id uuid, agency_id uuid, agency_key_version int, sealed bytes",
    made.flatMap((section) => section.wraps),
  );
  for (const { entry, category, dataKeyId } of made) {
    const document = category === "identity" ? entry.person.documents.get(category) : undefined;
    if (!document) continue;
    await owner.query(
      "insert into care.name_token (case_id, agency_id, data_key_id, tokens) values ($1, $2, $3, $4)",
      [entry.id, entry.holder.id, dataKeyId, nameTokensOf(nameSecret, entry.holder.id, document)],
    );
  }
  await insertRows(
    owner,
    "care.section",
    "case_id uuid, category text, version int, based_on int, is_conflict boolean, resolves int[], data_key_id uuid, ciphertext bytes, written_by uuid, written_at timestamptz",
    made.map((section) => ({
      case_id: section.entry.id,
      category: section.category,
      version: 1,
      based_on: 0,
      is_conflict: false,
      resolves: [],
      data_key_id: section.dataKeyId,
      ciphertext: toBase64(section.ciphertext),
      written_by: section.entry.lead.id,
      written_at: new Date(section.entry.openedAt.getTime() + HOUR_MS),
    })),
  );
  const secrets = { codes: codesSecret };
  await insertRows(
    owner,
    "statistics.coded_section",
    "id uuid, case_id uuid, category text, version int, data_key_id uuid, sealed bytes",
    made.flatMap(({ entry, category, dataKeyId }) => {
      const place = { caseId: entry.id, category, version: 1, dataKeyId };
      const document = entry.person.documents.get(category) ?? {};
      return codesOfSection({ secrets, random }, { ...place, document }).map(
        ({ id, caseId, version, sealed }) => ({
          ...{ id, case_id: caseId, category, version, data_key_id: dataKeyId, sealed: toBase64(sealed) },
        }),
      );
    }),
  );
}

/** Clocks of the journey as it stands, and the look at consents; some have passed, some fall today, most lie ahead. */
async function insertClocks(owner: Client, cases: readonly DemoCase[], dice: Dice, now: Date): Promise<void> {
  const pack = housePack("coe", now, plainCalendar("UTC"));
  const limits = new Map(pack.rules.clocks.map(({ code, limit }) => [code, limit]));
  const rows = cases.flatMap((entry) => {
    const { clocks } = carryOver(pack.rules, {
      ...{ state: entry.state, stateSince: entry.openedAt },
      ...{ ageBand: entry.person.ageBand, ageDisputed: false, language: entry.person.language },
      ...{ evidenceWritten: false, reasonsWrittenIn: null },
    });
    const review = pack.consents["consent-review"];
    const ofJourney = clocks.map(({ code }) => ({
      ...{ what: code, basis: pack.clockSources.get(code)?.cited ?? pack.code, pack: pack.code },
      name: pack.clockNames.get(code) ?? null,
      ...{ limit: limits.get(code) ?? review.limit, of_journey: true },
    }));
    const ofConsents = {
      ...{ what: "consent-review", ...review, pack: pack.code, name: null, of_journey: false },
    };
    return [...ofJourney, ofConsents].map(({ limit, ...clock }) => {
      const dueAt = new Date(
        now.getTime() + (dice.isLucky(12) ? -dice.between(1, 40) : dice.between(2, 24 * 25)) * HOUR_MS,
      );
      return {
        ...clock,
        case_id: entry.id,
        started_at: new Date(dueAt.getTime() - roughDays(limit) * DAY_MS),
        due_at: dueAt,
        member_id: entry.lead.id,
      };
    });
  });
  await insertRows(
    owner,
    "care.clock",
    "case_id uuid, what text, started_at timestamptz, due_at timestamptz, member_id uuid, basis text, pack text, name jsonb, of_journey boolean",
    rows,
  );
  // What passed before the story begins was told then.
  await owner.query(
    `update care.clock set alarmed_at = due_at, alarms = jsonb_build_array(alarms -> 0 || jsonb_build_object('toldAt', due_at))
     where due_at <= now() and done_at is null`,
  );
}

/** As long as an invented clock has run; a real one counts its working days. */
const roughDays = ({ unit, length }: Limit): number =>
  unit === "hours" ? length / 24 : unit === "working-days" ? Math.ceil((length * 7) / 5) : length;

/** Looks as the house would have recorded them: by the lead, by those with a share, and some that stayed closed. */
async function insertLooks(
  owner: Client,
  cases: readonly DemoCase[],
  dice: Dice,
  ground: CasesGround,
): Promise<void> {
  const looks = cases.flatMap((entry) => [
    ...dice.some([...entry.person.documents.keys()], 2).map((category) => ({
      case_id: entry.id,
      category,
      agency_id: entry.holder.id,
      member_id: entry.lead.id,
      role: entry.lead.roles[0],
      purpose: "support",
      outcome: "read",
      clause: "holder",
      refusal: null,
      at: hoursBefore(ground.now, dice.between(1, 24 * 14)),
    })),
    ...dice.some(entry.shares, 2).map((share) => {
      const member = dice.pick(share.agency.members);
      return {
        case_id: entry.id,
        category: share.category,
        agency_id: share.agency.id,
        member_id: member.id,
        role: member.roles[0],
        purpose: share.protocol.purpose,
        outcome: share.withdrawnAt ? "refused" : "read",
        clause: share.withdrawnAt ? null : "share",
        refusal: share.withdrawnAt ? "withdrawn" : null,
        at: hoursBefore(ground.now, dice.between(1, 24 * 14)),
      };
    }),
  ]);
  await owner.query(
    `insert into access.access_entry
       (case_id, category, agency_id, member_id, role, purpose, outcome, clause, refusal, at, ledger_entry_id)
     select r.case_id, r.category, r.agency_id, r.member_id, r.role, r.purpose, r.outcome, r.clause, r.refusal, r.at,
       ledger.record(case r.outcome when 'read' then 'section.read' else 'section.refused' end,
         jsonb_build_object('caseId', r.case_id, 'category', r.category, 'agencyId', r.agency_id,
           'memberId', r.member_id, 'purpose', r.purpose), r.case_id, r.agency_id)
     from jsonb_to_recordset($1::jsonb) as r(case_id uuid, category text, agency_id uuid, member_id uuid, role text,
       purpose text, outcome text, clause text, refusal text, at timestamptz)
     order by r.at`,
    [JSON.stringify(looks)],
  );
}

const hoursBefore = (now: Date, hours: number): Date => new Date(now.getTime() - hours * HOUR_MS);

const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

async function record(
  owner: Client,
  entries: readonly { kind: string; content: object; case_id: string; agency_id: string }[],
): Promise<void> {
  await owner.query(
    `select ledger.record(r.kind, r.content, r.case_id, r.agency_id)
     from jsonb_to_recordset($1::jsonb) as r(kind text, content jsonb, case_id uuid, agency_id uuid)`,
    [JSON.stringify(entries)],
  );
}
