/** @jsxImportSource preact */
import { useId, useState } from "preact/hooks";
import { ApiError } from "./api.ts";
import { sayDay } from "./days.ts";
import { sayFailure } from "./failures.ts";
import type { OwnWish, WishKind } from "./file-answers.ts";
import type { FilePart } from "./file-room.tsx";
import { Icon, type Said, Status, Sure } from "./parts.tsx";
import { nowMs } from "./server-clock.ts";
import { typedDigits } from "./typed-digits.ts";

type Act = (work: () => Promise<string>) => Promise<void>;

/**
 * What cannot be undone: leaving, erasing, another safe contact, another guardian. It waits for seven days, since
 * someone else may hold the words; whoever holds them can stop it.
 */
export function FileWishes({ file, room, onChanged }: FilePart & { readonly onChanged: () => void }) {
  const { say, emergency } = room.ground;
  const [said, setSaid] = useState<Said | null>(null);
  const [isBusy, setBusy] = useState(false);
  const act: Act = async (work) => {
    if (isBusy) return;
    setBusy(true);
    try {
      setSaid({ kind: "good", lines: [await work()] });
      onChanged();
    } catch (error) {
      const code = error instanceof ApiError ? error.code : "";
      const lines =
        code === "wish-number"
          ? [say("wish-number-wrong")]
          : sayFailure(error, say, emergency, "file-failed");
      setSaid({ kind: "bad", lines });
    }
    setBusy(false);
  };
  const kinds: readonly WishKind[] = [
    "change-contact",
    ...(file.hasGuardian ? (["end-guardian"] as const) : []),
    "leave",
    "erase",
  ];
  const free = kinds.filter((kind) => !file.wishes.some(({ what }) => what === kind));
  return (
    <section class="stack">
      <h2>{say("wish-title")}</h2>
      <p class="small quiet">{say("wish-lead")}</p>
      {file.wishes.map((wish) => (
        <Waiting key={wish.id} wish={wish} room={room} isBusy={isBusy} act={act} />
      ))}
      <Status said={said} />
      <div>
        {free.map((what) => (
          <Ask key={what} what={what} file={file} room={room} isBusy={isBusy} act={act} />
        ))}
      </div>
    </section>
  );
}

function Ask(props: FilePart & { readonly what: WishKind; readonly isBusy: boolean; readonly act: Act }) {
  const { what, file, room, isBusy, act } = props;
  const { say } = room.ground;
  const [isSure, setSure] = useState(false);
  if (!isSure) {
    return (
      <button type="button" class="plain-button" onClick={() => setSure(true)}>
        {say(`wish-${what}`)}
        <Icon name="next" />
      </button>
    );
  }
  const ask = () =>
    act(async () => {
      await room.withVisit((visit) => visit.ask(`/api/my-file/cases/${file.id}/wishes`, "POST", { what }));
      return say("wish-asked");
    });
  return (
    <Sure
      text={say(`wish-${what}-means`)}
      yes={say("wish-yes")}
      no={say("wish-no")}
      isBusy={isBusy}
      onYes={() => void ask().then(() => setSure(false))}
      onNo={() => setSure(false)}
    />
  );
}

function Waiting(props: {
  readonly wish: OwnWish;
  readonly room: FilePart["room"];
  readonly isBusy: boolean;
  readonly act: Act;
}) {
  const { wish, room, isBusy, act } = props;
  const { say, language } = room.ground;
  const [number, setNumber] = useState("");
  const field = useId();
  const isRipe = Date.parse(wish.ripeAt) <= nowMs();
  const date = sayDay(new Date(wish.ripeAt), language);
  const stop = () =>
    act(async () => {
      await room.withVisit((visit) => visit.ask(`/api/my-file/wishes/${wish.id}/stop`, "POST"));
      return say("wish-stopped");
    });
  const carryOut = () =>
    act(async () => {
      const body = { number: typedDigits(number) };
      const { held } = await room.withVisit((visit) =>
        visit.ask<{ held: readonly string[] }>(`/api/my-file/wishes/${wish.id}/carry-out`, "POST", body),
      );
      return say(held.length > 0 ? "wish-held" : "wish-done");
    });
  return (
    <div class="note note-soon">
      <Icon name="clock" />
      <div class="stack">
        <p>
          <strong>{say(`wish-${wish.what}`)}</strong>
        </p>
        <p class="small">{say(isRipe ? "wish-ripe" : "wish-waiting", { date })}</p>
        {isRipe && (
          <form
            class="stack"
            onSubmit={(event) => {
              event.preventDefault();
              void carryOut();
            }}
          >
            <label for={field}>{say("wish-number")}</label>
            <input
              class="input"
              id={field}
              type="text"
              inputMode="numeric"
              autocomplete="off"
              dir="ltr"
              maxLength={20}
              value={number}
              onInput={(event) => setNumber(event.currentTarget.value)}
            />
            <button
              type="submit"
              class="btn btn-danger"
              aria-busy={isBusy}
              aria-disabled={typedDigits(number).length !== 8}
            >
              {say("wish-now")}
            </button>
          </form>
        )}
        <button type="button" class="btn" aria-busy={isBusy} onClick={() => void stop()}>
          {say("wish-stop")}
        </button>
      </div>
    </div>
  );
}
