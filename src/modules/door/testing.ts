import { randomUUID } from "node:crypto";
import { registerIdentity } from "../../core/identity/index.ts";
import { makeRootKey } from "../../core/identity/root-key.ts";
import { argon2id } from "../../core/identity/words/argon2-node.ts";
import { toBase64Url } from "../../core/keys/index.ts";
import type { SealKeys } from "../../core/keys/seal.ts";
import { type TestHouse, type TestMember, testRandom } from "../../core/testing.ts";
import type { Assets } from "../../web/index.ts";
import { registerDoor } from "./index.ts";
import { ApiError, type Ask, type Asker } from "./island/api.ts";
import type { MyFile } from "./island/file-answers.ts";
import { FirstLetter } from "./island/first-letter.ts";
import { Visit } from "./island/visit.ts";
import { makeWay, type Tools } from "./island/way.ts";
import { type LetterRead, readLetter, writeLetter } from "./letter.ts";
import type { LetterBody } from "./letter-body.ts";
import {
  type SignedRecipients,
  signRecipients,
  type VerifiedRecipients,
  verifyRecipients,
} from "./recipients.ts";

/** For tests: a door that is open, a person's browser without a browser, and an intake worker's. */

export const noAssets: Assets = {
  dir: "nowhere",
  url: (name) => `/assets/${name}`,
  pieces: () => [],
  files: new Map(),
};

export interface TestDoor {
  readonly agencyId: string;
  readonly supervisor: TestMember;
  readonly intake: TestMember;
  readonly rootKey: Uint8Array;
  /** What a person's browser would use, without one. */
  readonly tools: Tools;
  /** Signs the next list with these members, without publishing it. */
  sign(members: readonly TestMember[]): Promise<SignedRecipients>;
  /** What the server took is what the next list follows. */
  took(signed: SignedRecipients): Promise<void>;
  /** Publishes the next list as the supervisor; the intake worker is the second. */
  publish(members: readonly TestMember[]): Promise<void>;
  /** As a member: an answer of the API. */
  as(member: TestMember): Asker;
  /** Reads one mailbox as a member's browser would: the texts, oldest first. */
  readAll(member: TestMember, address: string): Promise<string[]>;
  /** The same with all that letters say; those that do not open are left out. */
  readBodies(member: TestMember, address: string): Promise<LetterBody[]>;
  /** Answers as a member's browser would. */
  answer(member: TestMember, address: string, body: LetterBody): Promise<void>;
}

/** An agency whose door is open, with a supervisor and one intake worker on its first list. */
export async function openTestDoor(
  house: TestHouse,
  name = "Open Door",
  assets: Assets = noAssets,
): Promise<TestDoor> {
  registerIdentity(house.app, house.house);
  registerDoor(house.app, house.house, assets);
  return openTestDesk(house, name);
}

/** One more agency with readers of its own, in a house whose door is open. */
export async function openTestDesk(house: TestHouse, name: string): Promise<TestDoor> {
  const agencyId = await house.addAgency({ name, kind: "ngo" });
  const supervisor = await house.addMember({ agencyId, name: "Sam", roles: ["supervisor"] });
  const intake = await house.addMember({ agencyId, name: "Leila", roles: ["intake-worker"] });
  const root = await makeRootKey(testRandom);
  await house.owner.query("update identity.agency set root_key = $1, root_key_sealed = '{}' where id = $2", [
    Buffer.from(root.publicKey),
    agencyId,
  ]);
  const as = (member: TestMember): Asker => asker(house, () => member.headers());
  const lists: VerifiedRecipients[] = [];
  const sign = async (members: readonly TestMember[]): Promise<SignedRecipients> => {
    const previous = lists.at(-1);
    return signRecipients(
      {
        agencyId,
        version: lists.length + 1,
        issuedAtHour: Math.floor(house.clock.now.getTime() / 3_600_000),
        previousHash: previous?.hash ?? null,
        recipients: members.map(({ id, keys }) => ({
          memberId: id,
          readingKey: toBase64Url(keys.reading.publicKey),
          signingKey: toBase64Url(keys.signing.publicKey),
        })),
      },
      root.privateKey,
    );
  };
  const took = async (signed: SignedRecipients): Promise<void> => {
    lists.push(await verified(signed, root.publicKey, agencyId));
  };
  const publish = async (members: readonly TestMember[]): Promise<void> => {
    const signed = await sign(members);
    const { waits } = await as(supervisor)<{ waits: boolean }>("/api/recipients", {
      method: "POST",
      body: signed,
      key: randomUUID(),
    });
    if (waits) await secondReaders(house, intake);
    await took(signed);
  };
  await publish([intake]);
  return {
    agencyId,
    supervisor,
    intake,
    rootKey: root.publicKey,
    tools: {
      ask: asker(house, () => ({ host: new URL(house.origin).host, origin: house.origin })),
      random: testRandom,
      argon2id,
      newKey: randomUUID,
    },
    sign,
    took,
    publish,
    as,
    readAll: async (member, address) =>
      (await readAll(as(member), member, address, root.publicKey, agencyId)).map((read) =>
        read.ok ? read.body.text : `refused: ${read.reason}`,
      ),
    readBodies: async (member, address) =>
      (await readAll(as(member), member, address, root.publicKey, agencyId)).flatMap((read) =>
        read.ok ? [read.body] : [],
      ),
    answer: async (member, address, body) => {
      const mailbox = await readMailbox(as(member), address);
      const newest = lists.at(-1);
      if (!newest) throw new Error("the door has a list");
      const letter = await writeLetter(
        {
          mailbox: mailbox.keys,
          order: mailbox.letters.length + 1,
          hour: Math.floor(house.clock.now.getTime() / 3_600_000),
          from: { kind: "member", memberId: member.id, signingKey: member.keys.signing.privateKey },
          body,
          recipients: newest,
        },
        testRandom,
      );
      const path = `/api/inbox/${address}/letters`;
      await as(member)(path, { method: "POST", body: { letter }, key: randomUUID() });
    },
  };
}

