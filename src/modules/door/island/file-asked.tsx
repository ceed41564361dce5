/** @jsxImportSource preact */
import { sayDay } from "./days.ts";
import type { OwnReferral } from "./file-answers.ts";
import type { FilePart } from "./file-room.tsx";

const WANTED = [
  "safe-place",
  "health-care",
  "counselling",
  "legal-advice",
  "child-protection",
  "identification",
  "interpreting",
  "work-and-income",
  "return-home",
] as const;

const TOLD = ["sent", "acknowledged", "accepted", "begun", "ended", "stopped"] as const;

/** Which other agencies were asked to help, and where that is; nothing where none was. */
export function FileAsked({ file, room }: FilePart) {
  const { say, language } = room.ground;
  if (file.referrals.length === 0) return null;
  const tellWhere = ({ state, agency }: OwnReferral): string =>
    say(`refer-${TOLD.find((told) => told === state) ?? "back"}`, { agency: agency.name });
  const isLate = ({ dueAt }: OwnReferral) => dueAt !== null && Date.parse(dueAt) < Date.now();
  return (
    <section class="stack stack-4">
      <h2>{say("refer-title")}</h2>
      <ol class="next">
        {file.referrals.map((referral) => (
          <li key={referral.id} class={referral.closedAt === null ? "here" : undefined}>
            <p>
              <b>{say(`wanted-${WANTED.find((known) => known === referral.wanted) ?? "other-support"}`)}</b>
            </p>
            <p class="small">{tellWhere(referral)}</p>
            <p class="small faint">
              {say("file-since", { date: sayDay(new Date(referral.stateSince), language) })}
            </p>
            {isLate(referral) && <p class="small">{say("file-late")}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}
