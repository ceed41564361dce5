import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fromBase64Url, toBase64Url } from "../../keys/index.ts";
import { registerProposals } from "../../proposals/index.ts";
import { addMember, type TestHouse, type TestMember, testHouse, testRandom } from "../../testing.ts";
import { registerIdentity } from "../index.ts";
import {
  derivePasswordSecrets,
  type MemberKeys,
  makeMemberKeys,
  openFormerKeys,
  sealFormerKeys,
  unwrapMemberKeys,
  wrapMemberKeys,
} from "../member-keys.ts";
import { argon2id } from "../words/argon2-node.ts";
import {
  type GivenPart,
  givePart,
  type Keeping,
  makeKeeping,
  regainKeys,
  type SealedKeeping,
} from "./keeping.ts";

// Who must not read: an administrator or a supervisor alone; one keeper; two keepers for another key than the one that two
// people admitted. Mutants that these must kill: the keepers' agencies are not compared; a part goes to keys that nobody
// admitted, or that are retired; a server's key in place of the member's is taken; the second person is not needed.

let house: TestHouse;
let shelter: string;
const agencies: string[] = [];
let boss: TestMember;
let colleague: TestMember;
const keepers: TestMember[] = [];
beforeAll(async () => {
  house = await testHouse();
  registerIdentity(house.app, house.house);
  registerProposals(house.app, house.house);
  shelter = await house.addAgency({ name: "Shelter", kind: "shelter" });
  boss = await house.addMember({ agencyId: shelter, name: "Boss", roles: ["supervisor"] });
  colleague = await house.addMember({ agencyId: shelter, name: "Colleague", roles: ["caseworker"] });
  for (const [name, kind] of [
    ["Legal aid", "legal-aid"],
    ["Clinic", "health"],
    ["Union", "ngo"],
  ] as const) {
    const agencyId = await house.addAgency({ name, kind });
    agencies.push(agencyId);
    const keeper = await house.addMember({ agencyId, name: `Keeper ${name}`, roles: ["caseworker"] });
    await ask(keeper, "PUT", "/api/me/keeper", { willing: true });
    keepers.push(keeper);
  }
});
afterAll(() => house.stop());

async function ask(as: TestMember | null, method: "GET" | "POST" | "PUT", url: string, payload?: object) {
  const own = as?.headers() ?? { host: "leeward.test", origin: house.origin };
  const headers = method === "POST" ? { ...own, "idempotency-key": randomUUID() } : own;
  const answer = await house.app.inject({ method, url, headers, ...(payload && { payload }) });
  return { status: answer.statusCode, body: answer.body ? answer.json() : undefined };
}
const rows = async (text: string, ...values: unknown[]) => (await house.owner.query(text, values)).rows;
const kindsOf = async (member: TestMember) =>
  (
    await rows(
      "select kind from ledger.entry where content like $1 and kind ~ '^(keepers|renewal|member)\\.' order by id",
      `%${member.id}%`,
    )
  ).map(({ kind }) => kind);

const named = (who: readonly TestMember[]) =>
  who.map(({ id, keys }) => ({ memberId: id, readingKey: toBase64Url(keys.reading.publicKey) }));
const keepFor = async (member: TestMember, who: readonly TestMember[]): Promise<SealedKeeping> => {
  const own = {
    memberId: member.id,
    memberName: "Amal",
    agencyName: "Shelter",
    keys: member.keys,
    hour: 490_000,
  };
  return makeKeeping(own, named(who), testRandom);
};
const amal = () =>
  house.addMember({ agencyId: shelter, name: "Amal", roles: ["caseworker"], password: "of then" });

