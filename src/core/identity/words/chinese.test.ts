import { romanise } from "@leeward/names";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededRandom, toHex } from "../../keys/testing.ts";
import { foldWord } from "./fold.ts";
import { loadWordList } from "./lists.ts";
import { newSecret, type Secret } from "./secret.ts";
import { asPinyin, heard, soundsOf } from "./sounds.ts";
import { pairsOneSlipApart } from "./testing.ts";
import { simplified } from "./traditional.ts";
import { readWords, secretToWords, type WordsRead } from "./words.ts";

const list = await loadWordList("zh");
const { words } = list;
const characters = [...new Set(words.join(""))];

/** Characters that hands and eyes take for one another. */
const lookAlikes =
  "人入八 大太犬天夫 木本末未术 日目白自曰 土士 干千于 午牛 刀力 鸟乌 水冰永 田由甲申电 己已巳 今令 免兔 贝见 问间 王玉主 石右 云去 风凤 几儿九 了子 小少 名各 处外 爪瓜 毛手 圆园 往住 板极 铃钤冷 竿笋笔 米来 课果棵 草早 晚挽 休体 洋羊样 洁结 油抽轴 线浅钱 浪狼 渴喝 湖糊 温湿 怀杯 森林 枝技 枫风 轿桥 桶捅 船般 蓝篮 藤腾 虹红 虾吓 蚕虫 披皮被 词同 雪雷雾露霜 项顶 饭饮饼 馆馒 鸡鸭鹅鸽 墨黑 勺句包 化花 北比 开升 卷券 友发 吹欢 味妹 固国 奶仍 姐组 室屋 宝玉 山出 岛鸟 布市巾 床庆 弹单 采彩菜 景影 轻径经 徽微 快块 折拆析 拍怕 桂挂 摇遥 族旅旗 期棋旗 明朋 墙培 清情晴请 晴睛 抱饱跑泡炮袍 桃挑跳逃 扬杨汤场 堆推谁 历厉 广厂 往注住 梅海每 梢稍 狐孤 眠眼 票漂飘 苗亩";

/** The pairs of words, without their order, that `alike` finds among those that share a key. */
function pairsBy(keysOf: (word: string) => readonly string[]): [string, string][] {
  const first = new Map<string, string>();
  const pairs: [string, string][] = [];
  for (const word of words) {
    for (const key of new Set(keysOf(word))) {
      const other = first.get(key);
      if (other !== undefined) pairs.push([other, word]);
      else first.set(key, word);
    }
  }
  return pairs;
}

describe("the Chinese list", () => {
  test("has words of two of the commonest characters, all of whose sounds are known", () => {
    // Level 1 of GB 2312 (rows 16 to 55): 3,755 characters.
    const decoder = new TextDecoder("gb18030");
    const common = new Set<string>();
    for (let row = 0xb0; row <= 0xd7; row++)
      for (let cell = 0xa1; cell <= 0xfe; cell++) common.add(decoder.decode(new Uint8Array([row, cell])));
    for (const word of words) {
      expect(word).toMatch(/^\p{Script=Han}{2}$/u);
      expect(
        [...word].every((character) => common.has(character)),
        word,
      ).toBe(true);
      expect(soundsOf(word).length, word).toBeGreaterThan(0);
    }
  });

  test("its sounds are those that names are read by", () => {
    for (const character of characters)
      expect(soundsOf(character).flat(), character).toContain(romanise(character));
  });

  // Kills: a second reading of a character left out, a sound that southern ears do not part.
  test("no two words sound alike, tones aside, in the north or in the south", () => {
    expect(pairsBy((word) => soundsOf(word).map((way) => way.join(" ")))).toEqual([]);
    expect(pairsBy((word) => soundsOf(word).map((way) => way.map(heard).join(" ")))).toEqual([]);
    expect(["zhang", "lin", "sheng", "chuang", "nv"].map(heard)).toEqual(["zan", "nin", "sen", "cuan", "nv"]);
  });

  test("no two words are one letter of pinyin apart", () => {
    const { places } = asPinyin(list);
    const near = pairsOneSlipApart([...places.keys()]).filter(
      ([one, other]) => places.get(one) !== places.get(other),
    );
    expect(near).toEqual([]);
  });

  test("no two words are each other turned round, and none becomes another by a character that looks alike", () => {
    const known = new Set(words);
    const turned = words.filter((word) => word[0] !== word[1] && known.has(`${word[1]}${word[0]}`));
    expect(turned).toEqual([]);
    const slips = lookAlikes.split(" ").flatMap((group) =>
      [...group].flatMap((one) =>
        [...group]
          .filter((other) => other !== one)
          .flatMap((other) =>
            words
              .filter((word) => word.includes(one))
              .flatMap((word) => [word.replace(one, other), word.replaceAll(one, other)])
              .filter((word) => known.has(word)),
          ),
      ),
    );
    expect(slips).toEqual([]);
  });

  test("no character stands first, or second, in more than eight words", () => {
    for (const at of [0, 1]) {
      const counts = Map.groupBy(words, (word) => word[at]);
      expect(Math.max(...[...counts.values()].map((of) => of.length))).toBeLessThanOrEqual(8);
    }
  });

  // What Taiwan's character set lacks must be written otherwise there.
  test("each of its characters is written so in traditional Chinese too, or its other form is known and sounds the same", () => {
    const decoder = new TextDecoder("big5");
    const traditional = new Set<string>();
    for (let lead = 0xa4; lead <= 0xf9; lead++)
      for (let trail = 0x40; trail <= 0xfe; trail++)
        traditional.add(decoder.decode(new Uint8Array([lead, trail])));
    const known = new Set(Object.values(simplified));
    expect(characters.filter((character) => !traditional.has(character) && !known.has(character))).toEqual(
      [],
    );
    // Two have another reading in the table of names, one is another word for sticking.
    const otherwise = ["釐", "乾", "黏"];
    for (const [form, plain] of Object.entries(simplified)) {
      expect(characters, form).toContain(plain);
      expect(characters).not.toContain(form);
      if (!otherwise.includes(form)) expect(romanise(form), form).toBe(romanise(plain));
    }
  });
});

