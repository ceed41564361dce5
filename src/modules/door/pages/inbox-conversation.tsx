import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { Member } from "../../../web/api/answers.ts";
import type { Mailbox } from "../../../web/api/door-answers.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { Answer } from "../../../web/kit/answer.tsx";
import { buttonClass } from "../../../web/kit/button.tsx";
import { Icon } from "../../../web/kit/icon.tsx";
import { Loading } from "../../../web/kit/states.tsx";
import type { OwnKeys } from "../../../web/session/key-ring.ts";
import { useSession } from "../../../web/session/session.tsx";
import { WithKeys } from "../../../web/session/unlock.tsx";
import { useTitle } from "../../../web/shell/title.ts";
import { InboxAnswer } from "./inbox-answer.tsx";
import { InboxLetters } from "./inbox-letters.tsx";
import { mailboxName } from "./inbox-marks.tsx";
import { InboxNotes } from "./inbox-notes.tsx";
import { OffersAside } from "./inbox-offers-aside.tsx";
import { useReading } from "./inbox-read.ts";
import { BadList } from "./inbox-refused.tsx";
import { SameReports, useSameReports } from "./inbox-same.tsx";
import { TransfersAside } from "./inbox-transfers-aside.tsx";

const route = getRouteApi("/shell/inbox/$address");

/** One conversation: letters are opened in this browser, with keys that the server does not have. */
export function ConversationPage() {
  const { say } = useDesk();
  const { api } = useSession();
  const { address } = route.useParams();
  const name = mailboxName(address);
  useTitle(say("inbox.mailbox", { name }));
  const mailbox = useQuery({
    queryKey: ["inbox", address],
    queryFn: ({ signal }) => api.get<Mailbox>(`/api/inbox/${address}`, signal),
    gcTime: 0,
  });
  return (
    <>
      <header className="desk-head">
        <div>
          <p className="small">
            <Link to="/inbox">{say("inbox.title")}</Link> <span className="faint">/</span>
          </p>
          <h1>{say("inbox.mailbox", { name })}</h1>
          <p className="quiet">{say("conversation.lead")}</p>
        </div>
        <div className="row">
          <Link className={buttonClass()} to="/inbox/$address/offer" params={{ address }}>
            <Icon name="share" />
            {say("conversation.ask")}
          </Link>
          <Link className={buttonClass()} to="/inbox/$address/transfer" params={{ address }}>
            <Icon name="next" turns />
            {say("conversation.pass-on")}
          </Link>
        </div>
      </header>
      <WithKeys>
        {(keys) => (
          <Answer query={mailbox} loading={say("conversation.loading")}>
            {(value) => <Conversation mailbox={value} keys={keys} />}
          </Answer>
        )}
      </WithKeys>
    </>
  );
}

function Conversation({ mailbox, keys }: { mailbox: Mailbox; keys: OwnKeys }) {
  const { say } = useDesk();
  const { api, me } = useSession();
  const reading = useReading(mailbox, keys, me.member.id);
  const { others, sameAs } = useSameReports(mailbox.address, keys);
  const members = useQuery({
    queryKey: ["members"],
    queryFn: ({ signal }) => api.get<{ members: readonly Member[] }>("/api/members", signal),
  });
  if (reading.state === "opening") return <Loading>{say("conversation.opening")}</Loading>;
  if (reading.state === "refused") return <BadList reason={reading.reason} />;
  return (
    <div className="split">
      <div className="stack stack-5">
        <InboxLetters
          letters={reading.letters}
          members={members.data?.members ?? []}
          offers={mailbox.offers}
        />
        <InboxAnswer key={mailbox.address} mailbox={mailbox} reading={reading} keys={keys} others={others} />
        <SameReports
          mailbox={mailbox}
          reading={reading}
          keys={keys}
          members={members.data?.members ?? []}
          others={others}
          sameAs={sameAs}
        />
      </div>
      <div className="aside">
        <OffersAside mailbox={mailbox} />
        <TransfersAside mailbox={mailbox} />
        <InboxNotes mailbox={mailbox} reading={reading} keys={keys} members={members.data?.members ?? []} />
      </div>
    </div>
  );
}
