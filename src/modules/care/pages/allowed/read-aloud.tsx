import { useEffect, useState } from "react";
import type { Language } from "../../../../core/texts/index.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Button } from "../../../../web/kit/button.tsx";

/**
 * Lets this device read a sentence aloud. Only voices that are on the device: others send the sentence to whoever
 * makes the browser.
 */
export function ReadAloud({ text, language }: { text: string; language: Language }) {
  const { say } = useDesk();
  const [voice, setVoice] = useState<SpeechSynthesisVoice | null>(null);
  useEffect(() => {
    if (!("speechSynthesis" in window)) return;
    const find = () =>
      setVoice(
        speechSynthesis
          .getVoices()
          .find(({ localService, lang }) => localService && lang.toLowerCase().startsWith(language)) ?? null,
      );
    find();
    speechSynthesis.addEventListener("voiceschanged", find);
    return () => {
      speechSynthesis.removeEventListener("voiceschanged", find);
      speechSynthesis.cancel();
    };
  }, [language]);
  if (!voice) return <p className="small quiet">{say("consent.no-voice")}</p>;
  const speak = () => {
    speechSynthesis.cancel();
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    speechSynthesis.speak(utterance);
  };
  return (
    <Button icon="speak" onClick={speak}>
      {say("consent.read-aloud")}
    </Button>
  );
}
