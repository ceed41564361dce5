import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase } from "../../../core/db/index.ts";
import { fromBase32, fromBase64Url } from "../../../core/keys/index.ts";
import { keepRetention } from "../../../core/retention/index.ts";
import { type TestHouse, testHouse, testRandom } from "../../../core/testing.ts";
import { FirstLetter } from "../island/first-letter.ts";
import { Visit } from "../island/visit.ts";
import { makeWay, type Way } from "../island/way.ts";
import { openTestDoor, type TestDoor } from "../testing.ts";
import { PIECE_BYTES } from "./attachment.ts";
import type { NamedAttachment } from "./named.ts";
import { openNamed, type ToAttach, Upload } from "./upload.ts";

let house: TestHouse;
let door: TestDoor;
beforeAll(async () => {
  house = await testHouse();
  door = await openTestDoor(house);
});
afterAll(() => house.stop());

const PICTURE: ToAttach = {
  content: new Uint8Array(Buffer.from("They locked the blue gate. ".repeat(12_000))),
  type: "image/png",
  hiddenDetails: "removed",
  name: "picture.png",
};

async function someoneWrites(): Promise<Way> {
  const { doorSalt } = await door.tools.ask<{ doorSalt: string }>("/api/door");
  const way = await makeWay(door.tools, doorSalt);
  await new FirstLetter(door.tools, way).send({ text: "I have pictures.", language: "en" });
  return way;
}
const begin = (way: Way) => Visit.begin(door.tools, way);
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "done",
    (error: Error & { code?: string }) => error.code ?? error.name,
  );
const uploaded = async (way: Way, what = PICTURE): Promise<NamedAttachment> =>
  new Upload(what, randomUUID(), testRandom).run(await begin(way), () => undefined);
const asIntake = (named: NamedAttachment) =>
  openNamed(named, fromBase64Url(named.key, 32), (number) =>
    door.as(door.intake)<Uint8Array>(`/api/inbox/attachments/${named.id}/pieces/${number}`, {
      wants: "bytes",
    }),
  );

