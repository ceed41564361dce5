import { existsSync, readFileSync } from "node:fs";
import { inflateRawSync } from "node:zlib";
import { Compile } from "typebox/compile";
import { describe, expect, it } from "vitest";
import { CATEGORIES } from "../../core/access/context.ts";
import { DOOR_LANGUAGES } from "../../core/texts/index.ts";
import { columnNames, findColumn } from "./import/columns.ts";
import { isTreatedAsChild } from "./model/age.ts";
import { fieldsOf } from "./model/categories.ts";
import { cleanLine, isCalendarDay, repeatedRows, whatThePersonSees, wrongDates } from "./model/document.ts";
import { DIMENSIONS, findIndicator, INDICATOR_LIST, INDICATOR_SETS, offered } from "./model/indicators.ts";
import { languageCode } from "./model/languages.ts";
import { DOCUMENTS } from "./model/schema.ts";
import { AGE_BANDS } from "./rules.ts";
import { ar } from "./texts/ar.ts";
import { describeDocument } from "./texts/describe.ts";
import { en } from "./texts/en.ts";
import { type FileLanguage, loadFileAnswers } from "./texts/file-answers/index.ts";
import { fileFields } from "./texts/file-fields/index.ts";
import { fieldLabel, groupLabel, optionLabel, rowFieldLabel } from "./texts/index.ts";

const every = CATEGORIES.flatMap((category) => fieldsOf(category).map((field) => ({ category, field })));
/** With those within entries. */
const plain = every.flatMap(({ field }) => (field.kind === "rows" ? [field.key, ...field.fields] : [field]));

/** Columns of the standard that are no field of a section: the case itself knows them. */
const OF_THE_CASE = new Set(["cas_Status"]);

const EN = { language: "en", calendar: "gregory" } as const;
/** The languages of the door that the desk is not written in. */
const OTHERS = DOOR_LANGUAGES.filter((one): one is FileLanguage => one !== "en" && one !== "ar");

/** Fields that a person reads and that take answers of our own lists; with those within entries. */
const listsRead = every.flatMap(({ category, field }) => {
  if (!field.personSees) return [];
  const parts =
    field.kind === "rows" ? [field.key, ...field.fields].filter((one) => one.personSees) : [field];
  return parts.flatMap((one) =>
    (one.kind === "choice" || one.kind === "choices") && !one.options.namedAs
      ? [{ category, field, one, options: one.options }]
      : [],
  );
});

/** Answers that a language calls as English does: its own words. */
const SAME_AS_ENGLISH: Readonly<Partial<Record<FileLanguage, readonly string[]>>> = {
  es: ["assents:no"],
  fr: [
    ...["deciders:police", "event-types:exploitation", "exploitation-types:servitude"],
    ...["indicators/exploitation", "industries:construction"],
    ...["vulnerabilities:discrimination", "vulnerabilities:migration"],
  ],
};

const LATIN: ReadonlySet<FileLanguage> = new Set(["es", "fil", "fr", "ro", "sq", "vi"]);

/** Words that judge, or that say what someone is instead of what was done; by their stems. */
const NEVER_SAID: Readonly<Record<FileLanguage, RegExp>> = {
  fr: /prostitu|victim|illégal|clandestin|esclav|sauvet/i,
  es: /prostitu|víctim|ilegal|clandestin|esclav|rescat/i,
  zh: /妓|卖淫|受害|非法|解救|奴/,
  ru: /простит|жертв|нелегал|рабств|спасен/i,
  bn: /পতিতা|বেশ্যা|ভুক্তভোগী|অবৈধ|উদ্ধার|দাস/,
  fil: /prostit|biktima|ilegal|alipin|sagip/i,
  ro: /prostit|victim|ilegal|clandestin|sclav|salvar/i,
  sq: /prostit|viktim|paligj|skllav|shpëtim/i,
  uk: /простит|жертв|нелегал|рабств|порятун/i,
  vi: /mại dâm|nạn nhân|bất hợp pháp|nô lệ|giải cứu/i,
};

