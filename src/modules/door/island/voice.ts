/** What is asked of a voice of the browser. */
type Voice = Pick<SpeechSynthesisVoice, "lang" | "localService">;

/** Codes of voices that are another language's in our list. */
const OTHER_CODES: Readonly<Record<string, string>> = { cmn: "zh", tl: "fil" };
/** A Cantonese voice reads Chinese words, whose sounds were told apart in Mandarin: only where there is no other. */
const SPOKEN_OTHERWISE = /^zh\b.*\b(hk|mo)\b/;

/**
 * A voice for a language that is on this device: others send what they say to whoever makes the browser. Nothing where
 * there is none.
 */
export function voiceFor<T extends Voice>(voices: readonly T[], language: string): T | undefined {
  const own = voices.filter(({ lang, localService }) => localService && languageOf(lang) === language);
  return own.find(({ lang }) => !SPOKEN_OTHERWISE.test(codeOf(lang))) ?? own[0];
}

const codeOf = (lang: string): string => lang.toLowerCase().replaceAll("_", "-");

function languageOf(lang: string): string {
  const [code = ""] = codeOf(lang).split("-");
  return OTHER_CODES[code] ?? code;
}
