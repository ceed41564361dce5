import { join } from "node:path";
import { registerAudit } from "../../src/core/access/audit.ts";
import { registerDeferredNotices } from "../../src/core/access/deferred.ts";
import { registerGate } from "../../src/core/gate/index.ts";
import * as gate from "../../src/core/gate/testing.ts";
import { fromBase32, toBase64Url } from "../../src/core/keys/index.ts";
import { registerKeys } from "../../src/core/keys/routes.ts";
import { registerLeaving } from "../../src/core/leaving/index.ts";
import { registerLedger } from "../../src/core/ledger/index.ts";
import { writeLedger } from "../../src/core/ledger/testing.ts";
import { registerProtocols } from "../../src/core/protocols/index.ts";
import * as protocols from "../../src/core/protocols/testing.ts";
import type { TestHouse, TestMember } from "../../src/core/testing.ts";
import { hashOfLink, makeLink } from "../../src/modules/care/outside-seal.ts";
import { CONTACT, NEEDS, type TestCare, type TestPerson, testCare } from "../../src/modules/care/testing.ts";
import { registerDirectory } from "../../src/modules/directory/index.ts";
import { openTestDoor } from "../../src/modules/door/testing.ts";
import { registerStatistics } from "../../src/modules/statistics/index.ts";
import { plantRelease } from "../../src/modules/statistics/testing.ts";
import type { Known } from "./http-request.ts";

export interface Actor {
  headers(): Record<string, string>;
  /** A person with words, and no member. */
  readonly hasWords: boolean;
}

export interface Furnished {
  readonly house: TestHouse;
  readonly actors: readonly Actor[];
  readonly known: Known;
  /** Who knows of a thing, by its id. */
  readonly seenBy: Map<string, Actor>;
  /** Takes back what requests did to the sessions and limits of the others, or all would soon be answered alike. */
  forgive(): Promise<void>;
  /** Someone new with words and a case of their own, in place of whoever came longest ago; false where no case opens any more. */
  someoneComes(): Promise<boolean>;
}

const PERSONS = 3;

/** A house with all of its routes, cases with sections, a mailbox, agreements, what needs two people, and those who ask. */
export async function furnish(): Promise<Furnished> {
  const care = await testCare();
  const { house } = care;
  registerProtocols(house.app, house.house);
  registerKeys(house.app, house.house);
  registerAudit(house.app, house.house);
  registerDeferredNotices(house.app, house.house);
  registerLedger(house.app, house.house, { dataDir: house.house.config.dataDir });
  registerLeaving(house.app, house.house);
  registerGate(house.app, house.house);
  registerDirectory(house.app, house.house);
  registerStatistics(house.app, house.house);
  const door = await openTestDoor(house, "Another Door");
  await door.publish([door.intake]);
  const known: Known = { ids: [], addresses: [], named: new Map(), things: new Map(), etags: new Map() };
  const name = (kind: string, ...values: string[]): void => {
    known.ids.push(...values);
    known.named.set(kind, [...(known.named.get(kind) ?? []), ...values]);
  };
  const seenBy = new Map<string, Actor>();
  const memberActors = new Map<TestMember, Actor>();
  const actorOf = (member: TestMember): Actor => {
    const actor = memberActors.get(member) ?? { headers: () => member.headers(), hasWords: false };
    memberActors.set(member, actor);
    return actor;
  };
  const persons: TestPerson[] = [];
  const someoneComes = async (): Promise<boolean> => {
    const person = await care.addPerson();
    const opened = await care
      .openCase(person, { sections: { contact: CONTACT, "needs-and-risk": NEEDS } })
      .catch(() => null);
    if (!opened) return false; // what was asked meanwhile may have ended the agreement, or taken a role away
    if (persons.push(person) > PERSONS) persons.shift();
    known.addresses.push(person.address);
    name("cases", opened.id);
    seenBy.set(opened.id, actorOf(care.caseworker));
    name("consentId", await care.yesOf(opened.id));
    return true;
  };
  for (let nth = 0; nth < PERSONS; nth++) {
    if (!(await someoneComes()))
      throw new Error("a case opens in a house that nobody has asked anything yet");
  }
  // Someone who writes to an agency that has a door.
  const guest = await care.addPerson();
  await house.owner.query("insert into door.mailbox (address, agency_id) values ($1, $2)", [
    Buffer.from(fromBase32(guest.address, 16)),
    door.agencyId,
  ]);
  name("address", guest.address);
  seenBy.set(guest.address, actorOf(door.intake));
  const [firstCase = ""] = (known.named.get("cases") ?? []).map(String);
  name("protocols", care.protocolId);
  name("agencyId", care.ngoId, care.shelterId);
  known.named.set("agencyIds", [care.shelterId]);
  known.named.set("secret", [await sendOutside(care, firstCase)]);
  const at = (agencyId: string, ...roles: string[]): Promise<TestMember> =>
    house.addMember({ agencyId, name: `A ${roles[0]}`, roles });
  const own = await Promise.all(
    ["supervisor", "statistician", "data-protection-officer", "decision-maker", "legal-adviser"].map((role) =>
      at(care.ngoId, role),
    ),
  );
  const plantedBy = (by: TestMember, kind: string, ...values: string[]): void => {
    name(kind, ...values);
    for (const value of values) seenBy.set(value, actorOf(by));
  };
  const those = await plantWhatTakesTwo(house, plantedBy);
  // An agency of this fixture has no door, and mailboxes all the same: a root key makes that whole.
  await house.owner.query("update identity.agency set root_key = $1 where root_key is null", [
    Buffer.alloc(32, 9),
  ]);
  name("releases", await plantRelease(house.owner));
  await writeLedger(house.connectionString, join(house.house.config.dataDir, "ledger"));
  const members = [
    ...[care.intake, care.caseworker, care.colleague, care.nurse, care.shelter, care.shelterSupervisor],
    ...[care.police, ...own, await at(care.ngoId, "auditor"), door.intake, door.supervisor],
    ...those,
  ];
  return {
    house,
    actors: [
      ...members.map(actorOf),
      { headers: () => guest.headers(), hasWords: true },
      ...Array.from(
        { length: PERSONS },
        (_, nth): Actor => ({ headers: () => persons[nth]?.headers() ?? {}, hasWords: true }),
      ),
      { headers: () => ({ host: new URL(house.origin).host, origin: house.origin }), hasWords: false },
    ],
    known,
    seenBy,
    forgive: () => forgive(house),
    someoneComes,
  };
}

