import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { foldWord } from "./fold.ts";
import { listLength, loadWordList, wordLanguages } from "./lists.ts";
import { editDistance } from "./nearest.ts";
import { pairsOneSlipApart } from "./testing.ts";

const lists = await Promise.all(wordLanguages.map(loadWordList));

describe.each(lists)("the list $language", ({ language, words, places }) => {
  test("has 2,048 words, and no two fold alike", () => {
    expect(words.length).toBe(listLength);
    expect(places.size).toBe(listLength);
    for (const [place, word] of words.entries()) expect(places.get(foldWord(word))).toBe(place);
  });

  // A word's place is eleven bits of somebody's secret.
  test("has not changed since words were first given out", () => {
    const digest = createHash("sha256").update(words.join("\n")).digest("hex");
    expect(digest).toBe(
      {
        en: "7e697932f2b416a775eb730ee5653971cd153a99eb98008e5b0c453fe90f40c4",
        ar: "a50ace72f559ff31ac8f9e105ee73efb0a409ff77e341116385f1b600198690b",
        fr: "cda1a356a13b55bcdc48ea0ea7bb114acb2587deeedb0e1042b04bbb4b67d551",
        es: "7c455ca579c3a7f72f2177ca674c0f8658289dde57295a4e708f68622e396bf2",
        ru: "729835cbaffc5767a80fd543670320b5212ea36f7764c5c7a96f38c6849cb539",
        uk: "21876ef98ec53c1ebf2647d29e23a266b5a7e51d264642318ca9331ef3b37db2",
        ro: "4a86cb6ed77fa7a797da4117afb7c4cc8b72b22da6d07b3f830ab524409de244",
        sq: "90ec52aebaf882d1e10fc803db364ae26afff1956090706df578e65040565fa9",
        zh: "c5e9e83ccf90436178061cbbcc75849f9a7d4d26d5cfd9007d970539b46b54cd",
        fil: "c152b0553fb35e5c03cf65747a5e07370baa9eb07f1c78e3b9f1d0b999e81de1",
        vi: "92578875fd2b7b805b566235762315edec2d53e1054309d19510892db25ad170",
        bn: "37bdcb3b603dde4d90c4a192550b154fa06495bae55ad21b4d4b3dc461335dd0",
      }[language],
    );
  });
});

// Chinese words are typed by their sound: what is one slip there stands in `chinese.test.ts`.
test.each(wordLanguages.filter((language) => language !== "en" && language !== "zh"))(
  "no word of the list %s becomes another by one slip, and the words stand in order",
  async (language) => {
    const { words, places } = await loadWordList(language);
    expect(pairsOneSlipApart([...places.keys()])).toEqual([]);
    expect(words).toEqual([...words].sort());
  },
);

test.each([
  ["ru", /^[а-яё]{4,9}$/],
  ["uk", /^[абвгдеєжзиіїйклмнопрстуфхцчшщьюя]{4,9}$/],
  ["ro", /^[a-pr-vxzăâîșț]{4,9}$/],
  ["sq", /^[a-vxyzçë]{4,9}$/],
  ["fil", /^[abdeghiklmnoprstuwy]{4,9}$/],
] as const)(
  "no words of the list %s share their first four letters, and each has four to nine of its own alphabet",
  async (language, alphabet) => {
    const { words, places } = await loadWordList(language);
    for (const word of words) expect(word).toMatch(alphabet);
    expect(new Set([...places.keys()].map((word) => word.slice(0, 4))).size).toBe(listLength);
  },
);

test("no Arabic word becomes another by the article or a joined particle", async () => {
  const folded = [...(await loadWordList("ar")).places.keys()];
  const known = new Set(folded);
  const joined = folded.flatMap((word) => ["ال", "و", "ب", "ل"].map((before) => before + word));
  expect(joined.filter((word) => known.has(word))).toEqual([]);
});

test("Arabic words have three to seven letters", async () => {
  const { words } = await loadWordList("ar");
  for (const word of words) expect(word).toMatch(/^[\u0621-\u064a]{3,7}$/u);
});

test("no two English words share their first four letters, and fewer pairs are one slip apart than in BIP-39", async () => {
  const { words } = await loadWordList("en");
  expect(new Set(words.map((word) => word.slice(0, 4))).size).toBe(listLength);
  const { wordlist } = await import("@scure/bip39/wordlists/english.js");
  expect(pairsOneSlipApart(words).length).toBeLessThan(pairsOneSlipApart(wordlist).length);
});

