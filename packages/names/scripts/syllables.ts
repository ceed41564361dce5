/** Scripts that write syllables: each is taken apart into sounds by where it stands in its block. */

const ETHIOPIC_FIRST = 0x1200;
/** Rows of eight: a consonant with seven vowels and a labial form. */
const ETHIOPIC_CONSONANTS =
  "h l h m s r s sh q q q q b v t ch h h n ny a k k kh kh w a z zh y d d j g g g t ch p ts ts f p".split(" ");
const ETHIOPIC_VOWELS = ["e", "u", "i", "a", "e", "", "o", "wa"];

/** Latin letters of an Ethiopic syllable (Amharic, Tigrinya), or nothing for what is none. */
export function ethiopicToLatin(codePoint: number): string | undefined {
  const place = codePoint - ETHIOPIC_FIRST;
  const consonant = ETHIOPIC_CONSONANTS[place >> 3];
  const vowel = ETHIOPIC_VOWELS[place & 7];
  if (place < 0 || consonant === undefined || vowel === undefined) return undefined;
  // Alef and ayn carry the vowel alone; their first order is said as a.
  if (consonant === "a") return vowel === "e" && (place & 7) === 0 ? "a" : vowel === "" ? "i" : vowel;
  return consonant + vowel;
}

/** Devanagari by its place in the block; Bengali has the same places, 0x80 further. */
const INDIC_CONSONANTS =
  "k kh g gh n ch chh j jh n t th d dh n t th d dh n n p ph b bh m y r r l l l v sh sh s h".split(" ");
const INDIC_VOWELS = "a a i i u u r l e e e ai o o o au".split(" ");
const INDIC_SIGNS: Readonly<Record<number, string>> = {
  62: "a",
  63: "i",
  64: "i",
  65: "u",
  66: "u",
  67: "ri",
  68: "ri",
  69: "e",
  70: "e",
  71: "e",
  72: "ai",
  73: "o",
  74: "o",
  75: "o",
  76: "au",
};
const VIRAMA = 77;

export interface Sound {
  readonly letter: string;
  readonly latin: string;
}

/**
 * Sounds of an Indic word: a consonant has an `a` of its own unless a sign or the end of the word takes it away (Hindi
 * and Bengali do not say it there).
 */
export function indicSounds(word: readonly string[]): Sound[] {
  const places = word.map((letter) => (letter.codePointAt(0) ?? 0) & 0x7f);
  return word.map((letter, i) => {
    const place = places[i] ?? 0;
    const next = places[i + 1];
    // Nukta, 60: the sound of the letter before becomes f, z, r or q in borrowed names.
    if (place === 60 || place === VIRAMA) return { letter, latin: "" };
    if (place >= 1 && place <= 3) return { letter, latin: place === 3 ? "h" : "n" };
    if (place >= 5 && place <= 20) return { letter, latin: INDIC_VOWELS[place - 5] ?? "" };
    const consonant = consonantOf(letter, place, next);
    if (consonant === undefined) return { letter, latin: INDIC_SIGNS[place] ?? "" };
    const following = next === 60 ? places[i + 2] : next;
    const bare = following === undefined ? i > 0 : following === VIRAMA || following in INDIC_SIGNS;
    return { letter, latin: bare ? consonant : `${consonant}a` };
  });
}

function consonantOf(letter: string, place: number, next: number | undefined): string | undefined {
  if (next === 60) {
    const borrowed: Readonly<Record<number, string>> = {
      21: "q",
      22: "kh",
      23: "gh",
      28: "z",
      33: "r",
      43: "f",
    };
    const sound = borrowed[place];
    if (sound !== undefined) return sound;
  }
  if (letter === "\u09dc" || letter === "\u09dd") return "r";
  if (letter === "\u09df") return "y";
  if (letter === "\u09ce") return "t";
  return place >= 21 ? INDIC_CONSONANTS[place - 21] : undefined;
}

const KANA_ROWS = `
  ア=a イ=i ウ=u エ=e オ=o カ=ka キ=ki ク=ku ケ=ke コ=ko ガ=ga ギ=gi グ=gu ゲ=ge ゴ=go サ=sa シ=shi ス=su セ=se ソ=so
  ザ=za ジ=ji ズ=zu ゼ=ze ゾ=zo タ=ta チ=chi ツ=tsu テ=te ト=to ダ=da ヂ=ji ヅ=zu デ=de ド=do ナ=na ニ=ni ヌ=nu ネ=ne
  ノ=no ハ=ha ヒ=hi フ=fu ヘ=he ホ=ho バ=ba ビ=bi ブ=bu ベ=be ボ=bo パ=pa ピ=pi プ=pu ペ=pe ポ=po マ=ma ミ=mi ム=mu
  メ=me モ=mo ヤ=ya ユ=yu ヨ=yo ラ=ra リ=ri ル=ru レ=re ロ=ro ワ=wa ヰ=i ヱ=e ヲ=o ン=n ヴ=vu ッ= ー= ヽ= ヾ=
`;
const KANA: ReadonlyMap<string, string> = new Map(
  KANA_ROWS.trim()
    .split(/\s+/)
    .map((pair) => [pair.slice(0, 1), pair.slice(2)]),
);
const SMALL_KANA: Readonly<Record<string, string>> = {
  ァ: "a",
  ィ: "i",
  ゥ: "u",
  ェ: "e",
  ォ: "o",
  ャ: "ya",
  ュ: "yu",
  ョ: "yo",
  ヮ: "wa",
};

/** Sounds of a kana word; a small kana belongs to the one before it. */
export function kanaSounds(word: readonly string[]): Sound[] {
  const sounds: Sound[] = [];
  for (const letter of word) {
    const small = SMALL_KANA[letter];
    const before = sounds.at(-1);
    if (small !== undefined && before !== undefined && before.letter.length === 1 && before.latin !== "") {
      const stem = before.latin.slice(0, -1) || "w";
      const palatal = /^(sh|ch|j)$/.test(stem) ? small.replace("y", "") : small;
      sounds[sounds.length - 1] = { letter: before.letter + letter, latin: stem + palatal };
    } else sounds.push({ letter, latin: KANA.get(letter) ?? small ?? letter });
  }
  return sounds;
}

const ONSETS = "g kk n d tt r m b pp s ss  j jj ch k t p h".split(" ");
const NUCLEI = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split(" ");
const CODAS = " k k k n n n t l k m p l l p l m p p t t ng t t k t p t".split(" ");

/** Sounds of a Hangul syllable (Revised Romanisation): onset, nucleus, coda, under the code points of its jamo. */
export function hangulSounds(letter: string): Sound[] {
  return [...letter.normalize("NFD")].map((jamo) => {
    const code = jamo.codePointAt(0) ?? 0;
    const [table, first] =
      code < 0x1161 ? [ONSETS, 0x1100] : code < 0x11a8 ? [NUCLEI, 0x1161] : [CODAS, 0x11a7];
    return { letter: jamo, latin: table[code - first] ?? "" };
  });
}
