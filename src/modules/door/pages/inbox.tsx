import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import type { Member } from "../../../web/api/answers.ts";
import type { MailboxLine } from "../../../web/api/door-answers.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { Answer } from "../../../web/kit/answer.tsx";
import { Button, buttonClass } from "../../../web/kit/button.tsx";
import { Tag } from "../../../web/kit/marks.tsx";
import { Menu } from "../../../web/kit/menu.tsx";
import { Seg } from "../../../web/kit/seg.tsx";
import { Empty } from "../../../web/kit/states.tsx";
import { Table } from "../../../web/kit/table.tsx";
import { useNotices } from "../../../web/kit/toast.tsx";
import { sayProblem } from "../../../web/session/problems.ts";
import { useMemberKeys, useSession } from "../../../web/session/session.tsx";
import { WithKeys } from "../../../web/session/unlock.tsx";
import { useTitle } from "../../../web/shell/title.ts";
import { byUrgency, mergeMarks, mergeReports } from "../desk-note.ts";
import { hourOf } from "../letter.ts";
import { ForNewcomers } from "./inbox-for-newcomers.tsx";
import { MarkTags, mailboxName, OfferTag } from "./inbox-marks.tsx";
import { type MarksByAddress, marksOr, sameAsOf, useMarks } from "./inbox-marks-read.ts";
import { fetchInbox } from "./inbox-pages.ts";
import { InboxSearch } from "./inbox-search.tsx";
import { EmptySpam, Going } from "./inbox-spam.tsx";

/** Everyone who wrote to the door, by urgency and by who waits longest. The letters themselves are opened one by one. */
export function InboxPage() {
  const { say } = useDesk();
  const { api, me } = useSession();
  useTitle(say("inbox.title"));
  const inbox = useQuery({
    queryKey: ["inbox"],
    queryFn: ({ signal }) => fetchInbox(api, signal),
    refetchInterval: 60_000,
  });
  const members = useQuery({
    queryKey: ["members"],
    queryFn: ({ signal }) => api.get<{ members: readonly Member[] }>("/api/members", signal),
  });
  useCallKey();
  const keys = useMemberKeys();
  const isIntake = me.member.roles.includes("intake-worker");
  return (
    <>
      <header className="desk-head">
        <div>
          <h1>{say("inbox.title")}</h1>
          <p className="quiet">{say("inbox.lead")}</p>
        </div>
        <span className="row">
          <Link className={buttonClass()} to="/call" aria-keyshortcuts="Alt+C">
            {say("call.title")} <kbd>Alt C</kbd>
          </Link>
          <Link className={buttonClass()} to="/texts-for-answers">
            {say("templates.link")}
          </Link>
        </span>
      </header>
      {isIntake ? (
        <div className="stack stack-6">
          <Answer query={inbox} loading={say("inbox.loading")}>
            {({ mailboxes }) => <Sorted mailboxes={mailboxes} members={members.data?.members ?? []} />}
          </Answer>
          {keys && <ForNewcomers keys={keys} />}
        </div>
      ) : (
        <Empty title={say("inbox.not-intake")}>{say("inbox.not-intake-say")}</Empty>
      )}
    </>
  );
}

/** Someone is on the line: Alt and C begin to write, from a field too. */
function useCallKey(): void {
  const navigate = useNavigate();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      // By its place on the keyboard: with Alt, some write another letter there.
      if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== "KeyC") return;
      event.preventDefault();
      void navigate({ to: "/call" });
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [navigate]);
}

interface Lines {
  mailboxes: readonly MailboxLine[];
  members: readonly Member[];
}

