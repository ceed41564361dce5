import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readDoorConfig } from "../../core/config/door.ts";
import { pageHash } from "../../core/ledger/index.ts";
import { type TestHouse, testHouse } from "../../core/testing.ts";
import { DOOR_LANGUAGES, localeOf } from "../../core/texts/index.ts";
import { Gathering, importRecords } from "../directory/index.ts";
import { ownAdvice } from "./advice/read.ts";
import { WORKER_POLICY } from "./pages/index.ts";
import { chooseLanguage } from "./pages/language.ts";
import { sayIn } from "./pages/texts/index.ts";
import { reviewedBy } from "./pages/texts/reviews.ts";
import { openTestDoor, type TestDoor } from "./testing.ts";

const PAGES = [
  "/",
  "/tell",
  "/back",
  "/words",
  "/conversation",
  "/my-file",
  "/new-words",
  "/answer",
  "/plain",
  "/plain/back",
  "/help",
  "/about",
  "/proof",
  "/orders",
];

describe("the language of a page", () => {
  it("is the one asked for, else the first of the browser's that we have, else English", () => {
    const table: readonly (readonly [string | undefined, string | undefined, string])[] = [
      ["ar", "en", "ar"],
      ["AR-EG", undefined, "ar"],
      ["xx", "ar;q=0.8, en;q=0.9", "en"],
      [undefined, "fr-CA, ar;q=0.5", "fr"],
      [undefined, "de-DE, ar;q=0.5", "ar"],
      [undefined, "ar;q=0, de", "en"],
      ["zh-Hant-TW", "en", "zh"],
      [undefined, "tl-PH", "fil"],
      [undefined, ";;q=,,", "en"],
      [undefined, "ar;q=nonsense", "en"],
      ["<script>", undefined, "en"],
      [undefined, `${"x,".repeat(10_000)}ar`, "en"],
      [undefined, undefined, "en"],
    ];
    for (const [asked, accepted, language] of table) expect(chooseLanguage(asked, accepted)).toBe(language);
  });
});

