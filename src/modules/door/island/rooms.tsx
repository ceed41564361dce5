/** @jsxImportSource preact */
import { render, type VNode } from "preact";
import { useCallback, useEffect, useState } from "preact/hooks";
import type { Say } from "../../../core/texts/index.ts";
import type { DoorKey } from "../pages/texts/en.ts";
import { ApiError } from "./api.ts";
import { DoneRoom } from "./done-room.tsx";
import { FileRoom } from "./file-room.tsx";
import { LettersRoom } from "./letters-room.tsx";
import { Title } from "./parts.tsx";
import type { Ground } from "./talk.ts";
import { askBeforeLosing } from "./unsent.ts";
import { Visit } from "./visit.ts";
import type { ShownWay, Tools, Way } from "./way.ts";
import { WordsRoom } from "./words-room.tsx";

/** Where someone is after the form: all in one document, so that the words are typed once and stay in memory. */
export type Room =
  | { readonly name: "done" | "letters" | "file" }
  /** `next`: after a first letter, where there is more to add to it, or with new words for a file. */
  | { readonly name: "words"; readonly shown: ShownWay; readonly next: "done" | "letters" | "file" }
  | { readonly name: "gone"; readonly text: DoorKey }
  /** Nothing of what was open, and nothing that says that there was anything. */
  | { readonly name: "decoy" };

export interface RoomsGround extends Ground {
  readonly say: Say<DoorKey>;
  readonly tools: Tools;
}

/** What every room is given. */
export interface RoomProps {
  readonly ground: RoomsGround;
  readonly way: Way;
  readonly go: (room: Room) => void;
  /** The visit, begun when a room first needs it. A visit that has ended closes all rooms. */
  readonly withVisit: <T>(use: (visit: Visit) => Promise<T>) => Promise<T>;
  /** Whether something here would be lost by closing the page. */
  readonly setUnsaved: (isUnsaved: boolean) => void;
}

const PATHS: Readonly<Record<Room["name"], string>> = {
  words: "/words",
  done: "/words",
  letters: "/conversation",
  file: "/my-file",
  gone: "/back",
  decoy: "/",
};

/** After this long without a touch or a key, no one can read on at a phone that was left lying. */
const IDLE_MS = 15 * 60_000;

let isUnsaved = false;

export function openRooms(ground: RoomsGround, way: Way, first: Room, visit: Visit | undefined): void {
  askBeforeLosing(() => isUnsaved);
  ground.root.replaceChildren();
  render(<Rooms ground={ground} way={way} first={first} begun={visit} />, ground.root);
}

function Rooms(props: {
  readonly ground: RoomsGround;
  readonly way: Way;
  readonly first: Room;
  readonly begun: Visit | undefined;
}) {
  const { ground } = props;
  const [room, setRoom] = useState(props.first);
  const [visit, setVisit] = useState(() => (props.begun ? Promise.resolve(props.begun) : undefined));
  const go = useCallback(
    (next: Room) => {
      isUnsaved = false;
      if (next.name === "gone") closeRooms(ground, "gone", <GoneRoom ground={ground} text={next.text} />);
      else if (next.name === "decoy") closeRooms(ground, "decoy", <DecoyRoom ground={ground} />);
      else setRoom(next);
    },
    [ground],
  );
  useIdle(
    useCallback(() => {
      if (!isUnsaved) go({ name: "gone", text: "visit-ended" });
    }, [go]),
  );
  useEffect(() => showPath(ground, room.name), [room, ground]);
  const withVisit = useCallback(
    async <T,>(use: (visit: Visit) => Promise<T>): Promise<T> => {
      const begun = visit ?? Visit.begin(ground.tools, props.way);
      if (!visit) setVisit(begun);
      try {
        return await use(await begun);
      } catch (error) {
        if (!(await begun.catch(() => undefined))) setVisit(undefined); // no connection: begun anew next time
        if (error instanceof ApiError && error.code === "visit-ended")
          go({ name: "gone", text: "visit-ended" });
        throw error;
      }
    },
    [visit, ground, props.way, go],
  );
  const setUnsaved = useCallback((now: boolean) => {
    isUnsaved = now;
  }, []);
  const given: RoomProps = { ground, way: props.way, go, withVisit, setUnsaved };
  switch (room.name) {
    case "words":
      return <WordsRoom {...given} shown={room.shown} next={room.next} />;
    case "done":
      return <DoneRoom {...given} />;
    case "letters":
      return <LettersRoom {...given} />;
    case "file":
      return <FileRoom {...given} />;
    case "gone":
    case "decoy":
      return null; // closed: another tree stands in its place
  }
}

/** One place in the history for all rooms: Back never opens one again. */
function showPath(ground: RoomsGround, name: Room["name"]): void {
  history.replaceState(null, "", `${PATHS[name]}?lang=${ground.language}`);
}

/** Lets go of the words, the keys and the letters: the tree that held them is gone, and something else stands there. */
function closeRooms(ground: RoomsGround, name: "gone" | "decoy", instead: VNode): void {
  render(null, ground.root);
  showPath(ground, name);
  render(instead, ground.root);
}

/** Calls when nobody touched the page for a while; also when a phone wakes after that while. */
function useIdle(onIdle: () => void): void {
  useEffect(() => {
    let touchedAt = Date.now();
    const touch = (): void => {
      touchedAt = Date.now();
    };
    const look = (): void => {
      if (Date.now() - touchedAt >= IDLE_MS) onIdle();
    };
    const timer = setInterval(look, 10_000);
    document.addEventListener("pointerdown", touch);
    document.addEventListener("keydown", touch);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("pointerdown", touch);
      document.removeEventListener("keydown", touch);
      document.removeEventListener("visibilitychange", look);
    };
  }, [onIdle]);
}

function GoneRoom({ ground, text }: { readonly ground: RoomsGround; readonly text: DoorKey }) {
  const { say, language } = ground;
  return (
    <div class="stack stack-5">
      <Title>{say("back-title")}</Title>
      <p>{say(text)}</p>
      <a class="btn btn-main btn-wide" href={`/back?lang=${language}`}>
        {say("back-open")}
      </a>
    </div>
  );
}

/** What stands on any page of advice: for whoever looks over someone's shoulder. */
function DecoyRoom({ ground }: { readonly ground: RoomsGround }) {
  const { say } = ground;
  return (
    <div class="stack stack-5">
      <Title>{say("site-name")}</Title>
      <ul>
        {(["decoy-1", "decoy-2", "decoy-3"] as const).map((tip) => (
          <li key={tip}>{say(tip)}</li>
        ))}
      </ul>
    </div>
  );
}