/** Marks are opened and sorted by here. While my keys are locked, the order is the server's: who waits longest. */
function Sorted({ mailboxes, members }: Lines) {
  const { say, now } = useDesk();
  const keys = useMemberKeys();
  const marks = useMarks(mailboxes, keys);
  const [shown, setShown] = useState<"people" | "spam">("people");
  if (mailboxes.length === 0) return <Empty title={say("inbox.none")}>{say("inbox.none-say")}</Empty>;
  const marksOf = ({ address }: MailboxLine) => marksOr(marks?.get(address));
  const isSpam = (line: MailboxLine) => marksOf(line).spam;
  const spam = mailboxes.filter(isSpam);
  const lines = mailboxes.filter((line) => isSpam(line) === (shown === "spam"));
  const hour = hourOf(now().getTime());
  const sorted = marks ? byUrgency(lines, marksOf, hour) : lines;
  const reports = mergeReports(sorted, sameAsOf(marks)).map(reportOf);
  const marksOfReport = (report: Report) => mergeMarks(report.lines.map(marksOf));
  return (
    <div className="stack stack-4">
      {!keys && mailboxes.some(({ lastNote }) => lastNote > 0) && (
        <div className="stack">
          <p className="quiet">{say("inbox.marks-locked")}</p>
          <WithKeys>{() => null}</WithKeys>
        </div>
      )}
      {(spam.length > 0 || shown === "spam") && (
        <Seg
          label={say("inbox.shown")}
          value={shown}
          onChoose={setShown}
          options={[
            { value: "people", label: say("inbox.shown-people") },
            { value: "spam", label: say("inbox.shown-spam", { count: spam.length }) },
          ]}
        />
      )}
      {keys && <InboxSearch mailboxes={mailboxes} keys={keys} />}
      {shown === "spam" && <EmptySpam spam={spam} />}
      {shown === "spam" && spam.length === 0 ? (
        <Empty title={say("inbox.no-spam")} />
      ) : (
        <Mailboxes
          reports={marks ? byUrgency(reports, marksOfReport, hour) : reports}
          members={members}
          marks={marks}
        />
      )}
    </div>
  );
}

/** One conversation, or several that tell of the same: one row, which waits as long as one of them does. */
interface Report {
  readonly address: string;
  readonly lines: readonly MailboxLine[];
  readonly waitingSince: string | null;
  readonly openedHour: string;
}

function reportOf(lines: readonly MailboxLine[]): Report {
  const waits = lines.flatMap(({ waitingSince }) => waitingSince ?? []).sort();
  const begun = lines.map(({ openedHour }) => openedHour).sort();
  return {
    address: lines[0]?.address ?? "",
    lines,
    waitingSince: waits[0] ?? null,
    openedHour: begun.at(-1) ?? "",
  };
}

/** More rows than anyone reads at once make the page slow; all of them are sorted. */
const SHOWN_FIRST = 200;

function Mailboxes(props: {
  reports: readonly Report[];
  members: readonly Member[];
  marks: MarksByAddress | null;
}) {
  const { reports, members, marks } = props;
  const { say, when, now } = useDesk();
  const [count, setCount] = useState(SHOWN_FIRST);
  if (reports.length === 0) return <Empty title={say("inbox.only-spam")} />;
  const table = (
    <Table
      caption={say("inbox.title")}
      rows={reports.slice(0, count)}
      keyOf={({ address }) => address}
      columns={[
        {
          id: "who",
          title: say("inbox.who"),
          heads: true,
          cell: ({ lines }) => lines.map((line) => <Who key={line.address} line={line} />),
        },
        {
          id: "waits",
          title: say("inbox.waits"),
          cell: ({ lines, waitingSince, openedHour }) =>
            waitingSince ? (
              <>
                <Tag kind="here">{say("inbox.unanswered")}</Tag>
                <small>{sayWaiting(waitingSince, say, when, now())}</small>
                {lines.map((line) => (
                  <Ends key={line.address} line={line} />
                ))}
              </>
            ) : (
              <>
                {say("inbox.answered")}
                <small>{say("inbox.opened", { day: when.day(openedHour) })}</small>
              </>
            ),
        },
        {
          id: "marks",
          title: say("inbox.marks"),
          cell: ({ lines }) => marks && <ReportMarks lines={lines} marks={marks} />,
        },
        {
          id: "offer",
          title: say("inbox.question"),
          cell: ({ lines }) =>
            lines.some(({ offer }) => offer) &&
            lines.map(({ address, offer }) => offer && <OfferTag key={address} offer={offer} />),
        },
        {
          id: "whose",
          title: say("inbox.with"),
          number: true,
          cell: ({ lines }) => <Assign lines={lines} members={members} />,
        },
      ]}
    />
  );
  if (reports.length <= count) return table;
  return (
    <>
      {table}
      <div className="row">
        <Button onClick={() => setCount(count + SHOWN_FIRST)}>{say("more-next")}</Button>
        <span className="small quiet">{say("inbox.of-all", { shown: count, all: reports.length })}</span>
      </div>
    </>
  );
}

