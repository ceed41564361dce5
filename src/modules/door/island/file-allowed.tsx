/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import { sayDate } from "./days.ts";
import { sayFailure } from "./failures.ts";
import type { OwnConsent, OwnOrder } from "./file-answers.ts";
import type { FilePart } from "./file-room.tsx";
import { Icon, type Said, Status, Sure } from "./parts.tsx";
import type { RoomProps, RoomsGround } from "./rooms.tsx";

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
  return (
    <section class="stack">
      <h2>{say("file-allow")}</h2>
      <p class="small quiet">{say(file.consents.length === 0 ? "file-allow-none" : "file-allow-lead")}</p>
      <div>
        {file.consents.map((consent) => (
          <ConsentView
            key={consent.id}
            consent={consent}
            ground={room.ground}
            onOff={() => void change(`/api/my-file/consents/${consent.id}/withdraw`, say("file-turned-off"))}
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
      <Orders orders={file.orders} room={room} />
    </section>
  );
}

function ConsentView(props: {
  readonly consent: OwnConsent;
  readonly ground: RoomsGround;
  readonly onOff: () => void;
}) {
  const { consent, ground, onOff } = props;
  const { say, language } = ground;
  const { id, agency, categories, purpose, expiresAt, withdrawnAt } = consent;
  const isOver = withdrawnAt === null && Date.parse(expiresAt) <= Date.now();
  const isOn = withdrawnAt === null && !isOver;
  const named = new Intl.ListFormat(language).format(
    categories.map((category) => say(`category-${category}`)),
  );
  const about = withdrawnAt
    ? say("file-allow-off", { date: sayDate(withdrawnAt.slice(0, 10), language) })
    : isOver
      ? say("file-allow-over", { date: sayDate(expiresAt.slice(0, 10), language) })
      : say("file-allow-until", {
          purpose: say(`purpose-${purpose}`),
          date: sayDate(expiresAt.slice(0, 10), language),
        });
  return (
    <div class="consent">
      <span>
        <b id={`what-${id}`}>{say("file-allow-what", { agency: agency.name, categories: named })}</b>
        <span class="small quiet" id={`about-${id}`}>
          {about} {isOn ? "" : say("file-turn-on")}
        </span>
      </span>
      {isOn ? (
        <label class="consent-set">
          <input
            class="switch"
            type="checkbox"
            role="switch"
            checked
            aria-checked={true}
            aria-labelledby={`what-${id}`}
            aria-describedby={`about-${id}`}
            onChange={(event) => {
              event.currentTarget.checked = true; // it shows what is, not what was wished: the answer turns it off
              onOff();
            }}
          />
          <span class="switch-said">{say("file-on")}</span>
        </label>
      ) : (
        <span class="consent-set">
          <span class="tag tag-line">
            <Icon name="lock" />
            {say("file-off")}
          </span>
        </span>
      )}
    </div>
  );
}

function Pause(props: FilePart & { readonly isBusy: boolean; readonly onPause: () => Promise<void> }) {
  const { file, room, isBusy, onPause } = props;
  const { say } = room.ground;
  const [isSure, setSure] = useState(false);
  const isAnyOn = file.consents.some(
    ({ withdrawnAt, expiresAt }) => withdrawnAt === null && Date.parse(expiresAt) > Date.now(),
  );
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

function Orders({ orders, room }: { readonly orders: readonly OwnOrder[]; readonly room: RoomProps }) {
  const { say, language } = room.ground;
  const live = orders.filter(
    ({ endedAt, expiresAt }) => endedAt === null && Date.parse(expiresAt) > Date.now(),
  );
  return (
    <div class="stack stack-1">
      <p class="small quiet">
        {say("file-orders")} {live.length === 0 ? say("file-orders-none") : ""}
      </p>
      {live.map((order) => (
        <p class="note note-soon" key={`${order.authority} ${order.article} ${order.expiresAt}`}>
          <Icon name="alert" />
          <span dir="auto">
            {say("file-order", {
              authority: order.authority,
              article: order.article,
              agency: order.agency.name,
              categories: new Intl.ListFormat(language).format(
                order.categories.map((category) => say(`category-${category}`)),
              ),
              date: sayDate(order.expiresAt.slice(0, 10), language),
            })}
          </span>
        </p>
      ))}
    </div>
  );
}