test.each([
  [
    "en",
    /^(abuse|victim|illegal|rescue|slave|weapon|gun|kill|murder|rape|sex|naked|nude|police|prison|jail|arrest|crime|guilt|blood|hurt|injury|danger|fear|afraid|force|punish|trap|auction|owner|debt|loan|kiss|body|skin|god|drug|alcohol|war|army|bomb|knife|shame|secret|escape|border|visa|legal)$/,
  ],
  [
    "ro",
    /^(abuz|victimă|sclav|robie|armă|cuțit|glonț|crimă|moarte|sânge|viol|sexual|poliție|închisoare|celulă|arest|vină|pedeapsă|frică|teamă|durere|rană|datorie|leafă|preț|vinde|zestre|mire|mireasă|nuntă|logodnă|săruta|piele|trup|corp|drog|tutun|bere|război|bombă|rușine|secret|fugă|fugar|graniță|vamă|viză|pașaport|lanț|bici|biserică|templu|țigan)$/,
  ],
  [
    "fil",
    /^(biktima|alipin|baril|kutsilyo|itak|bala|patay|dugo|gahasa|pulis|kulungan|hawla|kadena|kandado|latigo|parusa|takot|sakit|kirot|sugat|utang|sangla|pautang|presyo|bayad|benta|kasal|halik|balat|katawan|droga|tabako|alak|digmaan|bomba|hiya|lihim|takas|hangganan|pasaporte|simbahan|diyos|bugaw|tulak|siping|hampas)$/,
  ],
  [
    "sq",
    /^(viktimë|skllav|robinje|armë|thikë|plumb|vrasje|vdekje|gjak|dhunë|burg|polici|arrest|faj|dënim|frikë|dhimbje|plagë|borxh|qira|pagë|çmim|shes|shitës|pajë|nuse|dasmë|martesë|fejesë|puth|lëkurë|trup|drogë|duhan|luftë|bombë|turp|nder|sekret|arratis|ikje|kufi|pasaportë|zinxhir|kamxhik|kafaz|konop|kishë|rrëmbej|kurvë|rrufjan|cigan|trafik|torturë)$/,
  ],
  [
    "zh",
    /[杀死尸血枪炮毒赌妓娼奸淫嫖裸囚狱铐警罪罚债贷奴绑偷抢骗拐逃坟棺葬鬼魔恨怒怕惧痛伤疤病癌疫泪哭乳臀胸裤衩酒烟佛寺庙神婚嫁]/u,
  ],
  [
    "vi",
    /^(nô lệ|công an|cảnh sát|nhà tù|hộ chiếu|biên giới|con nợ|tiền bạc|ma túy|thuốc lá|rượu bia|vũ khí|con dao|khẩu súng|bom đạn|chiến tranh|cái chết|máu me|thân thể|cơ thể|da thịt|khỏa thân|cô dâu|đám cưới|nhà thờ|nhà chùa|sợ hãi|đau đớn|xấu hổ|bí mật|chạy trốn|bỏ trốn|buôn bán|lừa đảo|bắt cóc)$/,
  ],
  [
    "bn",
    /^(দাস|দাসী|পাচার|দালাল|পতিতা|ধর্ষণ|খুন|মৃত্যু|লাশ|রক্ত|অস্ত্র|বন্দুক|ছুরি|বোমা|যুদ্ধ|পুলিশ|জেল|কারাগার|গ্রেপ্তার|অপরাধ|শাস্তি|ভয়|আতঙ্ক|ব্যথা|যন্ত্রণা|আঘাত|ঋণ|দেনা|সুদ|সীমান্ত|পাসপোর্ট|ভিসা|শরীর|দেহ|চামড়া|স্তন|নগ্ন|যৌনতা|চুম্বন|বিয়ে|যৌতুক|বর|কনে|মাদক|মদ|তামাক|লজ্জা|গোপন|পলায়ন|শিকল|ফাঁদ|মসজিদ|মন্দির|গির্জা|ঈশ্বর)$/,
  ],
] as const)("nobody is given a word of harm to remember, of the list %s", async (language, harm) => {
  const { words } = await loadWordList(language);
  expect(words.filter((word) => harm.test(word))).toEqual([]);
});

test("the distance between two words counts added, lost, changed and swapped letters", () => {
  expect(editDistance("lemon", "lemon")).toBe(0);
  expect(editDistance("lemon", "elmon")).toBe(1);
  expect(editDistance("lemon", "lemn")).toBe(1);
  expect(editDistance("lemon", "lemons")).toBe(1);
  expect(editDistance("lemon", "melon")).toBe(2);
  expect(editDistance("lemon", "orange")).toBeGreaterThan(2);
});