describe("the fields of a case", () => {
  it("has each field once in its category, and each HTCDS column in one field", () => {
    const names = every.map(({ category, field }) => `${category}.${field.name}`);
    expect(new Set(names).size).toBe(names.length);
    const columns = every.flatMap(({ field }) => field.htcds ?? []);
    expect(new Set(columns).size).toBe(columns.length);
  });

  it("names each field that a person reads, and no other, in every other language of the door", () => {
    const read = every.flatMap(({ category, field }) =>
      field.personSees ? [`${category}.${field.name}`] : [],
    );
    for (const language of OTHERS) {
      expect(Object.keys(fileFields[language]).sort(), language).toEqual([...read, "yes", "no"].sort());
      for (const [key, name] of Object.entries(fileFields[language]))
        expect(name.trim(), `${language} ${key}`).not.toBe("");
    }
  });

  it("names each answer that a person reads, and no other, in every other language of the door", async () => {
    const read = new Set(
      listsRead.flatMap(({ options: { name, options, partOf } }) =>
        options.flatMap(({ code }) => [`${name}:${code}`, ...(partOf ? [`${name}/${partOf(code)}`] : [])]),
      ),
    );
    expect(read.size).toBe(325);
    for (const language of OTHERS) {
      const answers = await loadFileAnswers(language);
      expect(Object.keys(answers).sort(), language).toEqual([...read].sort());
      const alike: string[] = [];
      for (const [key, answer] of Object.entries(answers)) {
        expect(answer, `${language} ${key}`).toMatch(/^\S(.*\S)?$/u);
        expect(answer, `${language} ${key}`).not.toMatch(NEVER_SAID[language]);
        // Sites and apps go by their own names.
        const isName = key.startsWith("platforms:") && key !== "platforms:other";
        if (answer === en[key as keyof typeof en] && !isName) alike.push(key);
      }
      expect(alike.sort(), language).toEqual(SAME_AS_ENGLISH[language] ?? []);
    }
  });

  it("tells a person every answer of our lists in their own language alone", async () => {
    for (const language of OTHERS) {
      const answers: Readonly<Record<string, string>> = await loadFileAnswers(language);
      for (const { category, field, one, options } of listsRead) {
        const codes = options.options.map(({ code }) => code);
        // The first answer of an entry says what it is about.
        const about = { [field.kind === "rows" ? field.key.name : ""]: "wages-held" };
        const said = field.kind === "rows" ? codes.map((code) => ({ ...about, [one.name]: code })) : codes;
        const document = { [field.name]: said };
        const [fact] = await describeDocument(category, document, { language, calendar: "gregory" });
        expect(fact?.valueIn).toBe(language);
        for (const code of codes)
          expect(fact?.value, `${language} ${code}`).toContain(answers[`${options.name}:${code}`]);
        if (LATIN.has(language) || options.name === "platforms") continue;
        expect(fact?.value, `${language} ${options.name}`).not.toMatch(/[a-z]/i);
      }
    }
  });

  it("names every field, group and answer in English and Arabic", () => {
    for (const texts of [en, ar]) {
      for (const { category, field } of every) {
        expect(fieldLabel(texts, category, field)).not.toBe("");
        expect(groupLabel(texts, category, field.group).why).not.toBe("");
        if (field.kind !== "rows") continue;
        for (const one of [field.key, ...field.fields])
          expect(rowFieldLabel(texts, category, field, one)).not.toBe("");
      }
      for (const field of plain) {
        if (field.kind !== "choice" && field.kind !== "choices") continue;
        for (const { code } of field.options.options) {
          expect(optionLabel(texts, texts === en ? "en" : "ar", field.options, code)).not.toBe("");
        }
      }
    }
    expect(Object.keys(ar).sort()).toEqual(Object.keys(en).sort());
  });

  it("names every country, language and currency by the browser's own names", () => {
    for (const { field } of every) {
      if ((field.kind !== "choice" && field.kind !== "choices") || !field.options.namedAs) continue;
      for (const { code } of field.options.options) {
        for (const language of ["en", "ar"] as const) {
          expect(optionLabel(en, language, field.options, code), `${code} in ${language}`).not.toBe(code);
        }
      }
    }
  });

  it("never shows the person the safe contact, an address, other people, a source, or a member's name", () => {
    expect(fieldsOf("contact").some((field) => field.personSees)).toBe(false);
    expect(fieldsOf("justice").some((field) => field.personSees)).toBe(false);
    const hidden =
      /street|postalCode|latitude|longitude|phone|caseworker|thirdParty|suspect|ByWhom|ToWhom|sources|referredBy|guardian(Name|Reach|Conflict)|InterestsBy/i;
    expect(plain.filter((field) => hidden.test(field.name) && field.personSees)).toEqual([]);
  });
});

