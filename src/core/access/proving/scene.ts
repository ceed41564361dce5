import type { Client } from "pg";
import type { Category, Purpose } from "../context.ts";
import type { AgencyKind, Role } from "../coverage.ts";
import type { Agency, Consent, Instant, Member, Session, Share, World } from "../world.ts";
import type { Drawn } from "../worlds.ts";
import { idFor, loadWorlds } from "./rows.ts";

const DAY = 86_400_000;

const agency = (name: string, kind: AgencyKind): Agency => ({
  id: idFor("agency", name),
  kind,
  parentId: null,
  enforcesImmigrationLaw: false,
  passesOnTo: [],
  status: "active",
});

const member = (name: string, at: Agency, ...roles: Role[]): Member => ({
  id: idFor("member", name),
  agencyId: at.id,
  status: "active",
  roles,
});

const signedIn = (who: Member, now: Instant): Session => ({
  id: idFor("session", who.id),
  memberId: who.id,
  stage: "full",
  expiresAt: now + DAY,
  endedAt: null,
});

const ngo = agency("ngo", "ngo");
const shelter = agency("shelter", "shelter");
const police = agency("police", "police");
const caseworker = member("caseworker", ngo, "caseworker", "intake-worker");
const colleague = member("colleague", ngo, "caseworker");
const supervisor = member("supervisor", ngo, "supervisor");
const auditor = member("auditor", ngo, "auditor");
const shelterWorker = member("shelter worker", shelter, "caseworker");
const investigator = member("investigator", police, "investigator");
const address = idFor("words").replaceAll("-", "");

/** A case that an NGO holds; contact and needs and risk are open to a shelter for support; police are no party. */
export const SCENE = {
  ...{ ngo, shelter, police },
  ...{ caseworker, colleague, supervisor, auditor, shelterWorker, investigator },
  address,
  personId: idFor("person"),
  caseId: idFor("case"),
  /** The police's own case, of which the others know nothing. */
  foreignCaseId: idFor("foreign case"),
  consentId: idFor("consent"),
  otherConsentId: idFor("another consent"),
  protocolId: idFor("protocol"),
  shared: ["contact", "needs-and-risk"] as const satisfies readonly Category[],
  sessionOf: (who: Member): string => idFor("session", who.id),
  visitId: idFor("visit"),
};

const consentTo = (id: string, purpose: Purpose, now: Instant): Consent => ({
  id,
  caseId: SCENE.caseId,
  recipientAgencyId: shelter.id,
  purpose,
  categories: SCENE.shared,
  expiresAt: now + 30 * DAY,
  withdrawnAt: null,
});

const shareOn = (consentId: string, category: Category, purpose: Purpose, now: Instant): Share => ({
  id: idFor("share", consentId, category),
  caseId: SCENE.caseId,
  category,
  agencyId: shelter.id,
  purpose,
  consentId,
  legalOrderId: null,
  protocolId: SCENE.protocolId,
  openedAt: now - DAY,
  expiresAt: now + 20 * DAY,
  endedAt: null,
});

/**
 * The scene as a world that can be loaded. Two shares rest on the first consent; a third, on another consent, opens
 * the contact once more, for remedy.
 */
function drawScene(now: Instant): Drawn {
  const members = [caseworker, colleague, supervisor, auditor, shelterWorker, investigator];
  const world: World = {
    agencies: [ngo, shelter, police],
    members,
    sessions: members.map((who) => signedIn(who, now)),
    words: [{ address, personId: SCENE.personId, restsUntil: null }],
    visits: [{ id: SCENE.visitId, address, expiresAt: now + DAY, endedAt: null }],
    cases: [
      { id: SCENE.caseId, holderAgencyId: ngo.id, personId: SCENE.personId },
      { id: SCENE.foreignCaseId, holderAgencyId: police.id, personId: idFor("another person") },
    ],
    guardianships: [],
    protocols: [
      {
        id: SCENE.protocolId,
        status: "in-force",
        inForceFrom: now - DAY,
        inForceUntil: now + 90 * DAY,
        parties: [ngo.id, shelter.id],
        scope: [
          ...SCENE.shared.map((category) => ({ category, purpose: "support" as const })),
          { category: "contact", purpose: "remedy" },
        ],
      },
    ],
    consents: [consentTo(SCENE.consentId, "support", now), consentTo(SCENE.otherConsentId, "remedy", now)],
    legalOrders: [],
    shares: [
      ...SCENE.shared.map((category) => shareOn(SCENE.consentId, category, "support", now)),
      shareOn(SCENE.otherConsentId, "contact", "remedy", now),
    ],
    glasses: [],
  };
  const questions = SCENE.shared.map((category) => ({
    reader: { kind: "member", sessionId: SCENE.sessionOf(caseworker), purpose: "support" } as const,
    as: "leeward_member" as const,
    caseId: SCENE.caseId,
    category,
    keyOf: { caseId: SCENE.caseId, category },
  }));
  return { world, questions, looks: [] };
}

/** Loads the scene, and beside it something of each kind that injected SQL could be after. */
export async function loadScene(client: Client, now: Instant): Promise<void> {
  await loadWorlds(client, [drawScene(now)], true);
  await client.query("insert into installation.server_secret (vouching) values (gen_random_bytes(32))");
  await client.query("update identity.agency set root_key_sealed = '{}'");
  await client.query("update identity.member set second_factor_sealed = '\\x00'");
  await client.query(
    "insert into identity.recovery_code (member_id, code_hash) select id, '\\x00' from identity.member",
  );
  await client.query("insert into ledger.entry (kind, content) values ('section.read', '{}')");
  await client.query(
    `insert into identity.invitation (agency_id, email, roles, token_hash, expires_at)
     values ($1, 'someone@example.org', '{caseworker}', '\\x00', now() + interval '1 day')`,
    [SCENE.ngo.id],
  );
}
