import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Clock, ToolDue } from "../../../web/api/answers.ts";
import type { Inbox } from "../../../web/api/door-answers.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { Answer } from "../../../web/kit/answer.tsx";
import { Part, WaitingList } from "../../../web/kit/log.tsx";
import { Empty } from "../../../web/kit/states.tsx";
import { useSession } from "../../../web/session/session.tsx";
import { sayCode } from "../../../web/texts/names.ts";

const SHOWN_MAX = 6;
const HOUR_MS = 3_600_000;

/** Letters that wait for an answer, the longest first. */
export function WaitingLetters() {
  const { say, when, now } = useDesk();
  const { api, me } = useSession();
  const inbox = useQuery({
    // The first page holds those who wait longest.
    queryKey: ["inbox", "waiting"],
    queryFn: ({ signal }) => api.get<Inbox>("/api/inbox", signal),
  });
  return (
    <Part
      id="waiting"
      title={say("rail.inbox")}
      end={
        <Link className="small" to="/inbox">
          {say("today.all")}
        </Link>
      }
    >
      <Answer query={inbox} loading={say("inbox.loading")}>
        {({ mailboxes }) => {
          const waiting = mailboxes
            .filter(({ waitingSince }) => waitingSince !== null)
            .sort((a, b) => String(a.waitingSince).localeCompare(String(b.waitingSince)));
          if (waiting.length === 0) return <Empty title={say("inbox.none-waiting")} />;
          return (
            <WaitingList
              label={say("inbox.waiting")}
              entries={waiting.slice(0, SHOWN_MAX).map((mailbox) => ({
                id: mailbox.address,
                icon: "speak",
                title: (
                  <Link to="/inbox/$address" params={{ address: mailbox.address }}>
                    {say("inbox.mailbox", { name: mailbox.address.slice(0, 4).toUpperCase() })}
                  </Link>
                ),
                note: say(
                  mailbox.assignedTo === null
                    ? "inbox.no-one"
                    : mailbox.assignedTo === me.member.id
                      ? "inbox.yours"
                      : "inbox.colleague",
                ),
                // Letters carry hours, not minutes.
                wait: say("inbox.since", {
                  length: when.roughly(
                    Math.max(HOUR_MS, now().getTime() - Date.parse(String(mailbox.waitingSince))),
                  ),
                }),
              }))}
            />
          );
        }}
      </Answer>
    </Part>
  );
}

/** An assessment that ends at midnight holds to the end of the day before. */
const dayOf = ({ what, at }: ToolDue): Date => new Date(Date.parse(at) - (what === "ends" ? 1 : 0));

/** Assessments of tools that end soon and advice that is awaited, with who can act; nothing where nothing waits. */
export function ToolsDue() {
  const { say, when, locale } = useDesk();
  const { api } = useSession();
  const due = useQuery({
    queryKey: ["tools", "due"],
    queryFn: ({ signal }) => api.get<{ due: readonly ToolDue[] }>("/api/tools/due", signal),
    staleTime: 0,
  });
  const waiting = due.data?.due ?? [];
  if (waiting.length === 0) return null;
  const anyOf = new Intl.ListFormat(locale, { type: "disjunction" });
  const whoCan = ({ what, first, second }: ToolDue): string => {
    const [those, then] = [anyOf.format(first), anyOf.format(second)];
    if (what === "advice") return those ? say("tools-due.answer", { who: those }) : say("tools-due.nobody");
    if (!then) return say("tools-due.no-officer");
    return those
      ? say("tools-due.renew", { first: those, second: then })
      : say("tools-due.sign", { who: then });
  };
  return (
    <Part
      id="tools-due"
      title={say("rail.tools")}
      end={
        <Link className="small" to="/tools">
          {say("today.all")}
        </Link>
      }
    >
      <WaitingList
        label={say("tools-due.label")}
        entries={waiting.map((one) => ({
          id: `${one.what} ${one.tool} ${one.agency ?? ""}`,
          icon: one.what === "advice" ? "speak" : "chart",
          title: (
            <Link to="/tools" hash={`tool-${one.tool}`}>
              {sayCode(say, "tool", one.tool)}
            </Link>
          ),
          note: (
            <>
              {say(`tools-due.${one.what}`, { day: when.day(dayOf(one)) })}{" "}
              {!one.isOwn && <bdi>{one.agency}. </bdi>}
              {whoCan(one)}
            </>
          ),
          nearness: one.what === "ends" ? "soon" : one.what === "advice" ? undefined : "late",
        }))}
      />
    </Part>
  );
}

/** How many open limits each member has; a picture of work, not of worth. */
export function Load({ clocks }: { clocks: readonly Clock[] }) {
  const { say } = useDesk();
  const counts = new Map<string, number>();
  for (const { member } of clocks) {
    const name = member?.displayName ?? say("clocks.no-one");
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const most = Math.max(1, ...counts.values());
  const rows = [...counts].sort(([, a], [, b]) => b - a).slice(0, SHOWN_MAX);
  if (rows.length === 0) return null;
  return (
    <Part
      id="load"
      title={say("today.load")}
      end={
        <Link className="small" to="/workload">
          {say("today.all")}
        </Link>
      }
    >
      {rows.map(([name, count]) => (
        <div className="cap" key={name}>
          <span>{name}</span>
          <strong className="num">{count}</strong>
          <svg viewBox="0 0 280 12" preserveAspectRatio="none" aria-hidden="true">
            <rect className="load-track" y="3" width="280" height="6" rx="3" />
            <rect className="load" y="3" width={(280 * count) / most} height="6" rx="3" />
          </svg>
        </div>
      ))}
    </Part>
  );
}
