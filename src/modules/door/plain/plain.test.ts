import { randomUUID } from "node:crypto";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TryLimit } from "../../../core/http/index.ts";
import { loadWordList, wordLanguages } from "../../../core/identity/words/lists.ts";
import { registerProposals } from "../../../core/proposals/index.ts";
import { type TestHouse, tablesThatHold, testHouse } from "../../../core/testing.ts";
import { DOOR_LANGUAGES } from "../../../core/texts/index.ts";
import { Visit } from "../island/visit.ts";
import { readWay } from "../island/way.ts";
import { sayIn } from "../pages/texts/index.ts";
import { openTestDesk, openTestDoor, type TestDoor } from "../testing.ts";
import { ShownAddresses } from "./shown.ts";
import { Turns } from "./turns.ts";

/**
 * The plain way: what a browser without a lock sends, locked by the server. Threats: what was typed stays in the database in
 * the clear; another site's form; a flood that keeps the server at work; a stand-in that the page did not show; another
 * one's letter opened by the mark of a form. Mutants: the limit is not taken; the stand-in is not compared; the mark alone,
 * without the text, makes the words; the parser is there for every route.
 */
let house: TestHouse;
let door: TestDoor;
let other: TestDoor;
beforeAll(async () => {
  house = await testHouse();
  registerProposals(house.app, house.house);
  door = await openTestDoor(house);
  other = await openTestDesk(house, "Safe Harbour");
});
afterAll(() => house.stop());

const TEXT = "Señor Quillfeather keeps 4 passports in the grey van.";
const say = sayIn("en");
const own = () => ({ host: new URL(house.origin).host, origin: house.origin });

/** What a form answers, before a browser goes on. */
const send = (path: string, fields: Record<string, string>, headers: Record<string, string> = own()) =>
  house.app.inject({
    ...{ method: "POST", url: path },
    headers: { ...headers, "content-type": "application/x-www-form-urlencoded" },
    payload: new URLSearchParams({ lang: "en", ...fields }).toString(),
  });
const look = (url: string) => house.app.inject({ url, headers: { host: own().host } });
async function post(...sent: Parameters<typeof send>) {
  const answer = await send(...sent);
  return answer.statusCode === 303 ? look(String(answer.headers.location)) : answer;
}
const formAt = async (path = "/plain?lang=en") => {
  const { body } = await house.app.inject({ url: path, headers: own() });
  const hidden = (name: string) =>
    new RegExp(`name="${name}" hidden[^>]*><option data-varies>([^<]*)<`).exec(body)?.[1] ?? "";
  return { body, once: hidden("once"), standInShown: hidden("standInShown") };
};
const told = { text: TEXT, language: "en", subject: "" };
const digitsIn = (body: string): string =>
  [...body.matchAll(/<small>\d<\/small>(\d+)</g)].map(([, group]) => group).join(" ");
const mailboxes = async (): Promise<number> =>
  (await house.owner.query("select count(*)::int as n from door.mailbox")).rows[0].n;