async function verified(
  signed: SignedRecipients,
  rootKey: Uint8Array,
  agencyId: string,
): Promise<VerifiedRecipients> {
  const verdict = await verifyRecipients(signed, rootKey, { agencyId, minVersion: 1 });
  if (!verdict.ok) throw new Error(`the list is refused: ${verdict.reason}`);
  return verdict.recipients;
}

/** Requests straight into the server; refusals come as they come to the island. */
export function asker(house: TestHouse, headers: () => Record<string, string>): Asker {
  return async <T>(
    url: string,
    { method = "GET", body, bytes, wants, session, key }: Ask = {},
  ): Promise<T> => {
    const response = await house.app.inject({
      method,
      url,
      headers: {
        ...headers(),
        ...(session !== undefined && { authorization: `Words ${session}` }),
        ...(key !== undefined && { "idempotency-key": key }),
        ...(bytes !== undefined && { "content-type": "application/octet-stream" }),
      },
      ...(body !== undefined && { payload: body as object }),
      ...(bytes !== undefined && { payload: Buffer.from(bytes) }),
    });
    if (response.statusCode >= 400) throw new ApiError(response.json().code, response.json());
    if (wants === "bytes") return new Uint8Array(response.rawPayload) as T;
    return (response.body === "" ? undefined : response.json()) as T;
  };
}

interface MemberMailbox {
  readonly letters: readonly { recipientsVersion: number }[];
  readonly recipients: readonly SignedRecipients[];
  readonly keys: {
    readonly address: string;
    readonly readingKey: Uint8Array;
    readonly signingKey: Uint8Array;
  };
}

async function readMailbox(ask: Asker, address: string): Promise<MemberMailbox> {
  const found = await ask<{
    letters: MemberMailbox["letters"];
    recipients: SignedRecipients[];
    readingKey: string;
    signingKey: string;
  }>(`/api/inbox/${address}`);
  const { letters, recipients, readingKey, signingKey } = found;
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, "base64url"));
  return {
    letters,
    recipients,
    keys: { address, readingKey: bytes(readingKey), signingKey: bytes(signingKey) },
  };
}

/** Every letter of a mailbox, as a member's browser would read them. */
export async function readAll(
  ask: Asker,
  member: { readonly id: string; readonly keys: { readonly reading: Pick<SealKeys, "privateKey"> } },
  address: string,
  rootKey: Uint8Array,
  agencyId: string,
): Promise<LetterRead[]> {
  const mailbox = await readMailbox(ask, address);
  const letters: LetterRead[] = [];
  for (const [at, letter] of mailbox.letters.entries()) {
    const signed = mailbox.recipients.find(({ list }) => list.version === letter.recipientsVersion);
    if (!signed) throw new Error("the server sends every list that a letter names");
    const read = await readLetter({
      letter,
      mailbox: mailbox.keys,
      order: at + 1,
      as: { kind: "member", memberId: member.id, readingKey: member.keys.reading.privateKey },
      recipients: await verified(signed, rootKey, agencyId),
    });
    letters.push(read);
  }
  return letters;
}

/** Confirms the newest list that waits, as this member's own transaction would; a house here need not serve proposals. */
async function secondReaders(house: TestHouse, second: TestMember): Promise<void> {
  const { owner } = house;
  await owner.query("begin");
  await owner.query("set local role leeward_member");
  await owner.query("select access.open_member_context($1, null)", [Buffer.from(second.secret)]);
  const { rows } = await owner.query(
    `select proposals.confirm(p.id, p.content_hash, null) as said from proposals.proposal p
     where p.kind = 'door.readers' and p.outcome is null order by p.proposed_at desc limit 1`,
  );
  await owner.query("commit");
  if (rows[0]?.said !== "confirmed") throw new Error(`the list was not confirmed: ${rows[0]?.said}`);
}

/** Someone at the door, with their words, as their browser would be. */
export interface TestVisitor {
  /** 26 letters of base32. */
  readonly address: string;
  /** What the conversation says now, oldest first. */
  read(): Promise<string[]>;
  /** A visit in which they read and answer, as their browser would. */
  visit(): Promise<Visit>;
  /** What their own file says, by their words. */
  file(): Promise<MyFile>;
  /** Writes on. @returns the code of the refusal, or null */
  write(text: string): Promise<string | null>;
}

/** Someone writes a first letter. */
export async function someoneWrites(door: TestDoor, text: string): Promise<TestVisitor> {
  const { doorSalt } = await door.tools.ask<{ doorSalt: string }>("/api/door");
  const way = await makeWay(door.tools, doorSalt);
  await new FirstLetter(door.tools, way).send({ text, language: "en" });
  const texts = (letters: Awaited<ReturnType<Visit["read"]>>["letters"]) =>
    letters.map((letter) => (letter.ok ? letter.text : "closed"));
  return {
    address: way.keys.address,
    read: async () => texts((await (await Visit.begin(door.tools, way)).read()).letters),
    visit: () => Visit.begin(door.tools, way),
    file: async () => (await Visit.begin(door.tools, way)).ask<MyFile>("/api/my-file"),
    write: async (more) => {
      const visit = await Visit.begin(door.tools, way);
      const { letters } = await visit.read();
      return visit.reply({ text: more, language: "en" }, letters.length).then(
        () => null,
        (error: Error & { code?: string }) => error.code ?? error.name,
      );
    },
  };
}
