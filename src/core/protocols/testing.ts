import { randomUUID } from "node:crypto";
import { makeRootKey, sealRootKey } from "../identity/root-key.ts";
import type { SigningKeys } from "../keys/derive.ts";
import { type TestHouse, type TestMember, testRandom } from "../testing.ts";
import { type SignedPerson, signAsParty, signAsPerson } from "./statement.ts";
import type { DraftTerms } from "./terms.ts";

/** For tests: agencies with root keys and two supervisors each, who sign over HTTP as browsers do. */

export interface TestParty {
  readonly id: string;
  readonly name: string;
  readonly root: SigningKeys;
  readonly first: TestMember;
  readonly second: TestMember;
}

export async function addParty(
  house: TestHouse,
  agency: { name: string; kind: string; enforcesImmigrationLaw?: boolean },
): Promise<TestParty> {
  const id = await house.addAgency(agency);
  const at = (name: string) => house.addMember({ agencyId: id, name, roles: ["supervisor"] });
  const [first, second] = [await at(`${agency.name} one`), await at(`${agency.name} two`)];
  const root = await makeRootKey(testRandom);
  const supervisors = [first, second].map((member) => ({
    memberId: member.id,
    readingKey: member.keys.reading.publicKey,
  }));
  const sealed = await sealRootKey(root.privateKey, id, supervisors, testRandom);
  await house.owner.query("update identity.agency set root_key = $2, root_key_sealed = $3 where id = $1", [
    id,
    Buffer.from(root.publicKey),
    JSON.stringify(sealed),
  ]);
  return { id, name: agency.name, root, first, second };
}

export interface Answered {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: what a route answers is what its test looks into
  readonly body: any;
  readonly etag: string;
}

export async function ask(
  house: TestHouse,
  as: TestMember,
  method: "GET" | "POST" | "PUT" | "DELETE",
  url: string,
  body?: unknown,
  match?: string,
): Promise<Answered> {
  const answer = await house.app.inject({
    method,
    url,
    headers: {
      ...as.headers(),
      ...(method === "POST" && { "idempotency-key": randomUUID() }),
      ...(match !== undefined && { "if-match": match }),
    },
    ...(body !== undefined && { payload: body as object }),
  });
  return {
    status: answer.statusCode,
    body: answer.body === "" ? undefined : JSON.parse(answer.body),
    etag: String(answer.headers.etag ?? ""),
  };
}

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** A whole draft between two parties; `change` says what is otherwise. */
export const draftBetween = (
  parties: readonly TestParty[],
  change: Partial<DraftTerms> = {},
): DraftTerms => ({
  title: "Support together",
  parties: parties.map(({ id, name }) => ({ agencyId: id, contact: `Desk of ${name}` })),
  scope: [
    { purpose: "support", category: "contact" },
    { purpose: "support", category: "needs-and-risk" },
  ],
  legalText: "Agencies that protect people may work together with their consent",
  citation: "Test Act, section 1",
  retentionDays: "365",
  onwardRule: "none",
  inForceFrom: inDays(-1),
  inForceUntil: inDays(365),
  reviewOn: inDays(180),
  ...change,
});

/** Writes and proposes a draft; `protocolId` where it changes an agreement. */
export async function propose(
  house: TestHouse,
  as: TestMember,
  terms: DraftTerms,
  protocolId: string | null = null,
): Promise<Answered> {
  const begun = await ask(house, as, "POST", "/api/protocol-drafts", { protocolId });
  if (begun.status !== 201) return begun;
  const kept = await ask(house, as, "PUT", `/api/protocol-drafts/${begun.body.id}`, terms, '"v1"');
  if (kept.status !== 200) return kept;
  return ask(house, as, "POST", `/api/protocol-drafts/${begun.body.id}/proposal`);
}

export interface Proposed {
  readonly id: string;
  readonly version: number;
}

/** What a supervisor's browser sends when they sign as one of two. */
export async function personOf(
  house: TestHouse,
  party: TestParty,
  member: TestMember,
  { id, version }: Proposed,
): Promise<{ person: SignedPerson; statement: string }> {
  const { body } = await ask(house, member, "GET", `/api/protocols/${id}`);
  const { statement } = body.versions.find((one: { version: number }) => one.version === version);
  const name = member === party.first ? `${party.name} one` : `${party.name} two`;
  const person = await signAsPerson(
    statement,
    party.id,
    { memberId: member.id, name, signingKey: member.keys.signing.publicKey },
    member.keys.signing.privateKey,
  );
  return { person, statement };
}

/** Both supervisors of a party sign, the second with the root key, after looking at what it does. */
export async function sign(
  house: TestHouse,
  party: TestParty,
  at: Proposed,
  effects?: string,
): Promise<Answered> {
  const url = `/api/protocols/${at.id}/versions/${at.version}`;
  const one = await personOf(house, party, party.first, at);
  const waits = await ask(house, party.first, "POST", `${url}/signatures`, { person: one.person });
  if (waits.status !== 201) return waits;
  const two = await personOf(house, party, party.second, at);
  const signature = await signAsParty(two.statement, party.id, [one.person, two.person], party.root);
  const shown = effects ?? (await ask(house, party.second, "GET", `${url}/effects`)).body.digest;
  return ask(house, party.second, "POST", `${url}/signatures`, {
    person: two.person,
    party: { signature, effects: shown },
  });
}

/** An agreement in force between these parties. */
export async function agree(
  house: TestHouse,
  parties: readonly TestParty[],
  change: Partial<DraftTerms> = {},
): Promise<string> {
  const [first] = parties;
  if (!first) throw new Error("parties");
  const { body } = await propose(house, first.first, draftBetween(parties, change));
  for (const party of parties) {
    const signed = await sign(house, party, body);
    if (signed.status !== 201) throw new Error(JSON.stringify(signed.body));
  }
  return body.id;
}
