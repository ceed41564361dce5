import type { Client } from "pg";
import type { AgencyKind } from "../core/access/coverage.ts";
import {
  derivePasswordSecrets,
  type MemberKeys,
  makeMemberKeys,
  wrapMemberKeys,
} from "../core/identity/member-keys.ts";
import { makeRootKey, sealRootKey } from "../core/identity/root-key.ts";
import { hashAuthSecret } from "../core/identity/service.ts";
import { argon2id } from "../core/identity/words/argon2-node.ts";
import type { SigningKeys } from "../core/keys/derive.ts";
import type { Bytes, KeyFile, Random } from "../core/keys/index.ts";
import { toBase64Url } from "../core/keys/index.ts";
import { makeSealKeys, type SealKeys } from "../core/keys/seal.ts";
import { signRecipients } from "../modules/door/recipients.ts";
import { AGENCIES, type DemoAgency, type DemoMember, DOOR_AGENCY, STAND_IN } from "./state.ts";
import { uuidFrom } from "./uuid.ts";

/** The password of everyone in the demonstration; that it is known is why the demonstration stays on loopback. */
export const DEMO_PASSWORD = "calm water, safe harbour";

export interface FilledMember extends DemoMember {
  readonly id: string;
  readonly email: string;
  readonly keys: MemberKeys;
}

export interface FilledAgency {
  readonly key: string;
  readonly id: string;
  readonly name: string;
  readonly kind: AgencyKind;
  readonly publicKey: Bytes;
  readonly members: readonly FilledMember[];
  /** Signs for the agency; none where no supervisor could hold it. */
  readonly root: SigningKeys | null;
}

const DAY_MS = 86_400_000;

export const emailOf = (agency: DemoAgency, member: DemoMember): string =>
  `${member.login}@${agency.key}.example`;

/** Agencies with their keys, members with theirs, and the signed list of those who read at the door. */
export async function fillAgencies(
  owner: Client,
  keys: KeyFile,
  random: Random,
  now: Date,
): Promise<FilledAgency[]> {
  const prepared = await Promise.all(AGENCIES.map((agency) => prepareAgency(agency, random, now)));
  const filled: FilledAgency[] = [];
  for (const agency of prepared) filled.push(await insertAgency(owner, agency));
  for (const agency of filled) await keepRootKey(owner, agency, random);
  await keys.add(
    prepared.map((agency, nth) => ({
      agencyId: filled[nth]?.id ?? "",
      version: 1,
      privateKey: agency.key.privateKey,
    })),
  );
  const [door, standIn] = [DOOR_AGENCY, STAND_IN.agency].map((key) =>
    filled.find((agency) => agency.key === key),
  );
  if (!door || !standIn)
    throw new Error("the demonstration has an agency with a door, and one that stands in");
  await openDoor(owner, door, now);
  await openDoor(owner, standIn, now);
  await agreeStandIn(owner, door, standIn);
  return filled;
}

interface PreparedAgency {
  readonly agency: DemoAgency;
  readonly key: SealKeys;
  readonly members: readonly PreparedMember[];
  readonly root: SigningKeys | null;
}

interface PreparedMember extends DemoMember {
  readonly id: string;
  readonly email: string;
  readonly keys: MemberKeys;
  readonly wrapped: Bytes;
  readonly passwordHash: string;
  readonly trainingUntil: string;
}

async function prepareAgency(agency: DemoAgency, random: Random, now: Date): Promise<PreparedAgency> {
  const isLed = agency.members.some(({ roles }) => roles.includes("supervisor"));
  return {
    agency,
    key: await makeSealKeys(random),
    root: isLed ? await makeRootKey(random) : null,
    members: await Promise.all(
      agency.members.map((member) => prepareMember(member, emailOf(agency, member), random, now)),
    ),
  };
}

async function prepareMember(
  member: DemoMember,
  email: string,
  random: Random,
  now: Date,
): Promise<PreparedMember> {
  const { authSecret, wrapKey } = await derivePasswordSecrets({ email, password: DEMO_PASSWORD }, argon2id);
  const keys = await makeMemberKeys(random);
  const id = uuidFrom(random);
  return {
    ...member,
    id,
    email,
    keys,
    wrapped: await wrapMemberKeys(keys, wrapKey, id, random),
    passwordHash: await hashAuthSecret(authSecret),
    trainingUntil: new Date(now.getTime() + (member.trainingDays ?? 365) * DAY_MS).toISOString().slice(0, 10),
  };
}