/** Two agencies with an agreement in force, one proposed and one drafted; a tool that two people assessed, and advice asked for. */
async function plantWhatTakesTwo(
  house: TestHouse,
  plantedBy: (by: TestMember, kind: string, ...values: string[]) => void,
): Promise<TestMember[]> {
  const north = await protocols.addParty(house, { name: "North", kind: "ngo" });
  const south = await protocols.addParty(house, { name: "South", kind: "shelter" });
  plantedBy(north.first, "protocols", await protocols.agree(house, [north, south]));
  const proposed = await protocols.propose(house, north.first, protocols.draftBetween([north, south]));
  plantedBy(north.first, "protocols", proposed.body.id);
  const draft = await protocols.ask(house, north.first, "POST", "/api/protocol-drafts", { protocolId: null });
  plantedBy(north.first, "protocol-drafts", draft.body.id);
  const west = await gate.addAssessor(house, "West");
  const { boss, officer } = west;
  const { rows } = await house.owner.query<{ name: string }>("select name from gate.tool where is_current");
  for (const { name: tool } of rows.slice(0, 2)) {
    plantedBy(officer, "tools", tool);
    const assessed = await gate.assess(house, west, await gate.write(house, tool));
    plantedBy(boss, "tool-assessments", assessed);
    plantedBy(boss, "tool-advice", await gate.ask(house, west, tool));
  }
  return [north.first, north.second, south.first, boss, officer];
}

async function forgive(house: TestHouse): Promise<void> {
  await house.owner.query(`
    update identity.session set ended_at = null, proved_at = now(), expires_at = now() + interval '1 hour', stage = 'full';
    update identity.words_session set ended_at = null, expires_at = now() + interval '1 hour';
    update identity.member set status = 'active', training_valid_until = current_date + 365;
    delete from http.attempt`);
}

/** A referral to an agency outside, and the secret of the link with which it answers. */
async function sendOutside(care: TestCare, caseId: string): Promise<string> {
  const ask = async (path: string, body: object) => {
    const answer = await care.request("POST", path, { as: care.caseworker, purpose: "support", body });
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.text}`);
    return answer.body;
  };
  const agency = await ask("/api/outside-agencies", {
    ...{ name: "Far Clinic", language: "en", phone: "+44 20 7946 0000" },
    ...{ enforcesImmigrationLaw: false, mustPassOn: false },
  });
  const lines = [{ category: "contact", lines: ["codeWord"] }];
  const until = new Date(Date.now() + 20 * 86_400_000).toISOString();
  const yes = {
    ...{
      recipientAgencyId: agency.id,
      purpose: "support",
      categories: ["contact"],
      lines,
      until,
      language: "en",
    },
  };
  const { text } = await ask(`/api/cases/${caseId}/consents/sentence`, yes);
  const heard = { text, by: "person", assent: null, readAloud: false, interpretedInto: null };
  const consent = await ask(`/api/cases/${caseId}/consents`, { ...yes, ...heard });
  const asked = { consentId: consent.id, wanted: "health-care", urgent: false };
  const shown = await ask(`/api/cases/${caseId}/outside-preview`, { ...asked, letter: lines });
  const secret = makeLink(care.house.house.random);
  await ask(`/api/cases/${caseId}/outside-referrals`, {
    ...{ ...asked, reference: shown.reference, linkHash: toBase64Url(await hashOfLink(secret)) },
    letter: lines.map((one) => ({ ...one, version: shown.versions[0].version })),
  });
  return toBase64Url(secret);
}
