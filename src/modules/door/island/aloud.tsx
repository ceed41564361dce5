/** @jsxImportSource preact */
import { useEffect, useState } from "preact/hooks";
import type { DoorKey } from "../pages/texts/en.ts";
import { Icon } from "./parts.tsx";
import type { RoomProps } from "./rooms.tsx";
import { voiceFor } from "./voice.ts";

/** How long a voice rests between two parts, so that they can be written down. */
const REST_MS = 900;

/**
 * A button that reads parts aloud, one after the other. Only with a voice that is on this device: others send what they
 * say to whoever makes the browser. Where there is none in the language, there is no button.
 */
export function Aloud(props: {
  readonly say: RoomProps["ground"]["say"];
  readonly parts: readonly string[];
  readonly language: string;
}) {
  const { say, parts, language } = props;
  const voice = useVoice(language);
  const [isReading, setReading] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other parts, or leaving the page, end the reading
  useEffect(() => () => globalThis.speechSynthesis?.cancel(), [parts]);
  useEffect(() => {
    if (!isReading || !voice) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = (at: number): void => {
      const part = parts[at];
      if (part === undefined) {
        setReading(false);
        return;
      }
      const said = new SpeechSynthesisUtterance(part);
      said.voice = voice;
      said.lang = voice.lang;
      said.rate = 0.8;
      said.onend = () => {
        timer = setTimeout(() => read(at + 1), REST_MS);
      };
      said.onerror = () => setReading(false);
      speechSynthesis.speak(said);
    };
    read(0);
    return () => {
      clearTimeout(timer);
      speechSynthesis.cancel();
    };
  }, [isReading, voice, parts]);
  if (!voice) return null;
  const text: DoorKey = isReading ? "words-aloud-stop" : "words-aloud";
  return (
    <p>
      <button type="button" class="btn" onClick={() => setReading(!isReading)}>
        <Icon name="speak" />
        {say(text)}
      </button>{" "}
      <span class="small quiet">{say("words-aloud-why")}</span>
    </p>
  );
}

/** A voice of this device for a language; voices come a while after the page in some browsers. */
function useVoice(language: string): SpeechSynthesisVoice | undefined {
  const find = (): SpeechSynthesisVoice | undefined =>
    voiceFor(globalThis.speechSynthesis?.getVoices() ?? [], language);
  const [voice, setVoice] = useState(find);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `find` is of this language
  useEffect(() => {
    setVoice(find());
    const look = (): void => setVoice(find());
    globalThis.speechSynthesis?.addEventListener("voiceschanged", look);
    return () => globalThis.speechSynthesis?.removeEventListener("voiceschanged", look);
  }, [language]);
  return voice;
}