describe("a document", () => {
  const identity = Compile(DOCUMENTS.identity);
  const account = Compile(DOCUMENTS.account);

  it("may leave out every field, and may hold no other", () => {
    for (const category of CATEGORIES) {
      expect(Compile(DOCUMENTS[category]).Check({})).toBe(true);
      expect(Compile(DOCUMENTS[category]).Check({ isAdmin: true })).toBe(false);
    }
  });

  it("takes names in any script, and refuses a line that turns the direction of its neighbours", () => {
    for (const name of ["Łucja", "سلمى", "李娜", "ሰላም", "Nguyễn Thị", "O’Brien-Ámbar 🙂"]) {
      expect(identity.Check({ firstName: name }), name).toBe(true);
    }
    for (const name of ["a\u202Eb", "a\nb", "a\u0085b", "\u2066x", ""]) {
      expect(identity.Check({ firstName: name }), JSON.stringify(name)).toBe(false);
    }
    expect(identity.Check({ firstName: cleanLine("\u202A+44 20\u202C\t1") })).toBe(true);
    expect(account.Check({ ownWords: "line\n\u200Fline <b>; drop table case_file; --" })).toBe(true);
  });

  it("counts the length that a field takes, and takes no answer that is on no list", () => {
    expect(identity.Check({ firstName: "x".repeat(120) })).toBe(true);
    expect(identity.Check({ firstName: "x".repeat(121) })).toBe(false);
    expect(identity.Check({ gender: "feminine", citizenship: ["NG", "GB"] })).toBe(true);
    expect(identity.Check({ gender: "Feminine" })).toBe(false);
    expect(identity.Check({ citizenship: ["NG", "NG"] })).toBe(false);
    expect(identity.Check({ citizenship: [] })).toBe(false);
    expect(identity.Check({ ageClaimed: 15.5 })).toBe(false);
    expect(identity.Check({ ageClaimed: "15" })).toBe(false);
  });

  it("takes only days that the calendar has", () => {
    expect(isCalendarDay("2024-02-29")).toBe(true);
    expect(isCalendarDay("2023-02-29")).toBe(false);
    expect(wrongDates("identity", { birthDate: "2001-02-30" })).toEqual(["/birthDate"]);
    expect(wrongDates("identity", { birthDate: "2001-02-28", firstName: "Ana" })).toEqual([]);
  });

  it("takes entries about different things, each with the days that the calendar has", () => {
    const row = {
      indicator: "debt-bondage",
      strength: "strong",
      sources: ["own-words"],
      seenOn: "2026-02-28",
    };
    const other = { indicator: "wages-held" };
    expect(account.Check({ indicators: [row, other] })).toBe(true);
    expect(account.Check({ indicators: [] })).toBe(false);
    expect(account.Check({ indicators: [{ strength: "strong" }] }), "about nothing").toBe(false);
    expect(account.Check({ indicators: [{ ...row, strength: "certain" }] })).toBe(false);
    expect(account.Check({ indicators: [{ ...row, isAdmin: true }] })).toBe(false);
    const many = INDICATOR_LIST.slice(0, 41).map(({ code }) => ({ indicator: code }));
    expect(account.Check({ indicators: many })).toBe(false);
    expect(account.Check({ indicators: many.slice(1) })).toBe(true);
    expect(wrongDates("account", { indicators: [other, { ...row, seenOn: "2026-02-30" }] })).toEqual([
      "/indicators/1/seenOn",
    ]);
    expect(repeatedRows("account", { indicators: [row, other] })).toEqual([]);
    expect(repeatedRows("account", { indicators: [row, other, { indicator: "debt-bondage" }] })).toEqual([
      "/indicators/2",
    ]);
  });

  it("is told to the person in words, their language and their calendar; what somebody wrote stays as it is", async () => {
    const document = {
      ...{ firstName: "Selam", birthDate: "2001-03-21", ageDisputed: true, gender: "feminine" },
      ...{ citizenship: ["ET"], childrenCount: 2 },
    };
    const told = await describeDocument("identity", document, { language: "fr", calendar: "persian" });
    expect(told).toEqual([
      { label: "Prénom", value: "Selam", valueIn: null },
      { label: "Date de naissance", value: expect.stringMatching(/^1 farvardin 1380/), valueIn: "fr" },
      { label: "Quelqu’un conteste l’âge", value: "Oui", valueIn: "fr" },
      { label: "Genre", value: "Femme", valueIn: "fr" },
      { label: "Nombre d’enfants", value: "2", valueIn: "fr" },
      { label: "Nationalité", value: "Éthiopie", valueIn: "fr" },
    ]);
    for (const [calendar, birthDate] of [
      ["gregory", /^21 March 2001$/],
      ["ethiopic", /^12 Megabit 1993/],
      ["islamic-umalqura", /^2[56] Dhu.l-Hijjah 1421/],
      ["buddhist", /^21 March 2544/],
    ] as const) {
      const [only] = await describeDocument(
        "identity",
        { birthDate: "2001-03-21" },
        { language: "en", calendar },
      );
      expect(only?.value, calendar).toMatch(birthDate);
    }
  });

  it("says its entries in words, and to the person neither from whom nor since when", async () => {
    const document = {
      indicators: [
        { indicator: "wages-held", strength: "medium", sources: ["someone-else"], seenOn: "2026-03-01" },
        { indicator: "deceived-wages" },
      ],
    };
    expect(await describeDocument("account", whatThePersonSees("account", document), EN)).toEqual([
      {
        label: "Indicators",
        value: "Forced there: Pay withheld (Medium)\nDeceived at the beginning: Deceived about pay",
        valueIn: "en",
      },
    ]);
    const seen = whatThePersonSees("account", document);
    expect(await describeDocument("account", seen, { language: "vi", calendar: "gregory" })).toEqual([
      {
        label: "Dấu hiệu",
        value: "Ép buộc ở đó: Bị giữ lương (Vừa)\nLừa dối lúc bắt đầu: Lừa dối về tiền lương",
        valueIn: "vi",
      },
    ]);
    const [all] = await describeDocument("account", document, { language: "ar", calendar: "gregory" });
    expect(all?.value).toBe(
      "إكراه هناك: حجز الأجر (متوسّط; شخص آخر; 1 مارس 2026)\nخداع في البداية: خداع بشأن الأجر",
    );
  });

  it("is shown to the person without the fields that are not theirs to see", () => {
    const document = {
      ownWords: "…",
      thirdParty: "a neighbour said",
      eventCity: "Lund",
      eventStreet: "Storgatan 1",
    };
    expect(whatThePersonSees("account", document)).toEqual({ ownWords: "…", eventCity: "Lund" });
    expect(whatThePersonSees("contact", { codeWord: "marigold" })).toEqual({});
  });

  it("knows a language by its codes of two and three letters", () => {
    expect(["ti", "tir", "eng", "ger", "deu", "fre", "prs", "ARA"].map(languageCode)).toEqual([
      "ti",
      "ti",
      "en",
      "de",
      "de",
      "fr",
      "prs",
      "ar",
    ]);
    expect(["xx", "english", "", "e1"].map(languageCode)).toEqual([null, null, null, null]);
  });
});