interface Handed {
  readonly keys: MemberKeys;
  readonly password: string;
}
/** The member opens the link in a new browser: a password, and keys. */
async function handIn(member: TestMember): Promise<Handed & { token: string }> {
  const begun = await ask(boss, "POST", `/api/members/${member.id}/renewals`);
  expect(begun.status).toBe(201);
  const { token } = begun.body;
  const opened = await ask(null, "POST", "/api/renewals/open", { token });
  expect(opened.body).toMatchObject({ memberId: member.id, agencyName: "Shelter" });
  const password = "another one";
  const keys = await makeMemberKeys(testRandom);
  const { authSecret, wrapKey } = await derivePasswordSecrets(
    { email: opened.body.email, password },
    argon2id,
  );
  const handed = {
    token,
    authSecret,
    readingKey: toBase64Url(keys.reading.publicKey),
    signingKey: toBase64Url(keys.signing.publicKey),
    wrapped: toBase64Url(await wrapMemberKeys(keys, wrapKey, member.id, testRandom)),
  };
  expect((await ask(null, "POST", "/api/renewals/hand-in", handed)).status).toBe(204);
  expect((await ask(null, "POST", "/api/renewals/hand-in", handed)).body.code, "once").toBe("no-renewal");
  return { keys, password, token };
}
async function propose(
  member: TestMember,
): Promise<{ id: string; hash: string; content: Record<string, string> }> {
  const { body } = await ask(boss, "GET", "/api/renewals");
  const { id } = body.renewals.find((one: { memberId: string }) => one.memberId === member.id);
  const { body: made } = await ask(boss, "POST", `/api/renewals/${id}/admission`, {});
  const shown = await ask(colleague, "GET", "/api/proposals");
  return shown.body.proposals.find((one: { id: string }) => one.id === made.id);
}
const confirm = (as: TestMember, { id, hash }: { id: string; hash: string }) =>
  ask(as, "POST", `/api/proposals/${id}/confirm`, { hash });
async function signIn(member: TestMember, password: string): Promise<TestMember | null> {
  const { authSecret } = await derivePasswordSecrets({ email: member.email, password }, argon2id);
  const answer = await house.app.inject({
    method: "POST",
    url: "/api/sign-in",
    headers: { host: "leeward.test", origin: house.origin },
    payload: { email: member.email, authSecret },
  });
  const cookie = answer.cookies.find(({ name }) => name.endsWith("leeward_session"))?.value;
  return answer.statusCode === 200 && cookie
    ? {
        ...member,
        headers: () => ({ host: "leeward.test", origin: house.origin, cookie: `leeward_session=${cookie}` }),
      }
    : null;
}
/** What the keeper's browser does, once the code was compared. */
async function give(keeper: TestMember, to?: MemberKeys): Promise<{ status: number; code?: string }> {
  const { body } = await ask(keeper, "GET", "/api/kept");
  const asked = body.kept.find((one: { asked: unknown }) => one.asked);
  if (!asked) return { status: 0, code: "nobody asks" };
  const kept = { statement: asked.statement as Keeping, signature: asked.signature, part: asked.asked.part };
  const own = {
    memberId: keeper.id,
    readingPrivateKey: keeper.keys.reading.privateKey,
    signingPrivateKey: keeper.keys.signing.privateKey,
  };
  const target = to?.reading.publicKey ?? fromBase64Url(asked.asked.readingKey, 32);
  const given = await givePart(kept, own, target, testRandom);
  const answer = await ask(keeper, "PUT", `/api/kept/${asked.id}/gift`, {
    keyId: asked.asked.keyId,
    ...given,
  });
  return { status: answer.status, code: answer.body?.code };
}
const givenTo = (own: { keepers: { id: string; given: string | null }[] }): GivenPart[] =>
  own.keepers.flatMap(({ id, given }) => (given ? [{ keeperId: id, sealed: given }] : []));

