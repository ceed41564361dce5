import { expect, test } from "vitest";
import { voiceFor } from "./voice.ts";

const voice = (lang: string, localService = true) => ({ lang, localService });

test.each([
  ["en", [voice("en-GB", false), voice("en-US")], "en-US"],
  ["en", [voice("en-GB", false)], undefined],
  ["vi", [voice("en-US"), voice("vi_VN")], "vi_VN"],
  ["bn", [voice("bn-IN")], "bn-IN"],
  ["fil", [voice("tl-PH")], "tl-PH"],
  // Mandarin before Cantonese, by whatever code; Cantonese where it calls itself Chinese and nothing else is there.
  ["zh", [voice("zh-HK"), voice("zh-TW")], "zh-TW"],
  ["zh", [voice("zh_HK_#Hant"), voice("cmn-CN")], "cmn-CN"],
  ["zh", [voice("zh-HK")], "zh-HK"],
  ["zh", [voice("yue-HK")], undefined],
])("a voice for %s is one that is on this device and speaks it", (language, voices, chosen) => {
  expect(voiceFor(voices, language)?.lang).toBe(chosen);
});
