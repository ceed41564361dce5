/** @jsxImportSource preact */
import { useMemo, useState } from "preact/hooks";
import { Aloud } from "./aloud.tsx";
import { sayFailure } from "./failures.ts";
import type { OwnLook, OwnLooks } from "./file-answers.ts";
import type { FilePart } from "./file-room.tsx";
import { sayGlass, sayLook } from "./looks-text.ts";
import { Icon, type Said, Status } from "./parts.tsx";
import type { RoomsGround } from "./rooms.tsx";

const SHOWN_FIRST = 5;

/** Who looked, at what, why and when; looks that were refused, too. */
export function FileLooks({ file, room }: FilePart) {
  const { ground, withVisit } = room;
  const { say } = ground;
  const [more, setMore] = useState<OwnLooks>({ looks: [], nextCursor: file.nextLooks });
  const [isOpen, setOpen] = useState(false);
  const [said, setSaid] = useState<Said | null>(null);
  const all = [...file.looks, ...more.looks];
  const shown = isOpen ? all : all.slice(0, SHOWN_FIRST);
  const hasMore = shown.length < all.length || more.nextCursor !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is shown changes with these
  const aloud = useMemo(
    () => [
      ...shown.map((look) =>
        Object.values(sayLook(say, ground.language, look))
          .slice(0, 3)
          .join(". "),
      ),
      ...file.glasses.map((glass) => sayGlass(say, ground.language, glass)),
    ],
    [shown.length, more, file, ground.language],
  );
  const showMore = async (): Promise<void> => {
    setOpen(true);
    if (!isOpen && all.length > SHOWN_FIRST) return; // first what is here
    if (more.nextCursor === null) return;
    const path = `/api/my-file/cases/${file.id}/looks?cursor=${more.nextCursor}`;
    try {
      const next = await withVisit((visit) => visit.ask<OwnLooks>(path));
      setMore({ looks: [...more.looks, ...next.looks], nextCursor: next.nextCursor });
    } catch (error) {
      setSaid({ kind: "bad", lines: sayFailure(error, say, ground.emergency, "file-failed") });
    }
  };
  return (
    <section class="stack">
      <h2>{say("file-looked")}</h2>
      {all.length === 0 && <p class="quiet">{say("file-looked-none")}</p>}
      {aloud.length > 0 && <Aloud say={say} parts={aloud} language={ground.language} />}
      {all.length > 0 && (
        <ul class="looked">
          {shown.map((look, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: looks are only added at the end, and two can be alike
            <LookView key={`${look.at} ${at}`} look={look} ground={ground} />
          ))}
        </ul>
      )}
      {hasMore && (
        <button type="button" class="plain-button" onClick={() => void showMore()}>
          {say("file-looked-all")}
          <Icon name="next" />
        </button>
      )}
      {isOpen && !hasMore && all.length > SHOWN_FIRST && (
        <button type="button" class="plain-button" onClick={() => setOpen(false)}>
          {say("file-looked-fewer")}
        </button>
      )}
      <Status said={said} />
      {file.glasses.length > 0 && (
        <>
          <h3>{say("file-glass-title")}</h3>
          <ul class="looked">
            {file.glasses.map((glass) => (
              <li key={`${glass.at} ${glass.category}`}>
                <Icon name="alert" />
                <span dir="auto">{sayGlass(say, ground.language, glass)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function LookView({ look, ground }: { readonly look: OwnLook; readonly ground: RoomsGround }) {
  const { who, what, when, isRead } = sayLook(ground.say, ground.language, look);
  return (
    <li>
      <Icon name={isRead ? "eye" : "lock"} />
      <span>
        {who && (
          <>
            <b>{who}</b>
            <br />
          </>
        )}
        {what}
        <br />
        <span class="small faint">{when}</span>
      </span>
    </li>
  );
}