describe("the plain way", () => {
  it("keeps what was sent locked like any other letter: in no table is a word of it, nor of the way back", async () => {
    const { once } = await formAt();
    const answer = await post("/plain", { ...told, once });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers["cache-control"]).toBe("no-store");
    const digits = digitsIn(answer.body);
    expect(digits).toMatch(/^(\d{4} ){5}\d{3} \d{3}$/);
    const opened = await post("/plain/back", { words: digits });
    expect(opened.body).toContain(TEXT);
    for (const needle of [TEXT, "Quillfeather", digits.replaceAll(" ", ""), once]) {
      const hex = Buffer.from(needle).toString("hex");
      for (const form of [needle, hex]) expect(await tablesThatHold(house.owner, form), needle).toEqual([]);
    }
  });

  it("gives eight words of the reader's own language first where there is a list, and digits first where there is none", async () => {
    for (const lang of DOOR_LANGUAGES) {
      const { body } = await post("/plain", { ...told, lang, once: (await formAt()).once });
      const own = wordLanguages.find((known) => known === lang);
      const list = await loadWordList(own ?? "en");
      const shown = new RegExp(`<ol class="words" translate="no" lang="${list.language}">(.*?)</ol>`).exec(
        body,
      );
      const words = [...(shown?.[1] ?? "").matchAll(/<li>([^<]+)</g)].map(([, word]) => word);
      expect([words.length, words.filter((word) => !list.words.includes(word ?? ""))], lang).toEqual([8, []]);
      expect((shown?.index ?? 0) < body.indexOf('<ol class="digits"'), lang).toBe(own !== undefined);
      expect(body).toContain(sayIn(lang)(own ? "words-title" : "words-title-digits"));
      expect((await post("/plain/back", { lang, words: words.join(" ") })).body, lang).toContain(TEXT);
    }
  });

  it("shows nothing as the answer to a form with words in it: each leads to an address that says nothing and ends", async () => {
    const { once } = await formAt();
    const sent = await send("/plain", { ...told, once });
    expect([sent.statusCode, sent.body, sent.headers["cache-control"]]).toEqual([303, "", "no-store"]);
    // At once: another server does not have the key of an hour that was over when it was first asked.
    const other = new ShownAddresses(house.house);
    expect(
      await other.open(String(sent.headers.location).split("p=")[1] ?? ""),
      "by another server",
    ).not.toBeNull();
    const digits = digitsIn((await look(String(sent.headers.location))).body);
    const words = digits.replaceAll(" ", "");
    const asked: readonly (readonly [string, Record<string, string>, string])[] = [
      ["/plain/back", { words: digits }, TEXT],
      ["/plain/back", { words: `${digits} one` }, "</textarea>"],
      ["/plain/letters", { words: digits, text: "One thing more.", seen: "1" }, "One thing more."],
      ["/plain/delete", { words: digits }, say("talk-delete-yes")],
      ["/plain/delete", { words: digits, sure: "yes" }, say("talk-deleted-done")],
    ];
    const addresses = [String(sent.headers.location)];
    for (const [path, fields, shown] of asked) {
      const answer = await send(path, fields);
      expect([answer.statusCode, answer.body], path).toEqual([303, ""]);
      const address = String(answer.headers.location);
      addresses.push(address);
      for (const form of [
        address,
        Buffer.from(address.split("p=")[1] ?? "", "base64url").toString("latin1"),
      ]) {
        for (const needle of [TEXT, words, digits, "One thing", "letters", "deleted"])
          expect(form, path).not.toContain(needle);
      }
      expect((await look(address)).body, path).toContain(shown);
    }
    // Another one's address, one that was changed, none; ten minutes later; in the next hour, when its key is gone.
    const [first = ""] = addresses;
    const over = async (address: string) => (await look(address)).body.includes(say("plain-over"));
    expect(await over(first)).toBe(false);
    expect(await over(`${first.slice(0, -3)}AAA`)).toBe(true);
    expect(await over("/plain/open?lang=en&p=")).toBe(true);
    const { now } = house.clock;
    house.clock.now = new Date(now.getTime() + 9 * 60_000);
    expect(await over(first), "so long that a page can be loaded again").toBe(false);
    house.clock.now = new Date(now.getTime() + 10 * 60_000);
    expect(await over(first)).toBe(true);
    house.clock.now = now;
    const { rows } = await house.owner.query("select salt from http.attempt_hour");
    await house.owner.query("update http.attempt_hour set salt = sha256(salt)");
    expect(
      await new ShownAddresses(house.house).open(first.split("p=")[1] ?? ""),
      "without the hour's salt",
    ).toBeNull();
    await house.owner.query("update http.attempt_hour set salt = $1", [rows[0].salt]);
  });

  it("tells whoever reads a letter at the desk that the server locked it", async () => {
    const { once } = await formAt();
    const digits = digitsIn((await post("/plain", { ...told, text: "By the plain way.", once })).body);
    await post("/plain/letters", { words: digits, text: "And more.", seen: "1" });
    const { doorSalt } = await door.tools.ask<{ doorSalt: string }>("/api/door");
    const way = await readWay(door.tools, digits, "en", doorSalt);
    if ("slip" in way) throw new Error("These digits open nothing.");
    const locked = await door.readBodies(door.intake, way.keys.address);
    expect(locked.map(({ text, byServer }) => [text, byServer])).toEqual([
      ["By the plain way.", true],
      ["And more.", true],
    ]);
    // What a browser of their own locks says nothing of it, in the very same conversation.
    const visit = await Visit.begin(door.tools, way);
    await visit.reply({ text: "From my own phone.", language: "en" }, 2);
    expect((await door.readBodies(door.intake, way.keys.address)).at(-1)).not.toHaveProperty("byServer");
  });

  it("makes one mailbox of one form, and another of another text or another form", async () => {
    const { once } = await formAt();
    const before = await mailboxes();
    const first = digitsIn((await post("/plain", { ...told, once })).body);
    expect(digitsIn((await post("/plain", { ...told, once })).body)).toBe(first);
    expect(await mailboxes()).toBe(before + 1);
    const another = digitsIn((await post("/plain", { ...told, text: `${TEXT}!`, once })).body);
    const next = digitsIn((await post("/plain", { ...told, once: (await formAt()).once })).body);
    expect(new Set([first, another, next]).size).toBe(3);
    expect(await mailboxes()).toBe(before + 3);
  });

  it("is refused from another site, and no other route takes a form", async () => {
    const { once } = await formAt();
    const foreign = { host: own().host, origin: "https://elsewhere.example" };
    expect((await post("/plain", { ...told, once }, foreign)).statusCode).toBe(403);
    const nameless = { host: own().host, origin: "null", "sec-fetch-site": "cross-site" };
    expect((await post("/plain", { ...told, once }, nameless)).statusCode).toBe(403);
    expect((await post("/api/door/mailboxes", { address: "x" })).statusCode).toBe(415);
    expect((await post("/api/words/challenge", { address: "x" })).statusCode).toBe(415);
  });

  it("shows what was written as text, and what is said of a slip with what was typed", async () => {
    const { once } = await formAt();
    const nasty = `</textarea><script>alert(1)</script> & "${TEXT}"`;
    const digits = digitsIn((await post("/plain", { ...told, text: nasty, once })).body);
    const opened = await post("/plain/back", { words: digits });
    expect(opened.body).not.toContain("<script>alert");
    const slipped = await post("/plain/back", { words: "</textarea><script>alert(1)</script> one two" });
    expect(slipped.body).not.toContain("<script>alert");
    expect(slipped.body).toContain("There must be eight.");
    const long = await post("/plain", { ...told, text: "x".repeat(20_001), once });
    expect(long.statusCode).toBe(400);
  });

  it("names who may open it when nobody does, and seals nothing to them that the page did not show", async () => {
    const body = { agencyId: other.agencyId, hours: 48 };
    const asked = { method: "POST", body, key: randomUUID() } as const;
    await door.as(door.supervisor)("/api/stand-ins", asked);
    const { rows } = await house.owner.query(
      "select id, encode(content_hash, 'hex') as hash from proposals.proposal where outcome is null",
    );
    const [{ id, hash }] = rows;
    await door.as(other.supervisor)(`/api/proposals/${id}/confirm`, {
      ...{ method: "POST", body: { hash }, key: randomUUID() },
    });
    const { body: page, once, standInShown } = await formAt();
    expect(page).toContain("Safe Harbour may open it.");
    const sealed = async () =>
      (await house.owner.query("select count(*)::int as n from door.stand_in_wait")).rows[0].n;
    const before = await sealed();
    const changed = await post("/plain", {
      ...told,
      once,
      standIn: "yes",
      standInShown: `${randomUUID()} 48`,
    });
    expect(changed.body).toContain(say("stand-in-changed"));
    expect(changed.body, "nothing typed is lost").toContain(TEXT);
    await post("/plain", { ...told, once, standInShown });
    expect(await sealed(), "taken out").toBe(before);
    const next = await formAt();
    await post("/plain", { ...told, once: next.once, standIn: "yes", standInShown: next.standInShown });
    expect(await sealed()).toBe(before + 1);
  });

  it("is for six hundred acts an hour; then the page says so, keeps the text, and the way with a lock stays open", async () => {
    const limit = new TryLimit(house.house, { kind: "plain", perHourMax: 600 });
    await expect(
      (async () => {
        for (let tries = 0; tries < 601; tries++) await limit.take("plain", "count");
      })(),
    ).rejects.toMatchObject({ code: "too-many" });
    const { once } = await formAt();
    const answer = await post("/plain", { ...told, once });
    expect(answer.statusCode).toBe(503);
    expect(answer.body).toContain("You did nothing wrong");
    expect(answer.body).toContain(TEXT);
    await door.tools.ask("/api/door");
  });

  it("keeps no key that came of a turn once it was given", async () => {
    setFlagsFromString("--expose-gc");
    const collect: () => void = runInNewContext("gc");
    const turns = new Turns(2);
    const take = async () => new WeakRef(await turns.take(async () => ({ secret: "of someone" })));
    const key = await take();
    await expect
      .poll(() => {
        collect();
        return key.deref() === undefined;
      })
      .toBe(true);
  });

  it("turns words into keys one after the other, and lets no more than so many wait", async () => {
    const turns = new Turns(2);
    const gates = [1, 2, 3].map(() => Promise.withResolvers<number>());
    let begun = 0;
    const takes = gates.map(({ promise }) =>
      turns.take(() => {
        begun += 1;
        return promise;
      }),
    );
    await expect(takes[2]).rejects.toMatchObject({ code: "busy" });
    expect(begun).toBeLessThanOrEqual(1);
    gates[0]?.reject(new Error("failed"));
    await expect(takes[0]).rejects.toThrow("failed");
    gates[1]?.resolve(7);
    expect(await takes[1]).toBe(7);
    await expect(
      turns.take(async () => 8),
      "free again",
    ).resolves.toBe(8);
  });

  it("says in each language what is weaker, before the first field", async () => {
    for (const language of DOOR_LANGUAGES) {
      for (const path of ["/plain", "/plain/back"]) {
        const { body } = await formAt(`${path}?lang=${language}`);
        const weaker = body.indexOf(sayIn(language)("plain-weaker"));
        expect(weaker, `${language} ${path}`).toBeGreaterThan(0);
        expect(body.indexOf("<textarea"), `${language} ${path}`).toBeGreaterThan(weaker);
      }
    }
  });
});