describe("keepers", () => {
  it("are three willing members of three other agencies, with the keys that they have", async () => {
    const member = await amal();
    const put = async (who: readonly TestMember[]) =>
      (await ask(member, "POST", "/api/me/keeping", await keepFor(member, who))).status;
    const neighbour = await house.addMember({
      agencyId: agencies[0] as string,
      name: "Neighbour",
      roles: ["guardian"],
    });
    await ask(neighbour, "PUT", "/api/me/keeper", { willing: true });
    const unwilling = await house.addMember({
      agencyId: agencies[2] as string,
      name: "Not me",
      roles: ["guardian"],
    });
    const [one, two, three] = keepers as [TestMember, TestMember, TestMember];
    expect(await put([one, neighbour, two]), "two of one agency").toBe(409);
    expect(await put([one, two, unwilling])).toBe(409);
    await ask(colleague, "PUT", "/api/me/keeper", { willing: true });
    expect(await put([one, two, colleague]), "one of the member's own agency").toBe(409);
    await ask(colleague, "PUT", "/api/me/keeper", { willing: false });
    const stranger = await makeMemberKeys(testRandom);
    expect(await put([one, two, { ...three, keys: stranger }]), "a key of nobody's").toBe(409);
    const keeping = await keepFor(member, keepers);
    const forged = { ...keeping, statement: { ...keeping.statement, memberName: "Someone" } };
    expect((await ask(member, "POST", "/api/me/keeping", forged)).status, "not what was signed").toBe(409);
    expect((await ask(boss, "POST", "/api/me/keeping", keeping)).status, "of another member").toBe(409);
    expect(await put(keepers)).toBe(201);
    expect(await kindsOf(member)).toEqual(["keepers.named"]);
    const { body } = await ask(one, "GET", "/api/kept");
    expect(body.kept[0], "a part is not even shown before it is asked for").toMatchObject({ asked: null });
    expect(JSON.stringify(body)).not.toContain(keeping.parts[0]);
  });
});