async function insertAgency(owner: Client, prepared: PreparedAgency): Promise<FilledAgency> {
  const { agency, key, members, root } = prepared;
  const { rows } = await owner.query(
    "insert into identity.agency (name, kind, second_factor_required) values ($1, $2, false) returning id",
    [agency.name, agency.kind],
  );
  const id: string = rows[0].id;
  await owner.query("insert into keys.agency_key (agency_id, version, public_key) values ($1, 1, $2)", [
    id,
    Buffer.from(key.publicKey),
  ]);
  for (const member of members) await insertMember(owner, id, member);
  const { name, kind } = agency;
  return { key: agency.key, id, name, kind, publicKey: key.publicKey, members, root };
}

async function insertMember(owner: Client, agencyId: string, member: PreparedMember): Promise<void> {
  await owner.query(
    `insert into identity.member (id, agency_id, email, display_name, password_hash, training_valid_until)
     values ($1, $2, $3, $4, $5, $6)`,
    [member.id, agencyId, member.email, member.name, member.passwordHash, member.trainingUntil],
  );
  await owner.query("insert into identity.member_role (member_id, role) select $1, unnest($2::text[])", [
    member.id,
    member.roles,
  ]);
  await owner.query(
    "insert into identity.member_key (member_id, reading_key, signing_key, wrapped) values ($1, $2, $3, $4)",
    [
      member.id,
      Buffer.from(member.keys.reading.publicKey),
      Buffer.from(member.keys.signing.publicKey),
      Buffer.from(member.wrapped),
    ],
  );
}

/** The root key, with its private half sealed to each supervisor. */
async function keepRootKey(owner: Client, agency: FilledAgency, random: Random): Promise<void> {
  if (!agency.root) return;
  const supervisors = agency.members
    .filter((member) => member.roles.includes("supervisor"))
    .map((member) => ({ memberId: member.id, readingKey: member.keys.reading.publicKey }));
  const sealed = await sealRootKey(agency.root.privateKey, agency.id, supervisors, random);
  await owner.query("update identity.agency set root_key = $1, root_key_sealed = $2 where id = $3", [
    Buffer.from(agency.root.publicKey),
    JSON.stringify(sealed),
    agency.id,
  ]);
}

/** As the second of the two supervisors did it. */
async function agreeStandIn(owner: Client, door: FilledAgency, standIn: FilledAgency): Promise<void> {
  await owner.query("insert into door.stand_in (agency_id, stand_in_agency_id, hours) values ($1, $2, $3)", [
    door.id,
    standIn.id,
    STAND_IN.hours,
  ]);
  await owner.query(
    `select ledger.record('stand-in.agreed', jsonb_build_object('agencyId', $1::uuid, 'standInAgencyId', $2::uuid,
       'hours', $3::int, 'rootKey', $4::text), null, $1::uuid)`,
    [door.id, standIn.id, STAND_IN.hours, Buffer.from(standIn.root?.publicKey ?? []).toString("hex")],
  );
}

/** The first list that was published opens the house's door; in one transaction the hour of each says which that is. */
async function openDoor(owner: Client, agency: FilledAgency, now: Date): Promise<void> {
  if (!agency.root) throw new Error("the agency with a door has supervisors");
  const signed = await signRecipients(
    {
      agencyId: agency.id,
      version: 1,
      issuedAtHour: Math.floor(now.getTime() / 3_600_000),
      previousHash: null,
      recipients: agency.members
        .filter((member) => member.roles.includes("intake-worker"))
        .map((member) => ({
          memberId: member.id,
          readingKey: toBase64Url(member.keys.reading.publicKey),
          signingKey: toBase64Url(member.keys.signing.publicKey),
        })),
    },
    agency.root.privateKey,
  );
  const text = JSON.stringify(signed);
  await owner.query(
    `insert into door.recipients_list (agency_id, version, signed, published_at)
     values ($1, 1, $2, now() - make_interval(hours => $3))`,
    [agency.id, text, agency.key === DOOR_AGENCY ? 1 : 0],
  );
  await owner.query(
    `select ledger.record('recipients.published', jsonb_build_object('agencyId', $1::uuid, 'version', 1,
       'sha256', encode(sha256(convert_to($2, 'UTF8')), 'hex')), null, $1::uuid)`,
    [agency.id, text],
  );
}
