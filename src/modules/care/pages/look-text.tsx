import type { Look } from "../../../web/api/answers.ts";
import type { Desk } from "../../../web/desk-context.tsx";
import type { LogEntry } from "../../../web/kit/log.tsx";
import { Tag } from "../../../web/kit/marks.tsx";
import { sayWith } from "../../../web/rich.tsx";
import { sayCategory, sayPurpose } from "../../../web/texts/names.ts";

/** One look as a line: who, of which agency, at what, why; and where it stayed closed. */
export function toLogEntry(look: Look, index: number, desk: Desk, ownId: string): LogEntry {
  const { say, when } = desk;
  const own = look.member?.id === ownId;
  const who = (
    <b>{own ? say("you") : (look.member?.displayName ?? look.agency?.name ?? say("looks.the-person"))}</b>
  );
  const of = !own && look.member && look.agency ? say("looks.of", { agency: look.agency.name }) : "";
  const values = {
    of,
    category: look.category ? sayCategory(say, look.category).toLowerCase() : say("looks.the-case"),
    purpose: look.purpose ? say("looks.for", { purpose: sayPurpose(say, look.purpose) }) : "",
  };
  const refused = look.outcome === "refused" || look.notOpened !== null;
  return {
    id: `${look.at}-${index}`,
    at: when.near(look.at),
    iso: look.at,
    text: (
      <>
        {sayWith(
          say,
          own ? (refused ? "looks.you-asked" : "looks.you-read") : refused ? "looks.asked" : "looks.read",
          { who },
          values,
        )}
        {look.clause === "break-glass" && (
          <>
            {" "}
            <Tag kind="late" icon="alert">
              {say("looks.glass")}
            </Tag>
          </>
        )}
        {look.printedFor && (
          <>
            {" "}
            <Tag kind="line" icon="print">
              {say(look.printedFor === "person" ? "looks.printed-for-person" : "looks.printed")}
            </Tag>
          </>
        )}
        {refused && (
          <>
            {" "}
            <Tag kind="closed">{say("looks.stayed-closed")}</Tag>
          </>
        )}
      </>
    ),
  };
}