describe("recovery", () => {
  it("gives the former keys back to new ones that two people admitted, by two of three keepers", async () => {
    const member = await amal();
    const keeping = await keepFor(member, keepers);
    expect((await ask(member, "POST", "/api/me/keeping", keeping)).status).toBe(201);
    const [one, two, three] = keepers as [TestMember, TestMember, TestMember];
    expect((await give(one)).code, "before anyone asks").toBe("nobody asks");

    // The password is lost. One supervisor begins, the member makes keys, two people admit them.
    const { keys, password } = await handIn(member);
    expect(await signIn(member, password), "nothing yet").toBeNull();
    const proposal = await propose(member);
    expect(proposal.content).toMatchObject({
      memberId: member.id,
      readingKey: toBase64Url(keys.reading.publicKey),
    });
    expect((await give(one)).code, "not admitted yet").toBe("nobody asks");
    expect((await confirm(boss, proposal)).body.code).toBe("proposal-own");
    expect((await confirm(colleague, proposal)).status).toBe(204);
    expect((await ask(member, "GET", "/api/me")).status, "every session ended").toBe(401);
    expect(await signIn(member, "of then")).toBeNull();
    const again = await signIn(member, password);
    if (!again) throw new Error("the new password signs in");

    // A keeper's part for another key than the admitted one is refused, whoever signed it.
    const thief = await makeMemberKeys(testRandom);
    expect(await give(one, thief)).toEqual({ status: 422, code: "part-refused" });
    expect(await give(one)).toMatchObject({ status: 204 });
    expect(await give(one), "again is once").toMatchObject({ status: 204 });
    const after = (await ask(again, "GET", "/api/me/keeping")).body.keeping;
    expect(givenTo(after)).toHaveLength(1);
    await expect(regainKeys(after, givenTo(after), keys.reading)).rejects.toThrow("Two keepers");
    expect(await give(three)).toMatchObject({ status: 204 });
    const whole = (await ask(again, "GET", "/api/me/keeping")).body.keeping;
    await expect(regainKeys(whole, givenTo(whole), thief.reading)).rejects.toThrow();
    const former = await regainKeys(whole, givenTo(whole), keys.reading);
    expect(former).toEqual(member.keys);

    const sealed = toBase64Url(await sealFormerKeys(former, keys.reading.publicKey, member.id, testRandom));
    const url = `/api/me/keeping/${whole.id}/regained`;
    expect((await ask(again, "PUT", url, { former: sealed })).status).toBe(204);
    expect((await ask(again, "PUT", url, { former: sealed })).status, "once").toBe(404);
    const [kept] = (await ask(again, "GET", "/api/me/former-keys")).body.former;
    const opened = await openFormerKeys(
      {
        sealed: fromBase64Url(kept.sealed),
        readingKey: fromBase64Url(kept.readingKey),
        signingKey: fromBase64Url(kept.signingKey),
      },
      keys.reading.privateKey,
      member.id,
    );
    expect(opened).toEqual(member.keys);
    expect((await give(two)).code, "it is over").toBe("nobody asks");
    expect(await kindsOf(member)).toEqual([
      "keepers.named",
      "renewal.begun",
      "member.keys-renewed",
      "keepers.asked",
      "keepers.part-given",
      "keepers.part-given",
      "member.keys-regained",
    ]);
  });

  it("has no use for a server that puts its own keys in: the code that the keeper hears is another", async () => {
    const member = await amal();
    await ask(member, "POST", "/api/me/keeping", await keepFor(member, keepers));
    await handIn(member);
    const proposal = await propose(member);
    // Whoever has the database changes the waiting keys after two people read them.
    const thief = await makeMemberKeys(testRandom);
    await rows(
      "update identity.renewal set reading_key = $1 where member_id = $2",
      Buffer.from(thief.reading.publicKey),
      member.id,
    );
    expect((await confirm(colleague, proposal)).body.code).toBe("proposal-impossible");
    // Or names another person over the same part: the part opens under the statement that was signed, and no other.
    const kept = await keepFor(member, keepers);
    const [one] = keepers as [TestMember];
    const own = {
      memberId: one.id,
      readingPrivateKey: one.keys.reading.privateKey,
      signingPrivateKey: one.keys.signing.privateKey,
    };
    const renamed = { ...kept.statement, memberName: "Somebody else" };
    const asked = { statement: renamed, signature: kept.signature, part: kept.parts[0] as string };
    await expect(givePart(asked, own, thief.reading.publicKey, testRandom)).rejects.toThrow("signed");
    const signedByThief = await makeKeeping(
      { memberId: member.id, memberName: "Amal", agencyName: "Shelter", keys: thief, hour: 1 },
      named(keepers),
      testRandom,
    );
    const swapped = {
      statement: signedByThief.statement,
      signature: signedByThief.signature,
      part: kept.parts[0] as string,
    };
    await expect(givePart(swapped, own, thief.reading.publicKey, testRandom)).rejects.toThrow();
  });

  it("ends with its time, and takes new admitted keys to be asked for again", async () => {
    const member = await amal();
    await ask(member, "POST", "/api/me/keeping", await keepFor(member, keepers));
    expect((await ask(member, "PUT", "/api/me/keeping/asked")).body.code, "nothing was lost").toBe(
      "nothing-kept",
    );
    const { password } = await handIn(member);
    await confirm(colleague, await propose(member));
    await rows(
      "update identity.keeping set asked_until = now() - interval '1 second' where member_id = $1",
      member.id,
    );
    const [one] = keepers as [TestMember];
    expect((await give(one)).code).toBe("nobody asks");
    const again = await signIn(member, password);
    if (!again) throw new Error("the new password signs in");
    expect((await ask(again, "PUT", "/api/me/keeping/asked")).status).toBe(204);
    expect((await give(one)).status).toBe(204);
    // A second loss: what was given to the keys in between does not count for the newest.
    await handIn(member);
    await confirm(colleague, await propose(member));
    const last = (
      await rows(
        "select count(*)::int as n from identity.given_part g join identity.keeping k on k.id = g.keeping_id where k.member_id = $1",
        member.id,
      )
    )[0];
    expect(last.n).toBe(1);
    expect((await give(one)).status, "and is asked for anew").toBe(204);
  });
});

