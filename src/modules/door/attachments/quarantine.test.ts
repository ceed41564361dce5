import { createHash, randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { fromBase64Url, toBase64Url } from "../../../core/keys/index.ts";
import { registerProposals } from "../../../core/proposals/index.ts";
import { type TestHouse, type TestMember, testHouse, testRandom } from "../../../core/testing.ts";
import { FirstLetter } from "../island/first-letter.ts";
import { Visit } from "../island/visit.ts";
import { makeWay, type Way } from "../island/way.ts";
import { openTestDoor, type TestDoor } from "../testing.ts";
import { hasHash, parseHashList } from "./hash-list.ts";
import type { NamedAttachment } from "./named.ts";
import { Upload } from "./upload.ts";

let house: TestHouse;
let door: TestDoor;
beforeAll(async () => {
  house = await testHouse();
  registerProposals(house.app, house.house);
  door = await openTestDoor(house);
});
afterAll(() => house.stop());

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "done",
    (error: Error & { code?: string }) => error.code ?? error.name,
  );
const send = (member: TestMember, named: NamedAttachment, act: "quarantine" | "deletion" | "release") =>
  codeOf(door.as(member)(`/api/inbox/attachments/${named.id}/${act}`, { method: "POST" }));
const piece = (member: TestMember, named: NamedAttachment) =>
  codeOf(door.as(member)(`/api/inbox/attachments/${named.id}/pieces/0`, { wants: "bytes" }));
const own = (visit: Visit, named: NamedAttachment) =>
  codeOf(visit.getBytes(`/api/door/attachments/${named.id}/pieces/0`));
const load = (member: TestMember, file: string) =>
  codeOf(
    door.as(member)("/api/hash-list", {
      method: "PUT",
      body: { hashes: toBase64Url(parseHashList(file)) },
    }),
  );
const listOf = (member: TestMember) => door.as(member)<Uint8Array>("/api/hash-list", { wants: "bytes" });

async function someoneSends(...contents: string[]): Promise<{ way: Way; named: NamedAttachment[] }> {
  const { doorSalt } = await door.tools.ask<{ doorSalt: string }>("/api/door");
  const way = await makeWay(door.tools, doorSalt);
  await new FirstLetter(door.tools, way).send({ text: "I was sent these.", language: "en" });
  const visit = await Visit.begin(door.tools, way);
  const named: NamedAttachment[] = [];
  for (const content of contents) {
    const what = {
      content: new Uint8Array(Buffer.from(content)),
      type: "image/png",
      hiddenDetails: "kept",
      name: "picture.png",
    } as const;
    named.push(await new Upload(what, randomUUID(), testRandom).run(visit, () => undefined));
  }
  return { way, named };
}

