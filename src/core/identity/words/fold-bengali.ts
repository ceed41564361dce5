/**
 * Bengali as it sounds. Its vowel signs are marks that tell words apart, so they stay where other scripts' marks go; what goes
 * is what two hands that mean the same word write differently: keyboards join letters with and without a dot below, with and
 * without joiners; and schools, districts and decades spell one sound in two ways.
 */

/** Letters that sound alike to most: long and short vowels, three sibilants, two n, two j. */
const soundsAs: Readonly<Record<string, string>> = {
  ঈ: "ই",
  ঊ: "উ",
  "\u09c0": "\u09bf", // sign ii -> i
  "\u09c2": "\u09c1", // sign uu -> u
  ঋ: "রি",
  "\u09c3": "রি", // sign vocalic r
  য: "জ",
  ণ: "ন",
  ঞ: "ন",
  শ: "স",
  ষ: "স",
  ঙ: "\u0982", // nga -> anusvara, with or without a vowel killer
  ৎ: "ত", // khanda ta
};

/** A word, or letters of any other script, decomposed (NFKD) and without what cannot be seen. */
export function foldBengali(decomposed: string): string {
  const plain = decomposed
    .replace(/[\u0981\u0983]/gu, "") // candrabindu and visarga, often left out
    .replace(/\u09cd\u09af(?!\u09bc)/gu, "") // ya-phala
    .replace(/\u09af\u09bc/gu, "\u09df") // yya, one letter again
    .replace(/[\u09a1\u09a2]\u09bc/gu, "র") // rra and rha
    .replace(/[\u09bc\u09cd]/gu, ""); // other dots below; the vowel killer, which joins letters
  return (
    Array.from(plain, (letter) => soundsAs[letter] ?? letter)
      .join("")
      .replaceAll("এ\u09be", "অ\u09be") // the two ways to begin with a
      // The o at the end, which one writes and another does not.
      .replace(/(?:\u09c7\u09be)+$/u, "")
  );
}