describe("indicators", () => {
  it("stand each in one part of the list, and no part is without", () => {
    const codes = INDICATOR_LIST.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(INDICATOR_LIST.filter(({ set }) => set === "ilo-2009")).toHaveLength(67);
    expect(INDICATOR_LIST.filter(({ set }) => set === "ilo-2012")).toHaveLength(11);
    for (const { source } of Object.values(INDICATOR_SETS)) expect(source).toMatch(/\(20\d\d/);
    for (const dimension of DIMENSIONS)
      expect(INDICATOR_LIST.some((one) => one.dimension === dimension)).toBe(true);
    expect(findIndicator("confined")).toEqual({
      set: "ilo-2009",
      code: "confined",
      dimension: "coercion-there",
      strength: "strong",
      grade: "agreed-by-experts",
    });
    expect(findIndicator("sign-debt")).toMatchObject({ strength: null, grade: "from-practice" });
    expect(findIndicator("nothing")).toBeUndefined();
  });

  it("are not offered once research refuted them", () => {
    const [one, ...rest] = INDICATOR_LIST;
    expect(one && offered([{ ...one, grade: "refuted" }, ...rest])).toEqual(rest);
  });

  it("are recorded for a child without a means: it is not asked where the age is under 18 or in doubt", () => {
    const treated = (ageDisputed: boolean) =>
      AGE_BANDS.filter((ageBand) => isTreatedAsChild({ ageBand, ageDisputed, standingAge: null }));
    expect(treated(false)).toEqual(["0-8", "9-17", "unknown"]);
    expect(treated(true)).toEqual(AGE_BANDS);
    expect(plain.filter(({ adultsOnly }) => adultsOnly).map(({ name }) => name)).toEqual(["means"]);
  });

  it("are imported without what is never asked of a child: HTCDS has no column for it", () => {
    const never = plain.filter(({ adultsOnly }) => adultsOnly).map(({ name }) => name);
    const homes = columnNames().flatMap((name) => {
      const column = findColumn(name);
      return column?.home === "field" ? [column.field.name] : [];
    });
    expect(homes.length).toBeGreaterThan(50);
    expect(homes.filter((name) => never.includes(name))).toEqual([]);
  });
});

const ODS = "../shared/data/htcds/HTCDS_Field_Standards_2.0.ods";
describe.skipIf(!existsSync(ODS))(`HTCDS 2.0, read from ${ODS} (skipped where the folder is missing)`, () => {
  it("has a home for each of its fields and picklist values", () => {
    const standard = readStandard(readFileSync(ODS));
    expect(standard.length).toBe(83);
    const homes = new Map(every.flatMap(({ field }) => (field.htcds ? [[field.htcds, field] as const] : [])));
    const homeless = standard.filter(({ column }) => !homes.has(column) && !OF_THE_CASE.has(column));
    expect(homeless).toEqual([]);
    for (const { column, values } of standard) {
      const field = homes.get(column);
      if (!field || values.length === 0) continue;
      if (field.kind !== "choice" && field.kind !== "choices") throw new Error(`${column} is no choice`);
      const known = new Set(field.options.options.map((option) => option.htcds));
      expect(
        values.filter((value) => !known.has(value)),
        column,
      ).toEqual([]);
    }
  });
});

/** The rows of the one sheet that name a field: column with prefix, and the value names of its picklist. */
function readStandard(zip: Buffer): { column: string; values: string[] }[] {
  const xml = entryOf(zip, "content.xml").toString("utf8");
  const rows = xml.match(/<table:table-row[\s\S]*?<\/table:table-row>/g) ?? [];
  return rows.flatMap((row) => {
    const cells = (row.match(/<table:table-cell[^>]*?(?:\/>|>[\s\S]*?<\/table:table-cell>)/g) ?? []).flatMap(
      (cell) => {
        const repeated = Number(/number-columns-repeated="(\d+)"/.exec(cell)?.[1] ?? "1");
        const lines = (cell.match(/<text:p[\s\S]*?<\/text:p>/g) ?? []).map((p) =>
          p.replaceAll(/<[^>]+>/g, "").trim(),
        );
        return Array.from({ length: Math.min(repeated, 12) }, () => lines.filter(Boolean));
      },
    );
    const column = cells[6]?.[0] ?? "";
    if (!/^[a-z]{3}_[A-Za-z]+$/.test(column)) return [];
    const values = (cells[9] ?? []).filter((value) => /^[A-Za-z0-9_]+$/.test(value));
    return [{ column, values }];
  });
}

/** One file of a ZIP archive, found through its central directory. */
function entryOf(zip: Buffer, name: string): Buffer {
  let at = zip.readUInt32LE(zip.lastIndexOf(Buffer.from("PK\x05\x06", "latin1")) + 16);
  while (zip.readUInt32LE(at) === 0x02014b50) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) =>
      zip.readUInt16LE(at + offset),
    ) as [number, number, number];
    if (zip.toString("utf8", at + 46, at + 46 + nameLength) === name) {
      const local = zip.readUInt32LE(at + 42);
      const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
      const packed = zip.subarray(start, start + zip.readUInt32LE(at + 20));
      return zip.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed);
    }
    at += 46 + nameLength + extraLength + commentLength;
  }
  throw new Error(`${name} is not in the archive`);
}