it("keeps unseen what the list names, opens it for nobody again, and deletes it by two people; the ledger names it nowhere", async () => {
  const { way, named } = await someoneSends("known", "unknown");
  const [known, unknown] = named;
  if (!known || !unknown) throw new Error("both were sent");
  const visit = await Visit.begin(door.tools, way);
  expect(await send(door.intake, known, "quarantine"), "no list is loaded").toBe("not-found");

  const hex = createHash("sha256").update("known").digest("hex");
  expect(await load(door.intake, hex)).toBe("supervisors-only");
  expect(await load(door.supervisor, hex)).toBe("done");
  const list = await listOf(door.intake);
  expect(hasHash(list, "sha256", fromBase64Url(known.sha256, 32))).toBe(true);
  expect(hasHash(list, "sha256", fromBase64Url(unknown.sha256, 32))).toBe(false);

  const elsewhere = await house.addAgency({ name: "Elsewhere", kind: "ngo" });
  const foreign = await house.addMember({ agencyId: elsewhere, name: "Ida", roles: ["intake-worker"] });
  const worker = await house.addMember({ agencyId: door.agencyId, name: "Wim", roles: ["caseworker"] });
  expect(await listOf(foreign), "another agency's list").toHaveLength(0);
  expect(await listOf(worker), "no intake").toHaveLength(0);
  for (const member of [foreign, worker, door.supervisor]) {
    expect(await send(member, known, "quarantine")).toBe("not-found");
  }
  expect(await piece(door.intake, known), "nothing was done yet").toBe("done");
  expect(await send(door.intake, known, "deletion"), "what is not quarantined is not deleted").toBe(
    "not-found",
  );

  expect(await send(door.intake, known, "quarantine")).toBe("done");
  expect(await send(door.intake, known, "quarantine"), "again").toBe("done");
  expect(await piece(door.intake, known)).toBe("attachment-quarantined");
  expect(await own(visit, known), "its writer is told nothing of the list").toBe("not-found");
  expect(await piece(foreign, known)).toBe("not-found");
  expect(await piece(door.intake, unknown), "the other one opens").toBe("done");
  expect(await own(visit, unknown)).toBe("done");

  expect(await send(foreign, known, "deletion")).toBe("not-found");
  expect(await send(door.intake, known, "deletion")).toBe("done");
  expect(await send(door.intake, known, "deletion"), "again").toBe("done");
  const { proposals } = await door.as(door.intake)<{
    proposals: readonly { id: string; kind: string; hash: string }[];
  }>("/api/proposals");
  const waiting = proposals.filter(({ kind }) => kind === "attachment.deletion");
  expect(waiting, "proposed once").toHaveLength(1);
  const confirm = (member: TestMember) =>
    codeOf(
      door.as(member)(`/api/proposals/${waiting[0]?.id}/confirm`, {
        method: "POST",
        body: { hash: waiting[0]?.hash },
      }),
    );
  expect(await confirm(door.intake), "nobody is their own second").toBe("proposal-own");
  expect(await confirm(worker)).toBe("not-found");
  const there = () =>
    house.owner.query("select id from door.attachment where id = any($1) order by id", [
      named.map(({ id }) => id),
    ]);
  expect((await there()).rowCount).toBe(2);
  expect(await confirm(door.supervisor)).toBe("done");
  expect((await there()).rows, "the other one stays").toEqual([{ id: unknown.id }]);
  const { rowCount } = await house.owner.query("select from door.attachment_piece where attachment_id = $1", [
    known.id,
  ]);
  expect(rowCount).toBe(0);

  const { rows: entries } = await house.owner.query(
    "select kind, content::text from ledger.entry where kind ~ '^(hash-list|attachment)\\.' or content::text ~ 'attachment'",
  );
  expect(entries.length).toBeGreaterThanOrEqual(4);
  const said = JSON.stringify(entries);
  for (const name of [known.id, known.sha256, hex, way.keys.address]) expect(said).not.toContain(name);
});

it("is quarantined for its writer's words too, and goes with their conversation", async () => {
  await load(door.supervisor, createHash("sha256").update("second").digest("hex"));
  const { way, named } = await someoneSends("second");
  const [known] = named;
  if (!known) throw new Error("it was sent");
  expect(await send(door.intake, known, "quarantine")).toBe("done");
  const visit = await Visit.begin(door.tools, way);
  expect(await own(visit, known)).toBe("not-found");
  await visit.deleteLetters();
  const { rowCount } = await house.owner.query("select from door.attachment where id = $1", [known.id]);
  expect(rowCount).toBe(0);
});