function Who({ line }: { line: MailboxLine }) {
  const { say } = useDesk();
  return (
    <>
      <Link className="who" to="/inbox/$address" params={{ address: line.address }}>
        {say("inbox.mailbox", { name: mailboxName(line.address) })}
      </Link>
      <small>
        {say("inbox.letters", { count: line.lastLetter })}
        {line.cameFrom && `${say("about.comma")}${say("inbox.came-from", { agency: line.cameFrom.name })}`}
      </small>
    </>
  );
}

/** What happens by itself to one that waits: another agency opens it, or it goes as spam. */
function Ends({ line }: { line: MailboxLine }) {
  const { say, when } = useDesk();
  return (
    <>
      {line.standIn && (
        <small>
          {say("inbox.stand-in", {
            agency: line.standIn.name,
            at: when.near(new Date(line.standIn.opensAt)),
          })}
        </small>
      )}
      <Going line={line} />
    </>
  );
}

function ReportMarks({ lines, marks }: { lines: readonly MailboxLine[]; marks: MarksByAddress }) {
  const { say } = useDesk();
  const own = lines.flatMap(({ address }) => marks.get(address) ?? []);
  const open = own.filter((one) => one !== "closed");
  return (
    <>
      {(open.length > 0 || lines.length > 1) && (
        <span className="row">
          {lines.length > 1 && (
            <Tag kind="line" icon="share">
              {say("same.one", { count: lines.length })}
            </Tag>
          )}
          <MarkTags marks={{ ...mergeMarks(open), spam: false }} />
        </span>
      )}
      {own.includes("closed") && <small>{say("inbox.marks-closed")}</small>}
    </>
  );
}

const HOUR_MS = 3_600_000;

/** Letters carry the hour and not the minute, so a wait is at least “less than an hour”. */
function sayWaiting(
  since: string,
  say: ReturnType<typeof useDesk>["say"],
  when: ReturnType<typeof useDesk>["when"],
  now: Date,
): string {
  const waitedMs = now.getTime() - Date.parse(since);
  return waitedMs < HOUR_MS ? say("inbox.since-now") : say("inbox.since", { length: when.roughly(waitedMs) });
}

/** All conversations of a report are one colleague's. */
function Assign({ lines, members }: { lines: readonly MailboxLine[]; members: readonly Member[] }) {
  const { say } = useDesk();
  const { api, me } = useSession();
  const queries = useQueryClient();
  const tell = useNotices();
  const assign = useMutation({
    mutationFn: async (memberId: string | null) => {
      for (const { address } of lines)
        await api.send("PUT", `/api/inbox/${address}/assignment`, { body: { memberId } });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ["inbox"] }),
    onError: (error) => tell({ icon: "alert", text: sayProblem(say, error) }),
  });
  const intake = members.filter(
    ({ roles, status }) => roles.includes("intake-worker") && status === "active",
  );
  const nameOf = (id: string) =>
    id === me.member.id
      ? say("you")
      : (members.find((member) => member.id === id)?.displayName ?? say("inbox.someone"));
  const whose = [...new Set(lines.map(({ assignedTo }) => assignedTo))];
  const isOf = (id: string | null) => whose.length === 1 && whose[0] === id;
  return (
    <Menu
      small
      label={whose.map((id) => (id ? nameOf(id) : say("inbox.no-one"))).join(say("about.comma"))}
      entries={[
        ...intake.map(({ id }) => ({
          id,
          label: nameOf(id),
          chosen: isOf(id),
          act: () => assign.mutate(id),
        })),
        {
          id: "no-one",
          label: say("inbox.no-one"),
          chosen: isOf(null),
          act: () => assign.mutate(null),
        },
      ]}
    />
  );
}