describe("an attachment", () => {
  it("goes with a letter, is opened by intake and by its writer, and by nobody else; the house holds locked bytes", async () => {
    const way = await someoneWrites();
    const named = await uploaded(way);
    const visit = await begin(way);
    await visit.reply({ text: "", language: "en", attachments: [named] }, 1);
    const { letters } = await (await begin(way)).read();
    expect(letters[1]?.ok && letters[1].attachments).toEqual([named]);
    expect(Buffer.from(await asIntake(named)).equals(Buffer.from(PICTURE.content))).toBe(true);
    const own = await openNamed(named, fromBase64Url(named.key, 32), (number) =>
      visit.getBytes(`/api/door/attachments/${named.id}/pieces/${number}`),
    );
    expect(own).toHaveLength(PICTURE.content.length);

    const { rows } = await house.owner.query(
      "select number, sealed from door.attachment_piece where attachment_id = $1",
      [named.id],
    );
    expect(rows).toHaveLength(3);
    expect(Buffer.concat(rows.map(({ sealed }) => sealed)).includes("blue gate")).toBe(false);

    const path = `/api/door/attachments/${named.id}/pieces/0`;
    const stranger = await begin(await someoneWrites());
    expect(await codeOf(stranger.getBytes(path))).toBe("not-found");
    expect(await codeOf(stranger.ask(`/api/door/attachments/${named.id}`, "DELETE"))).toBe("not-found");
    expect(await codeOf(stranger.putBytes(path, new Uint8Array(PIECE_BYTES)))).toBe("not-found");
    expect(await codeOf(stranger.ask(`/api/door/attachments/${named.id}`, "PUT", { pieces: 3 }))).toBe(
      "attachment-other",
    );
    expect(
      await codeOf(door.as(door.supervisor)(`/api/inbox/attachments/${named.id}/pieces/0`)),
      "no intake worker",
    ).toBe("not-found");
    const elsewhere = await house.addAgency({ name: "Elsewhere", kind: "ngo" });
    const foreign = await house.addMember({ agencyId: elsewhere, name: "Ida", roles: ["intake-worker"] });
    expect(await codeOf(door.as(foreign)(`/api/inbox/attachments/${named.id}/pieces/0`))).toBe("not-found");
    expect((await house.app.inject({ url: path, headers: { host: "leeward.test" } })).statusCode).toBe(401);
  });

  it("goes on after a line that broke, with the same pieces; what was kept is neither lost nor changed", async () => {
    const way = await someoneWrites();
    const visit = await begin(way);
    const breaks = ["before it arrives", "after"];
    const breakOff = (): Error => {
      breaks.shift();
      return new Error("offline");
    };
    const line = {
      ask: visit.ask.bind(visit),
      putBytes: async (path: string, bytes: Uint8Array<ArrayBuffer>) => {
        if (path.endsWith("/1") && breaks[0] === "before it arrives") throw breakOff();
        await visit.putBytes(path, bytes);
        if (path.endsWith("/1") && breaks[0] === "after") throw breakOff();
      },
    };
    const upload = new Upload(PICTURE, randomUUID(), testRandom);
    await expect(upload.run(line, () => undefined)).rejects.toThrow("offline");
    await expect(upload.run(line, () => undefined)).rejects.toThrow("offline");
    const shares: number[] = [];
    const named = await upload.run(line, (share) => shares.push(share));
    expect(shares.at(-1)).toBe(1);
    expect(await asIntake(named)).toHaveLength(PICTURE.content.length);

    const path = `/api/door/attachments/${named.id}`;
    expect(
      await codeOf(visit.putBytes(`${path}/pieces/1`, testRandom(PIECE_BYTES))),
      "another in its place",
    ).toBe("attachment-other");
    expect(await asIntake(named)).toHaveLength(PICTURE.content.length);
  });

  it("that is half there is shown to nobody, ends not, and is deleted after a day", async () => {
    const way = await someoneWrites();
    const visit = await begin(way);
    const id = randomUUID();
    const path = `/api/door/attachments/${id}`;
    await visit.ask(path, "PUT", { pieces: 2 });
    await visit.putBytes(`${path}/pieces/0`, testRandom(PIECE_BYTES));
    expect(await codeOf(visit.ask(`${path}/end`, "POST"))).toBe("attachment-unfinished");
    expect(await codeOf(visit.getBytes(`${path}/pieces/0`))).toBe("not-found");
    await house.owner.query(
      "update door.attachment set begun_hour = begun_hour - interval '26 hours' where id = $1",
      [id],
    );
    const worker = openDatabase({
      connectionString: house.connectionString.replace("user=postgres", "user=leeward_worker"),
      sizeMax: 1,
      log: () => undefined,
    });
    const named = await uploaded(way);
    await house.owner.query("update door.attachment set begun_hour = begun_hour - interval '26 hours'");
    await worker.transaction("leeward_clock_worker", (tx) => keepRetention.run(tx));
    await worker.close();
    const { rows } = await house.owner.query("select id from door.attachment where id = any($1)", [
      [id, named.id],
    ]);
    expect(rows, "a whole one stays").toEqual([{ id: named.id }]);
  });

  it("goes when its writer says so, and with the conversation; really", async () => {
    const way = await someoneWrites();
    const [one, two] = [await uploaded(way), await uploaded(way)];
    const visit = await begin(way);
    await visit.ask(`/api/door/attachments/${one.id}`, "DELETE");
    await visit.deleteLetters();
    const { rowCount } = await house.owner.query(
      "select from door.attachment_piece where attachment_id = any($1)",
      [[one.id, two.id]],
    );
    expect(rowCount).toBe(0);
  });

  it("is bounded: in its pieces and their sizes, in a mailbox, and in an hour of the whole house", async () => {
    const way = await someoneWrites();
    const visit = await begin(way);
    const path = (id = randomUUID()) => `/api/door/attachments/${id}`;
    for (const pieces of [0, 206, 1.5, "3"])
      expect(await codeOf(visit.ask(path(), "PUT", { pieces })), `${pieces}`).toBe("bad-body");
    const id = randomUUID();
    await visit.ask(path(id), "PUT", { pieces: 2 });
    expect(await codeOf(visit.putBytes(`${path(id)}/pieces/0`, testRandom(100))), "short, not the last").toBe(
      "attachment-other",
    );
    expect(await codeOf(visit.putBytes(`${path(id)}/pieces/2`, testRandom(100))), "beyond the last").toBe(
      "attachment-other",
    );
    expect(await codeOf(visit.putBytes(`${path(id)}/pieces/0`, testRandom(PIECE_BYTES + 1)))).toBe(
      "too-large",
    );
    expect(await codeOf(visit.ask(`${path(id)}/pieces/0`, "PUT", { a: 1 })), "JSON").toBe("wrong-type");
    for (let nth = 0; nth < 7; nth++) await visit.ask(path(), "PUT", { pieces: 205 });
    expect(await codeOf(visit.ask(path(), "PUT", { pieces: 205 })), "200 MiB").toBe("attachments-full");
    for (let nth = 0; nth < 32; nth++) await visit.ask(path(), "PUT", { pieces: 1 });
    expect(await codeOf(visit.ask(path(), "PUT", { pieces: 1 })), "40").toBe("attachments-full");
    const owner = toBytes(way);
    await house.owner.query(
      `insert into door.attachment (id, mailbox, pieces) select gen_random_uuid(), $1, 205 from generate_series(1, 160)`,
      [owner],
    );
    const other = await begin(await someoneWrites());
    expect(await codeOf(other.ask(path(), "PUT", { pieces: 205 })), "4 GiB in an hour").toBe("too-many");
    await house.owner.query("delete from door.attachment where mailbox = $1", [owner]);
    expect(await codeOf(other.ask(path(), "PUT", { pieces: 205 }))).toBe("done");
  });
});

const toBytes = (way: Way): Buffer => Buffer.from(fromBase32(way.keys.address));