describe("Chinese words are read", () => {
  const seed = fc.string({ minLength: 1 });
  const secretOf = (text: string): Secret => newSecret(seededRandom(text));
  const known = (read: WordsRead): string => ("secret" in read ? toHex(read.secret) : JSON.stringify(read));

  test.each<[string, (own: readonly string[]) => string]>([
    ["in a row", (own) => own.join("")],
    ["with a space after each character", (own) => [...own.join("")].join(" ")],
    ["two and two", (own) => own.map((word, at) => (at % 2 === 0 ? word : `${word}\n`)).join("")],
    ["with Chinese commas", (own) => own.join("、")],
    ["in pinyin, as one writes it", (own) => own.map((word) => pinyinOf(word).join("")).join(" ")],
    ["in pinyin, syllable by syllable", (own) => own.flatMap(pinyinOf).join(" ")],
    ["in pinyin with tones by numbers", (own) => own.map((word) => `${pinyinOf(word).join("2")}4`).join(" ")],
    ["in pinyin with tones above", (own) => own.map((word) => pinyinOf(word).map(toned).join("")).join(" ")],
    ["in traditional characters", (own) => own.map(toTraditional).join(" ")],
  ])("%s", async (_how, write) => {
    await fc.assert(
      fc.asyncProperty(seed, fc.constantFrom("zh" as const, "en" as const), async (text, page) => {
        const secret = secretOf(text);
        const own = await secretToWords(secret, "zh");
        expect(known(await readWords(write(own), page))).toBe(toHex(secret));
      }),
      { numRuns: 40 },
    );
  });

  const pinyinOf = (word: string): readonly string[] => soundsOf(word)[0] ?? [];
  const toned = (sound: string): string => sound.replace("v", "ü").replace(/[aeou]/, "$&\u0301");
  const forms = Map.groupBy(Object.entries(simplified), ([, plain]) => plain);
  function toTraditional(word: string): string {
    return [...word].map((plain) => forms.get(plain)?.[0]?.[0] ?? plain).join("");
  }

  test("a word that sounds the same, left by an input method, is found with its place, written with spaces or none", async () => {
    const at = words.indexOf("苹果");
    expect(at).toBeGreaterThan(-1);
    const { slip, own } = await withFirst("苹果", "平果");
    expect(slip).toMatchObject({ slip: "unknown-words", unknown: [{ position: 1, word: "平果" }] });
    expect("unknown" in slip && slip.unknown[0]?.nearest[0]).toBe("苹果");
    const inARow = await readWords(["平果", ...own.slice(1)].join(""), "zh");
    expect(inARow).toEqual(slip);
  });

  test("characters turned round, one that was left out and one too many are named with their place", async () => {
    for (const wrong of ["果苹", "苹", "苹苹果"]) {
      const { slip } = await withFirst("苹果", wrong);
      expect(slip, wrong).toMatchObject({ slip: "unknown-words", unknown: [{ position: 1, word: wrong }] });
      expect("unknown" in slip && slip.unknown[0]?.nearest, wrong).toContain("苹果");
    }
  });

  test("too few are counted, also in a row", async () => {
    const own = await secretToWords(secretOf("few"), "zh");
    expect(await readWords(own.slice(0, 5).join(""), "zh")).toMatchObject({ slip: "too-few-words", seen: 5 });
  });

  test("a slip in pinyin is answered with the Chinese word", async () => {
    const own = await secretToWords(secretOf("pinyin"), "zh");
    const typed = own.map((word) => pinyinOf(word).join(""));
    const slip = await readWords(typed.with(3, `${typed[3]}x`).join(" "), "zh");
    expect(slip).toMatchObject({ slip: "unknown-words", language: "zh", unknown: [{ position: 4 }] });
    expect("unknown" in slip && slip.unknown[0]?.nearest[0]).toBe(own[3]);
  });

  /** Words of a secret, the first of which is `right`, read with `wrong` in its place. */
  async function withFirst(right: string, wrong: string) {
    const place = BigInt(words.indexOf(right));
    const bits = (place << 65n) | 0x1234_5678_9abc_def0n;
    const secret = Uint8Array.from({ length: 10 }, (_, i) => Number((bits >> BigInt(72 - 8 * i)) & 0xffn));
    const own = await secretToWords(secret, "zh");
    expect(own[0]).toBe(right);
    const slip = await readWords([wrong, ...own.slice(1)].join(" "), "zh");
    if ("secret" in slip) throw new Error("the words were taken");
    return { slip, own };
  }
});

test("traditional characters fold to the list's", () => {
  expect(foldWord("蘋果")).toBe("苹果");
  expect(foldWord("裡面")).toBe("里面");
});