it("opens again by two people, of whom neither is alone; what the list names is marked again", async () => {
  await load(door.supervisor, createHash("sha256").update("a wrong line").digest("hex"));
  const { way, named } = await someoneSends("proof");
  const [proof] = named;
  if (!proof) throw new Error("it was sent");
  const visit = await Visit.begin(door.tools, way);
  expect(await send(door.intake, proof, "release"), "what is not quarantined is not released").toBe(
    "not-found",
  );
  expect(await send(door.intake, proof, "quarantine")).toBe("done");
  const elsewhere = await house.addAgency({ name: "Far away", kind: "ngo" });
  const foreign = await house.addMember({ agencyId: elsewhere, name: "Lia", roles: ["intake-worker"] });
  expect(await send(foreign, proof, "release")).toBe("not-found");
  expect(await send(door.supervisor, proof, "release"), "no intake").toBe("not-found");
  expect(await send(door.intake, proof, "release")).toBe("done");
  expect(await send(door.intake, proof, "release"), "again").toBe("done");
  const { proposals } = await door.as(door.intake)<{
    proposals: readonly { id: string; kind: string; hash: string; outcome: string }[];
  }>("/api/proposals");
  const waiting = proposals.filter(({ kind }) => kind === "attachment.release");
  expect(waiting, "proposed once").toHaveLength(1);
  const confirm = (member: TestMember) =>
    codeOf(
      door.as(member)(`/api/proposals/${waiting[0]?.id}/confirm`, {
        method: "POST",
        body: { hash: waiting[0]?.hash },
      }),
    );
  expect(await confirm(door.intake)).toBe("proposal-own");
  expect(await confirm(foreign)).toBe("not-found");
  expect(await piece(door.intake, proof), "until then it is open to nobody").toBe("attachment-quarantined");
  expect(await confirm(door.supervisor)).toBe("done");
  expect(await piece(door.intake, proof)).toBe("done");
  expect(await own(visit, proof), "its writer's too").toBe("done");
  const { rows } = await house.owner.query(
    "select content from ledger.entry where kind = 'attachment.released'",
  );
  expect(rows.map(({ content }) => JSON.parse(content))).toMatchObject([
    { memberId: door.intake.id, second: door.supervisor.id },
  ]);
  expect(JSON.stringify(rows)).not.toContain(proof.id);
  expect(await send(door.intake, proof, "quarantine"), "whoever opens what the list names").toBe("done");
  expect(await piece(door.intake, proof)).toBe("attachment-quarantined");
});

it("takes no list that a search would miss in, and keeps one of all three kinds as it is", async () => {
  const hashes = ["b", "a"].map((text) => createHash("sha256").update(text).digest());
  const putText = (text: string) =>
    codeOf(door.as(door.supervisor)("/api/hash-list", { method: "PUT", body: { hashes: text } }));
  const put = (...parts: Buffer[]) => putText(toBase64Url(Buffer.concat(parts)));
  const two = Buffer.from([0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0]);
  hashes.sort(Buffer.compare).reverse();
  expect(await put(two, ...hashes)).toBe("bad-hash-list");
  expect(await put(two, ...hashes.reverse())).toBe("done");
  expect(await put(...hashes), "without its head").toBe("bad-hash-list");
  expect(await put(Buffer.alloc(31))).toBe("bad-hash-list");
  for (const noBytes of ["0", "AB", `${toBase64Url(Buffer.alloc(31))}_`])
    expect(await putText(noBytes), noBytes).toBe("bad-hash-list");
  expect(await put(Buffer.alloc(131_073 * 32))).toMatch(/^(bad-body|too-large)$/);
  const kinds = ["md5", "sha1", "sha256"].map((kind) => createHash(kind).update("x").digest("hex"));
  expect(await load(door.supervisor, kinds.join(","))).toBe("done");
  expect(await listOf(door.intake)).toEqual(parseHashList(kinds.join("\n")));
  const { rows } = await house.owner.query(
    "select content::jsonb ->> 'count' as count from ledger.entry where kind = 'hash-list.loaded' order by id desc limit 1",
  );
  expect(rows).toEqual([{ count: "3" }]);
});

it("reads a body of a list's size from members alone", async () => {
  const put = (headers: Record<string, string>) =>
    house.app.inject({
      ...{ method: "PUT", url: "/api/hash-list", payload: "{" },
      headers: {
        origin: house.origin,
        host: new URL(house.origin).host,
        ...headers,
        "content-type": "application/json",
      },
    });
  expect((await put({})).json().code, "before it is read").toBe("not-signed-in");
  expect((await put(door.supervisor.headers())).json().code).toBe("bad-body");
});

it("keeps no list in the database that is none, whoever writes there", async () => {
  const write = (hex: string) =>
    house.owner.query("update door.hash_list set hashes = $1", [Buffer.from(hex, "hex")]).then(
      () => "kept",
      ({ constraint }: { constraint?: string }) => constraint,
    );
  const head = (md5: string) => `${"0".repeat(16)}${md5}`;
  expect(await write(head("00000000"))).toBe("hash_list_hashes_check");
  expect(await write(`${head("00000002")}${"aa".repeat(16)}`)).toBe("hash_list_hashes_check");
  expect(await write(`${head("ffffffff")}${"aa".repeat(16)}`)).toBe("hash_list_hashes_check");
  expect(await write(`${head("00000001")}${"aa".repeat(16)}`)).toBe("kept");
});
