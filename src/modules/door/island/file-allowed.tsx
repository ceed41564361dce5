/** @jsxImportSource preact */
import { useMemo, useState } from "preact/hooks";
import { Aloud } from "./aloud.tsx";
import { isOver, sayConsent } from "./consent-text.ts";
import { ConsentView } from "./consent-view.tsx";
import { sayFailure } from "./failures.ts";
import type { FilePart } from "./file-room.tsx";
import { Means } from "./means.tsx";
import { Orders } from "./order-view.tsx";
import { sayOrder } from "./orders-text.ts";
import { Icon, type Said, Status, Sure } from "./parts.tsx";

/** What the person allowed, each with a switch that acts at once; pausing everything is always in reach. */
export function FileAllowed({ file, room, onChanged }: FilePart & { readonly onChanged: () => void }) {
  const { say, emergency } = room.ground;
  const [said, setSaid] = useState<Said | null>(null);
  const [isBusy, setBusy] = useState(false);
  const change = async (path: string, done: string): Promise<void> => {
    if (isBusy) return;
    setBusy(true);
    try {
      await room.withVisit((visit) => visit.ask(path, "POST"));
      setSaid({ kind: "good", lines: [done] });
      onChanged();
    } catch (error) {
      setSaid({ kind: "bad", lines: sayFailure(error, say, emergency, "file-failed") });
    }
    setBusy(false);
  };
  const { language } = room.ground;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words change with the file and the language
  const aloud = useMemo(
    () => [
      ...file.consents.map((consent) => Object.values(sayConsent(say, language, consent)).join(" ")),
      ...file.orders.map((order) =>
        Object.values(sayOrder(say, language, order))
          .filter(Boolean)
          .join(" "),
      ),
    ],
    [file, language],
  );
  return (
    <section class="stack">
      <h2>{say("file-allow")}</h2>
      <p class="small quiet">{say(file.consents.length === 0 ? "file-allow-none" : "file-allow-lead")}</p>
      <Means ground={room.ground} />
      {aloud.length > 0 && <Aloud say={say} parts={aloud} language={room.ground.language} />}
      <div>
        {file.consents.map((consent) => (
          <ConsentView
            key={consent.id}
            consent={consent}
            ground={room.ground}
            onOff={() => void change(`/api/my-file/consents/${consent.id}/withdraw`, say("file-turned-off"))}
            onDispute={() => change(`/api/my-file/consents/${consent.id}/dispute`, say("given-not-done"))}
          />
        ))}
      </div>
      <Status said={said} />
      <Pause
        file={file}
        room={room}
        isBusy={isBusy}
        onPause={() => change(`/api/my-file/cases/${file.id}/pause`, say("file-paused"))}
      />
      <Orders orders={file.orders} ground={room.ground} />
    </section>
  );
}

function Pause(props: FilePart & { readonly isBusy: boolean; readonly onPause: () => Promise<void> }) {
  const { file, room, isBusy, onPause } = props;
  const { say } = room.ground;
  const [isSure, setSure] = useState(false);
  const isAnyOn = file.consents.some((consent) => consent.withdrawnAt === null && !isOver(consent));
  if (!isAnyOn) return null;
  if (isSure) {
    return (
      <Sure
        text={say("file-pause-sure", { agency: file.holder.name })}
        yes={say("file-pause-yes")}
        no={say("file-pause-no")}
        isBusy={isBusy}
        onYes={() => void onPause().then(() => setSure(false))}
        onNo={() => setSure(false)}
      />
    );
  }
  return (
    <button type="button" class="btn btn-wide" onClick={() => setSure(true)}>
      <Icon name="pause" />
      {say("file-pause")}
    </button>
  );
}
