/** @jsxImportSource preact */
import { sayAsked } from "./asked-text.ts";
import { sayDay } from "./days.ts";
import { HowItWas } from "./file-how-it-was.tsx";
import type { FilePart } from "./file-room.tsx";
import { nowMs } from "./server-clock.ts";

/** Which other agencies were asked to help, and where that is; nothing where none was. */
export function FileAsked({ file, room }: FilePart) {
  const { say, language } = room.ground;
  if (file.referrals.length === 0) return null;
  return (
    <section class="stack stack-4">
      <h2>{say("refer-title")}</h2>
      <ol class="next">
        {file.referrals.map((referral) => {
          const { id, closedAt, dueAt, stateSince } = referral;
          const { what, where, parts, file: sent } = sayAsked(say, language, referral);
          return (
            <li key={id} class={closedAt === null ? "here" : undefined}>
              <p>
                <b>{what}</b>
              </p>
              <p class="small">{where}</p>
              {parts && <p class="small quiet">{say("refer-parts", { parts })}</p>}
              {sent && <p class="small quiet">{sent}</p>}
              <p class="small faint">{say("file-since", { date: sayDay(new Date(stateSince), language) })}</p>
              {dueAt !== null && Date.parse(dueAt) < nowMs() && <p class="small">{say("file-late")}</p>}
              {referral.asksHowItWas && <HowItWas file={file} room={room} referral={referral} />}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
