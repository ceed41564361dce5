/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import type { DoorKey } from "../pages/texts/en.ts";
import { sayTime } from "./days.ts";
import { sayFailure } from "./failures.ts";
import type { OwnLook, OwnLooks } from "./file-answers.ts";
import type { FilePart } from "./file-room.tsx";
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
            {file.glasses.map(({ agency, at, category, reason }) => (
              <li key={`${at} ${category}`}>
                <Icon name="alert" />
                <span dir="auto">
                  {say("file-glass", {
                    agency: agency.name,
                    category: say(`category-${category}`),
                    reason,
                    time: sayTime(new Date(at), ground.language),
                  })}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

type RoleName = RoleOf<DoorKey>;
type RoleOf<K> = K extends `role-${infer R}` ? R : never;
const ROLES = [
  "intake-worker",
  "caseworker",
  "health-worker",
  "legal-adviser",
  "guardian",
  "investigator",
  "prosecutor",
  "decision-maker",
  "labour-inspector",
  "child-protection-officer",
  "statistician",
  "data-protection-officer",
  "auditor",
  "supervisor",
] as const satisfies readonly RoleName[];

function LookView({ look, ground }: { readonly look: OwnLook; readonly ground: RoomsGround }) {
  const { say, language } = ground;
  const category = say(`category-${look.category}`);
  const time = sayTime(new Date(look.at), language);
  if (!look.agency) {
    return (
      <li>
        <Icon name="eye" />
        <span>
          {say("file-looked-you", { category })}
          <br />
          <span class="small faint">{time}</span>
        </span>
      </li>
    );
  }
  const isRead = look.outcome === "read" && look.notOpened === null;
  const role = ROLES.find((known) => known === look.role) ?? "other";
  return (
    <li>
      <Icon name={isRead ? "eye" : "lock"} />
      <span>
        <b>{say(`role-${role}`)}</b>
        <br />
        {isRead
          ? say("file-looked-read", { category, purpose: say(`purpose-${look.purpose ?? "support"}`) })
          : say(isWithoutYes(look.refusal) ? "file-looked-refused-consent" : "file-looked-refused", {
              category,
            })}
        {look.printedFor && (
          <>
            <br />
            {say("file-looked-printed")}
          </>
        )}
        <br />
        <span class="small faint">{say("file-looked-when", { agency: look.agency.name, time })}</span>
      </span>
    </li>
  );
}

/** Closed for want of the person's yes, and not for the looker's role or reason. */
const isWithoutYes = (refusal: string | null): boolean => refusal === "not-shared" || refusal === "withdrawn";
