import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Member } from "../../../web/api/answers.ts";
import type { Inbox, Mailbox } from "../../../web/api/door-answers.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { Answer } from "../../../web/kit/answer.tsx";
import { Icon } from "../../../web/kit/icon.tsx";
import { Loading } from "../../../web/kit/states.tsx";
import type { OwnKeys } from "../../../web/session/key-ring.ts";
import { useSession } from "../../../web/session/session.tsx";
import { sameReports } from "../desk-note.ts";
import { InboxLetters } from "./inbox-letters.tsx";
import { mailboxName } from "./inbox-marks.tsx";
import { type MarksByAddress, useMarks } from "./inbox-marks-read.ts";
import { useReading } from "./inbox-read.ts";

/** The marks that say which conversations tell of the same, as far as they open here. */
const sameAsOf = (marks: MarksByAddress | null): ReadonlyMap<string, string> =>
  new Map(
    [...(marks ?? [])].flatMap(([address, own]) =>
      own !== "closed" && own.sameAs !== null ? [[address, own.sameAs] as const] : [],
    ),
  );

/** The letters of conversations that tell of the same, each to be opened below this one and answered by itself. */
export function SameReports(props: { mailbox: Mailbox; keys: OwnKeys; members: readonly Member[] }) {
  const { mailbox, keys, members } = props;
  const { say } = useDesk();
  const { api } = useSession();
  const inbox = useQuery({
    queryKey: ["inbox"],
    queryFn: ({ signal }) => api.get<Inbox>("/api/inbox", signal),
  });
  const lines = inbox.data?.mailboxes ?? [];
  const marks = useMarks(lines, keys);
  const here = new Set(lines.map(({ address }) => address));
  const others = sameReports(mailbox.address, sameAsOf(marks)).filter((address) => here.has(address));
  if (others.length === 0) return null;
  return (
    <section className="stack" aria-label={say("same.title")}>
      <p className="small quiet">{say("same.lead")}</p>
      {others.map((address) => (
        <details className="form-group" key={address}>
          <summary>
            <Icon name="next" turns />
            <span className="form-heading">{say("same.letters", { name: mailboxName(address) })}</span>
          </summary>
          <OtherLetters address={address} keys={keys} members={members} />
          <p>
            <Link to="/inbox/$address" params={{ address }}>
              {say("same.open", { name: mailboxName(address) })}
            </Link>
          </p>
        </details>
      ))}
    </section>
  );
}

function OtherLetters(props: { address: string; keys: OwnKeys; members: readonly Member[] }) {
  const { address, keys, members } = props;
  const { say } = useDesk();
  const { api } = useSession();
  const mailbox = useQuery({
    queryKey: ["inbox", address],
    queryFn: ({ signal }) => api.get<Mailbox>(`/api/inbox/${address}`, signal),
    gcTime: 0,
  });
  return (
    <Answer query={mailbox} loading={say("conversation.loading")}>
      {(value) => <Opened mailbox={value} keys={keys} members={members} />}
    </Answer>
  );
}

function Opened({ mailbox, keys, members }: { mailbox: Mailbox; keys: OwnKeys; members: readonly Member[] }) {
  const { say } = useDesk();
  const { me } = useSession();
  const reading = useReading(mailbox, keys, me.member.id);
  if (reading.state === "opening") return <Loading>{say("conversation.opening")}</Loading>;
  if (reading.state === "refused") return <p>{say("conversation.bad-list")}</p>;
  return <InboxLetters letters={reading.letters} members={members} offers={mailbox.offers} />;
}
