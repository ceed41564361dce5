import type { Client } from "pg";
import type { Random } from "../core/keys/index.ts";
import {
  renderTexts,
  type SignedPerson,
  signAsParty,
  signAsPerson,
  writeStatement,
} from "../core/protocols/statement.ts";
import { toTerms } from "../core/protocols/terms.ts";
import type { FilledAgency } from "./agencies.ts";
import { type DemoProtocol, PROTOCOLS } from "./state.ts";
import { uuidFrom } from "./uuid.ts";

export interface FilledProtocol {
  readonly id: string;
  readonly parties: readonly string[];
  readonly purpose: string;
  readonly categories: readonly string[];
}

const DAY_MS = 86_400_000;
const SIGNERS = 2;

/** Agreements between the agencies, signed by their invented root keys. @returns those in force */
export async function fillProtocols(
  owner: Client,
  agencies: readonly FilledAgency[],
  random: Random,
  now: Date,
): Promise<FilledProtocol[]> {
  const filled: FilledProtocol[] = [];
  for (const protocol of PROTOCOLS) {
    const parties = protocol.parties.map((key) => {
      const agency = agencies.find((one) => one.key === key);
      if (!agency) throw new Error(`no agency ${key}`);
      return agency;
    });
    const id = uuidFrom(random);
    await proposeProtocol(owner, id, protocol, parties, now);
    if (protocol.signedOnlyBy) continue;
    filled.push({
      id,
      parties: parties.map((agency) => agency.id),
      purpose: protocol.purpose,
      categories: protocol.categories,
    });
  }
  return filled;
}

async function proposeProtocol(
  owner: Client,
  id: string,
  protocol: DemoProtocol,
  parties: readonly FilledAgency[],
  now: Date,
): Promise<void> {
  const numbered = { agreement: id, version: 1, terms: termsOf(protocol, parties, now) };
  const statement = writeStatement(numbered, null);
  await owner.query(
    `insert into access.protocol (id, title, legal_basis, retention_days, onward_rule, status, in_force_from, in_force_until)
     values ($1, 'new', 'new', 1, 'none', 'proposed', now(), now() + interval '1 day')`,
    [id],
  );
  await owner.query("select access.put_terms($1, $2)", [id, JSON.stringify(numbered.terms)]);
  await owner.query(
    `insert into access.protocol_version (protocol_id, version, statement, texts, status, proposed_agency_id, expires_at)
     values ($1, 1, $2, $3, 'proposed', $4, now() + interval '30 days')`,
    [id, statement, JSON.stringify(renderTexts(numbered)), parties[0]?.id],
  );
  await owner.query("select access.tell_protocol($1, 'proposed', 1, null)", [id]);
  const signing = parties.filter(({ key }) => !protocol.signedOnlyBy || key === protocol.signedOnlyBy);
  for (const agency of signing) await sign(owner, id, statement, agency);
  if (protocol.signedOnlyBy) return;
  await owner.query(
    "select access.adopt_version($1, 1, access.effects_digest('{}'::access.protocol_effect[]))",
    [id],
  );
}

const dayAfter = (now: Date, days: number): string =>
  new Date(now.getTime() + days * DAY_MS).toISOString().slice(0, 10);

const termsOf = (protocol: DemoProtocol, parties: readonly FilledAgency[], now: Date) =>
  toTerms(
    {
      title: protocol.title,
      parties: parties.map(({ id, key }) => ({ agencyId: id, contact: `Duty desk, desk@${key}.example` })),
      scope: protocol.categories.map((category) => ({ purpose: protocol.purpose, category })),
      legalText: protocol.legalText,
      citation: protocol.legalBasis,
      retentionDays: String(protocol.retentionDays),
      onwardRule: protocol.onwardRule,
      inForceFrom: dayAfter(now, -365),
      inForceUntil: dayAfter(now, 730),
      reviewOn: dayAfter(now, 180),
    },
    parties.map(({ id, name, kind }) => ({ id, name, kind, immigrationBound: false })),
  );

/** Two supervisors sign with their own keys, then the agency's root key signs over them. */
async function sign(owner: Client, id: string, statement: string, agency: FilledAgency): Promise<void> {
  if (!agency.root) throw new Error(`${agency.name} has no root key`);
  const people: SignedPerson[] = [];
  for (const member of agency.members.filter(({ roles }) => roles.includes("supervisor")).slice(0, SIGNERS)) {
    const { publicKey, privateKey } = member.keys.signing;
    const who = { memberId: member.id, name: member.name, signingKey: publicKey };
    const person = await signAsPerson(statement, agency.id, who, privateKey);
    people.push(person);
    await owner.query(
      `insert into access.protocol_person_signature (protocol_id, version, agency_id, member_id, name, signing_key, signature)
       values ($1, 1, $2, $3, $4, $5, $6)`,
      [
        id,
        agency.id,
        member.id,
        member.name,
        Buffer.from(publicKey),
        Buffer.from(person.signature, "base64url"),
      ],
    );
  }
  const signed = await signAsParty(statement, agency.id, people, agency.root);
  await owner.query(
    `insert into access.protocol_signature (protocol_id, version, agency_id, root_key, people, signature)
     values ($1, 1, $2, $3, $4, $5)`,
    [
      ...[id, agency.id, Buffer.from(agency.root.publicKey), JSON.stringify(people)],
      Buffer.from(signed.signature, "base64url"),
    ],
  );
  await owner.query(
    "insert into access.protocol_change (protocol_id, kind, version, agency_id) values ($1, 'signed', 1, $2)",
    [id, agency.id],
  );
}