describe("a session in other hands", () => {
  it("gets nothing from keepers for keys that it put in the place of the admitted ones", async () => {
    const member = await amal();
    await ask(member, "POST", "/api/me/keeping", await keepFor(member, keepers));
    const { keys, password } = await handIn(member);
    await confirm(colleague, await propose(member));
    const thief = await signIn(member, password);
    if (!thief) throw new Error("the new password signs in");
    const theirs = await makeMemberKeys(testRandom);
    const taken = await ask(thief, "POST", "/api/me/keys", {
      readingKey: toBase64Url(theirs.reading.publicKey),
      signingKey: toBase64Url(theirs.signing.publicKey),
      wrapped: toBase64Url(await wrapMemberKeys(theirs, testRandom(32), member.id, testRandom)),
      former: toBase64Url(await sealFormerKeys(keys, theirs.reading.publicKey, member.id, testRandom)),
      rootKey: null,
    });
    expect(taken.status).toBe(201);
    const { body } = await ask(keepers[0] as TestMember, "GET", "/api/kept");
    const own = body.kept.find(
      (one: { statement: Keeping; asked: unknown }) => one.statement.memberId === member.id,
    );
    expect(own.asked, "two people admitted other keys than these").toBeNull();
    expect((await ask(thief, "PUT", "/api/me/keeping/asked")).body.code).toBe("nothing-kept");
  });
});

describe("other keys", () => {
  it("are taken in one act with the former ones sealed to them; again and again, back to the first", async () => {
    const member = await amal();
    const derived = await derivePasswordSecrets({ email: member.email, password: "of then" }, argon2id);
    let present = member.keys;
    const taken: MemberKeys[] = [present];
    const rotate = async () => {
      const next = await makeMemberKeys(testRandom);
      const body = {
        readingKey: toBase64Url(next.reading.publicKey),
        signingKey: toBase64Url(next.signing.publicKey),
        wrapped: toBase64Url(await wrapMemberKeys(next, derived.wrapKey, member.id, testRandom)),
        former: toBase64Url(await sealFormerKeys(present, next.reading.publicKey, member.id, testRandom)),
        rootKey: null,
      };
      expect((await ask(member, "POST", "/api/me/keys", body)).status).toBe(201);
      expect((await ask(member, "POST", "/api/me/keys", body)).body.code, "not the same twice").toBe(
        "keys-taken",
      );
      present = next;
      taken.unshift(next);
    };
    await rotate();
    await rotate();
    const me = (await ask(member, "GET", "/api/me")).body;
    const unwrapped = await unwrapMemberKeys(fromBase64Url(me.keys.wrapped), derived.wrapKey, member.id);
    expect(unwrapped).toEqual(taken[0]);
    let opener = unwrapped;
    for (const [at, former] of (await ask(member, "GET", "/api/me/former-keys")).body.former.entries()) {
      opener = await openFormerKeys(
        {
          sealed: fromBase64Url(former.sealed),
          readingKey: fromBase64Url(former.readingKey),
          signingKey: fromBase64Url(former.signingKey),
        },
        opener.reading.privateKey,
        member.id,
      );
      expect(opener).toEqual(taken[at + 1]);
    }
    expect(opener).toEqual(member.keys);
    const [left] = await rows(
      "select count(*)::int as n from identity.member_key where member_id = $1 and retired_at is not null and wrapped is not null",
      member.id,
    );
    expect(left.n, "no former pair stays under a password").toBe(0);
  });

  it("are begun by no one for oneself, and for nobody elsewhere", async () => {
    const far = await addMember(house.owner, house.origin, {
      agencyId: agencies[0] as string,
      name: "Far",
      roles: ["caseworker"],
    });
    expect((await ask(boss, "POST", `/api/members/${boss.id}/renewals`)).status).toBe(409);
    expect((await ask(boss, "POST", `/api/members/${far.id}/renewals`)).status).toBe(404);
    expect((await ask(colleague, "POST", `/api/members/${far.id}/renewals`)).status).toBe(403);
  });
});