describe("the public pages", () => {
  let house: TestHouse;
  let door: TestDoor;
  beforeAll(async () => {
    house = await testHouse();
    door = await openTestDoor(house);
    await house.owner.query("update identity.agency set name = $1", [
      `Open "Door" <img src=x onerror=alert(1)> & more`,
    ]);
  });
  afterAll(() => house.stop());
  const get = (url: string, headers: Record<string, string> = {}) =>
    house.app.inject({ url, headers: { host: "leeward.test", ...headers } });

  it("set no cookie, keep nothing in a cache, run no script of the page's own and ask for nothing from others", async () => {
    for (const path of PAGES) {
      const page = await get(path, { "accept-language": "en" });
      expect(page.statusCode, path).toBe(200);
      expect(page.headers["set-cookie"]).toBeUndefined();
      expect(page.headers["cache-control"]).toBe("no-store");
      expect(page.headers["content-security-policy"]).toMatch(/default-src 'self'/);
      expect(page.headers["content-security-policy"], "WebAssembly runs in the worker alone").not.toMatch(
        /wasm|unsafe/,
      );
      expect(page.body).not.toMatch(/<script(?![^>]* src="\/assets\/)|<style|\son\w+=|style="/);
      expect(page.body.match(/https?:\/\//g), path).toBeNull();
    }
  });

  it("make no formatter anew for a page that was shown before: each would stay in a server's memory", async () => {
    const all = ["fr", "ar"].flatMap((language) => PAGES.map((path) => `${path}?lang=${language}`));
    for (const page of all) await get(page);
    const made: string[] = [];
    const kinds = ["DateTimeFormat", "NumberFormat", "PluralRules", "ListFormat", "DisplayNames"] as const;
    const before = kinds.map((kind) => [kind, Intl[kind]] as const);
    for (const [kind, Maker] of before)
      Object.assign(Intl, {
        [kind]: class extends (Maker as typeof Intl.NumberFormat) {
          constructor(...how: ConstructorParameters<typeof Intl.NumberFormat>) {
            super(...how);
            made.push(kind);
          }
        },
      });
    try {
      new Intl.PluralRules("fr");
      for (const page of all) expect((await get(page)).statusCode).toBe(200);
    } finally {
      Object.assign(Intl, Object.fromEntries(before));
    }
    expect(made, "the one of this test").toEqual(["PluralRules"]);
  });

  it("say in the reader's language, with the number to call, that they cannot open just now; a program gets a problem", async () => {
    const flood = Promise.withResolvers<void>();
    const others = Array.from({ length: 126 }, () => house.house.publicReads.read(() => flood.promise));
    const asked = "/help?place=Port&lang=";
    const pages = await Promise.all(
      DOOR_LANGUAGES.map((language) => get(asked + language, { accept: "text/html,*/*;q=0.8" })),
    );
    const plain = await get(`${asked}en`, { accept: "*/*" });
    const bySettings = await get("/help", { accept: "text/html", "accept-language": "uk, en;q=0.5" });
    flood.resolve();
    await Promise.all(others);
    for (const [nth, page] of pages.entries()) {
      const language = DOOR_LANGUAGES[nth] ?? "en";
      expect([page.statusCode, page.headers["retry-after"], page.headers["cache-control"]], language).toEqual(
        [...[503, "5", "no-store"]],
      );
      expect(page.headers["content-type"]).toBe("text/html; charset=utf-8");
      expect(page.headers["content-security-policy"]).toMatch(/default-src 'self'/);
      expect(page.body).toContain(`<html lang="${language}"`);
      expect(page.body).toContain(sayIn(language)("away-title"));
      expect(page.body).toContain('href="tel:112"');
      expect(page.body, "the same page again, with what was asked of it").toContain('href="">');
      expect(page.body).not.toContain("Port");
    }
    expect(bySettings.body).toContain('<html lang="uk"');
    expect([plain.statusCode, plain.json().code, plain.headers["retry-after"]]).toEqual([503, "busy", "5"]);
    expect((await get(`${asked}en`, { accept: "text/html" })).statusCode, "afterwards").toBe(200);
  });

  it("lead Tor Browser to the onion address, where the house has one, and from there nowhere", async () => {
    const onion = `http://${"leeward".repeat(8)}.onion`;
    expect((await get("/tell?lang=en")).headers["onion-location"]).toBeUndefined();
    const { origins } = house.house.config;
    Object.assign(house.house.config, { origins: [...origins, onion] });
    try {
      for (const path of ["/?lang=en", "/tell?lang=ar", "/about"]) {
        expect((await get(path)).headers["onion-location"], path).toBe(onion + path);
      }
      Object.assign(house.house.config, { origins: [onion.replace(".onion", ".example"), house.origin] });
      expect((await get("/tell?lang=en")).headers["onion-location"], "no onion").toBeUndefined();
    } finally {
      Object.assign(house.house.config, { origins });
    }
  });

  it("let each reader look for who speaks their language", async () => {
    const { body } = await get("/help?lang=en");
    const offered = [...body.matchAll(/<option value="([a-z]+)"/g)].map(([, code]) => code);
    expect(DOOR_LANGUAGES.filter((language) => !offered.includes(language))).toEqual([]);
  });

  it("let each reader look for what they need, and take along what is near, with its age and the file's own name", async () => {
    const agencyId = await house.addAgency({ name: "Safe rooms", kind: "shelter" });
    const { secret } = await house.addMember({ agencyId, name: "Keeper", roles: ["supervisor"] });
    const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
    const gathering = new Gathering();
    for (let n = 1; n <= 45; n++) {
      const address = {
        ...{ id: id(3_000 + n), address_1: "7 Rosewood Lane", city: "Westport", state_province: "" },
        ...{ postal_code: "R9X 4ZZ", country: "XX", address_type: "physical" },
      };
      const location = {
        ...{ id: id(2_000 + n), location_type: "physical", addresses: [address] },
        leeward_confidentiality: "place",
      };
      const service = {
        ...{ id: id(n), name: `Room ${n} <b>`, status: "active", description: "Call first." },
        ...{ leeward_needs: n === 45 ? "law" : "sleep", assured_date: "2026-11-20" },
        phones: [{ id: id(4_000 + n), number: `+43 800 ${n}` }],
        service_at_locations: [{ id: id(1_000 + n), location }],
      };
      gathering.add("service", service, { file: "test", row: n });
    }
    expect(gathering.refused).toEqual([]);
    await importRecords(house.house, secret, gathering, {});
    const names = (body: string) => [...body.matchAll(/Room (\d+) &#60;b&#62;/g)].map(([, n]) => Number(n));
    expect(names((await get("/help?lang=en&need=law")).body)).toEqual([45]);
    const second = (await get("/help?lang=en&need=sleep")).body;
    expect(second, "turned on with what was asked").toMatch(/need&#61;sleep[^"]*"|need=sleep[^"]*"/);
    for (const language of DOOR_LANGUAGES) {
      const { body } = await get(`/help?lang=${language}&need=work`);
      for (const code of ["sleep", "health", "talk", "law", "work", "papers", "language", "food"] as const) {
        expect(body, language).toContain(`>${sayIn(language)(`need-${code}`)}<`);
      }
      expect(body, "what was asked stays chosen").toContain('value="work" selected');
      expect(names(body), language).toEqual([]);
    }
    // Where advice is open without a signature, as in the demonstration.
    Object.assign(house.house, { demonstration: true });
    try {
      const form = (await get("/copy?lang=en")).body;
      expect(form).toContain('action="/copy/notes.html"');
      for (const language of DOOR_LANGUAGES) {
        const copy = await get(`/copy/notes.html?lang=${language}&places=yes&place=westport&need=sleep`);
        expect([copy.statusCode, copy.headers["content-disposition"], copy.headers["cache-control"]]).toEqual(
          [...[200, 'attachment; filename="notes.html"', "no-store"]],
        );
        expect(names(copy.body).length, `${language}: no more than forty`).toBe(40);
        expect(copy.body).toContain('href="tel:+438001"');
        const date = new Intl.DateTimeFormat(localeOf(language), {
          dateStyle: "long",
          timeZone: "UTC",
        }).format(house.house.now());
        expect(copy.body, "its age").toContain(sayIn(language)("copy-places-on", { date }));
        expect(copy.body).toContain(sayIn(language)("copy-places-some", { shown: 40, count: 44 }));
        expect(copy.body, "a shelter's address").not.toMatch(/Rosewood|R9X/i);
        expect(copy.body).not.toMatch(/<script|<style|<link|<img|https?:|href="\/|src=|Room \d+ <b>/);
      }
      const none = await get("/copy/notes.html?lang=en&places=yes&place=nowhere");
      expect(none.body).toContain(sayIn("en")("help-none"));
      const without = (await get("/copy/notes.html?lang=en")).body;
      expect(names(without), "unasked").toEqual([]);
      expect((await get("/copy/notes.html?lang=en&places=all")).statusCode).toBe(400);
    } finally {
      Object.assign(house.house, { demonstration: false });
    }
  });

  it("have the same neutral title, and name no agency before someone chose to write", async () => {
    for (const path of PAGES) {
      const page = await get(`${path}?lang=en`);
      expect(page.body).toContain("<title>Everyday advice</title>");
      expect(page.body.includes("Open &#34;Door")).toBe(["/tell", "/plain"].includes(path));
    }
  });

  // Kills: any member's sign-in counts, another agency's, a suspended member's, one that waits for a second factor; an
  // old one counts; the hours are not the house's.
  it("say before a word is typed that nobody who answers has been there, and nothing of who or when", async () => {
    const { agencyId, intake } = door;
    const sessions = (memberId: string) => ({
      set: (assignment: string) =>
        house.owner.query(`update identity.session set ${assignment} where member_id = $1`, [memberId]),
    });
    const isQuiet = async () => {
      const page = (await get("/tell?lang=en")).body;
      const said = page.includes("No one who answers has been here for 24 hours or more");
      expect(page, "an element for the comparison of pages").toMatch(/<span data-varies>/);
      return said;
    };
    expect(await isQuiet(), "the intake worker has just signed in").toBe(false);
    const mine = sessions(intake.id);
    await mine.set("proved_at = now() - interval '23 hours 59 minutes'");
    expect(await isQuiet()).toBe(false);
    await mine.set("proved_at = now() - interval '24 hours 1 minute'");
    expect(await isQuiet()).toBe(true);
    await house.addMember({ agencyId, name: "Led", roles: ["supervisor"] });
    const elsewhere = await house.addAgency({ name: "Elsewhere", kind: "ngo" });
    await house.addMember({ agencyId: elsewhere, name: "Far", roles: ["intake-worker"] });
    expect(await isQuiet(), "others do not answer here").toBe(true);
    await mine.set("proved_at = now(), stage = 'password'");
    expect(await isQuiet(), "half a sign-in").toBe(true);
    await mine.set("stage = 'full', ended_at = now()");
    expect(await isQuiet(), "who was here and went").toBe(false);
    await house.owner.query("update identity.member set status = 'suspended' where id = $1", [intake.id]);
    expect(await isQuiet(), "suspended").toBe(true);
    expect((await get("/tell?lang=en")).body).not.toMatch(/They answer within/);
  });

  // Kills: who is signed in decides; it is said of whoever is agreed to be there and did not come; others are shown while
  // someone is here; a closed or a hidden service is shown.
  it("say before a word is typed when someone is there, whether that is now, how soon they answer, and else who is open", async () => {
    const { intake } = door;
    const own = house.house.config.door;
    const others = await house.addAgency({ name: "Tea Room", kind: "ngo" });
    const editor = await house.addMember({ agencyId: others, name: "Bo", roles: ["supervisor"] });
    const weekly = { freq: "WEEKLY", byday: "MO,TU,WE,TH,FR,SA,SU", timezone: 0 };
    const service = (n: number, name: string, more: object) => ({
      ...{ id: `00000000-0000-4000-8000-00000000010${n}`, name, status: "active" },
      organization: { id: "00000000-0000-4000-8000-000000000100", name: "Tea Room", description: "Tea" },
      phones: [{ id: `00000000-0000-4000-8000-00000000011${n}`, number: `+15550${n}` }],
      schedules: [
        { id: `00000000-0000-4000-8000-00000000012${n}`, ...weekly, opens_at: "00:00", closes_at: "23:59" },
      ],
      ...more,
    });
    const gathering = new Gathering();
    for (const one of [
      service(1, "Tea <i>and</i> talk", {}),
      service(2, "Behind the door", { leeward_confidentiality: "hidden" }),
      service(3, "Long ago", { status: "inactive" }),
      service(4, "No telephone", { phones: [] }),
    ])
      gathering.add("service", one, { file: "test", row: 1 });
    expect(gathering.refused).toEqual([]);
    await importRecords(house.house, editor.secret, gathering, {});
    const tell = async (attended: string, lang = "en") => {
      const door = readDoorConfig({ LEEWARD_DOOR_ATTENDED: attended, LEEWARD_DOOR_ANSWER_HOURS: "4" });
      Object.assign(house.house.config, { door: { ...own, ...door } });
      return (await get(`/tell?lang=${lang}`)).body.replaceAll("\u2060", "");
    };
    const set = (assignment: string) =>
      house.owner.query(`update identity.session set ${assignment} where member_id = $1`, [intake.id]);
    await house.owner.query("update identity.member set status = 'active' where id = $1", [intake.id]);
    await set("stage = 'full', proved_at = now()");
    const now = house.clock.now;
    try {
      house.clock.now = new Date("2027-01-04T12:05:00Z");
      const here = await tell("mo-fr 08:00-20:00, sa 10:00-14:00");
      expect(here).toContain(
        "Someone is here Mon–Fri \u206608:00–20:00\u2069, Sat \u206610:00–14:00\u2069. It is 12:05 here. Someone is here now.",
      );
      expect(here).toContain("They answer within 4 hours.");
      expect(here).not.toContain("Tea &#60;i");
      expect(await tell("mo-fr 08:00-20:00", "ar")).toMatch(/الاثنين–الجمعة \u206608:00–20:00\u2069/);
      expect(await tell("always")).toContain("Someone is here day and night. Someone is here now.");

      const away = await tell("tu 08:00-20:00");
      expect(away).toContain("Someone is here Tue \u206608:00–20:00\u2069. It is 12:05 here.");
      expect(away).toContain(
        "No one is here just now. You can write at any hour. Open now: \u2068Tea &#60;i&#62;and",
      );
      expect(away).toContain("\u2066+155501\u2069.");
      expect(away).not.toMatch(/Someone is here now|Behind the door|Long ago|No telephone/);
      expect(away).toContain('href="/help?lang&#61;en&amp;open=yes"');

      await set("proved_at = now() - interval '25 hours'");
      const missing = await tell("mo-fr 08:00-20:00");
      expect(missing).toContain("No one who answers has been here for 24 hours or more");
      expect(missing).toContain("Open now: \u2068Tea");
      expect(missing).not.toMatch(/Someone is here now|No one is here just now/);
      const pages = [here, away, missing].map(pageHash);
      expect(new Set(pages).size, "to outsiders one page").toBe(1);
    } finally {
      house.clock.now = now;
      Object.assign(house.house.config, { door: own });
    }
  });

  it("show a name as text, whatever it holds", async () => {
    const page = await get("/tell?lang=en");
    expect(page.body).not.toContain("<img");
    expect(page.body).toContain("&#60;img src&#61;x");
  });

  it("answer odd addresses with the page, or with a problem that repeats nothing of them", async () => {
    for (const lang of [
      "<script>alert(1)</script>",
      "'; drop table door.mailbox; --",
      "\u202ear",
      "x".repeat(40),
    ]) {
      const page = await get(`/tell?lang=${encodeURIComponent(lang)}`, { "accept-language": "ar" });
      expect(page.statusCode).toBe(200);
      expect(page.body).toContain('lang="ar"');
      expect(page.body).not.toContain(lang);
    }
    for (const query of ["lang=%00", `lang=${"x".repeat(41)}`, "lang=en&lang=ar"]) {
      expect((await get(`/tell?${query}`)).statusCode, query).toBe(400);
    }
    expect((await get("/tell?lang=en", { host: "evil.test" })).statusCode).toBe(421);
  });

  it("lead from where one tells, on the plain way too, to what is passed on about children, where that may be read", async () => {
    const leads = async (path: string, language: string) =>
      (await get(`${path}?lang=${language}`)).body.includes(`href="/children?lang&#61;${language}"`);
    for (const path of ["/tell", "/plain"]) expect(await leads(path, "en"), `${path}, unsigned`).toBe(false);
    Object.assign(house.house, { demonstration: true });
    try {
      for (const language of DOOR_LANGUAGES) {
        for (const path of ["/tell", "/plain"])
          expect(await leads(path, language), `${path} ${language}`).toBe(true);
        for (const path of ["/tell", "/plain"])
          expect((await get(`${path}?lang=${language}`)).body).toContain(sayIn(language)("tell-children"));
        expect((await get(`/children?lang=${language}`)).statusCode, language).toBe(200);
      }
    } finally {
      Object.assign(house.house, { demonstration: false });
    }
  });

  it("say that the ledger's page is in English where it is not in the reader's language", async () => {
    for (const language of DOOR_LANGUAGES) {
      const says = (await get(`/about?lang=${language}`)).body.includes(
        '<span class="quiet" lang="en">(English)</span>',
      );
      expect(says, language).toBe(language !== "en" && language !== "ar");
    }
  });

  it("keep safety advice closed in production until a reader has signed it, and say so nowhere else", async () => {
    for (const path of ["/phone", "/happens", "/job", "/rights", "/children"])
      expect((await get(path)).statusCode).toBe(404);
    expect((await get("/?lang=en")).body).not.toContain('href="/phone');
    expect((await get("/?lang=en")).body).toContain("No native reader has checked this text yet.");
    // What the law may ask about children is said before a word is typed, whether or not the page about it is open.
    const tell = (await get("/tell?lang=en")).body;
    const who = tell.indexOf(
      "the people here who work with children may have to tell the child protection office",
    );
    expect(who).toBeGreaterThan(0);
    expect(who).toBeLessThan(tell.indexOf("<form"));
    expect(tell).not.toContain('href="/children');
    // Which, and why.
    for (const language of DOOR_LANGUAGES) {
      const home = (await get(`/?lang=${language}`)).body;
      expect(home).toContain(sayIn(language)("advice-closed"));
      for (const pack of ownAdvice("coe").values()) expect(home).toContain(pack.title[language]);
    }
  });

  // Kills: the door's own signature opens advice that nobody signed, one statement's opens a page, one language's opens another's.
  it("open a page of advice with each of its statements signed, in that language alone", async () => {
    const phone = ownAdvice("coe").get("phone");
    const statements = phone?.statements ?? [];
    const reader = { name: "Ada Reader", on: "2026-12-01" };
    const signDoor = (who: typeof reader | null) => Object.assign(reviewedBy, { en: who, ar: who });
    const statusOf = async (language: string) => (await get(`/phone?lang=${language}`)).statusCode;
    try {
      signDoor(reader);
      expect(await statusOf("en"), "the frame alone").toBe(404);
      for (const { reviews } of statements.slice(1)) reviews.en = reader;
      expect(await statusOf("en"), "all but one").toBe(404);
      for (const { reviews } of statements) reviews.en = reader;
      expect([await statusOf("en"), await statusOf("ar")]).toEqual([200, 404]);
      const page = (await get("/phone?lang=en")).body;
      expect(page).toContain("Ada Reader has checked this text, on 1 December 2026.");
      expect(page, "sources, as text").toContain("Federal Trade Commission (United States): Stalkerware");
      expect(page).not.toMatch(/https?:\/\//);
      expect((await get("/?lang=en")).body).toContain('href="/phone');
      // A copy holds what is open and nothing else, and asks nobody for anything.
      const copy = await get("/copy/notes.html?lang=en");
      expect(copy.statusCode).toBe(200);
      expect(copy.body).toContain(phone?.title.en);
      expect(copy.body).not.toContain(ownAdvice("coe").get("job")?.title.en);
      expect(copy.body).not.toMatch(/<script|<style|<link|<img|https?:|href="\/|src=|Stalkerware/);
      expect(copy.body).toContain("<title>Notes</title>");
      expect((await get("/copy?lang=en")).body).toContain(
        `(${Math.ceil(Buffer.byteLength(copy.body) / 1_000)} kB)`,
      );
      expect((await get("/copy?lang=ar")).statusCode, "nothing is open").toBe(404);
      signDoor(null);
      expect(await statusOf("en"), "the advice alone").toBe(404);
    } finally {
      signDoor(null);
      for (const { reviews } of statements) reviews.en = null;
    }
  });

  it("lead back from an address where nothing is, and tell a program in its own way", async () => {
    const page = await get("/tel?lang=ar", { accept: "text/html,*/*" });
    expect(page.statusCode).toBe(404);
    expect(page.headers["content-type"]).toContain("text/html");
    expect(page.body).toContain('href="/?lang&#61;ar"');
    expect(page.body).not.toContain("/tel?");
    for (const [path, accept] of [
      ["/tel", "application/json"],
      ["/api/nothing", "text/html"],
    ] as const) {
      const answer = await get(path, { accept });
      expect(answer.statusCode).toBe(404);
      expect(answer.json().code).toBe("not-found");
    }
  });

  it("give the worker a policy of its own, under its own name and no other file", async () => {
    expect(WORKER_POLICY).toBe("default-src 'none'; script-src 'wasm-unsafe-eval'");
    for (const file of ["../package.json", "%2e%2e%2fpackage.json", "exit.js", "argon"]) {
      expect((await get(`/door/${file}`)).statusCode, file).toBe(404);
    }
  });
});

describe("a door that nobody has opened", () => {
  it("says that no one can answer, with the number to call, and offers no form", async () => {
    const house = await testHouse();
    const { registerDoor } = await import("./index.ts");
    const { noAssets } = await import("./testing.ts");
    registerDoor(house.app, house.house, noAssets);
    const page = await house.app.inject({ url: "/tell?lang=en", headers: { host: "leeward.test" } });
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain("No one can answer here at the moment");
    expect(page.body).not.toContain("<form");
    const api = await house.app.inject({ url: "/api/door", headers: { host: "leeward.test" } });
    expect(api.json()).toMatchObject({ status: 404, code: "no-door" });
    await house.stop();
  });
});
