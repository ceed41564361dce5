import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { Agreement } from "../../../web/api/answers.ts";
import type { Mailbox } from "../../../web/api/door-answers.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { Answer } from "../../../web/kit/answer.tsx";
import { Empty, Loading } from "../../../web/kit/states.tsx";
import type { OwnKeys } from "../../../web/session/key-ring.ts";
import { useSession } from "../../../web/session/session.tsx";
import { WithKeys } from "../../../web/session/unlock.tsx";
import { useTitle } from "../../../web/shell/title.ts";
import { mailboxName } from "./inbox-marks.tsx";
import { OfferForm } from "./inbox-offer-form.tsx";
import { useReading } from "./inbox-read.ts";

const route = getRouteApi("/shell/inbox/$address/offer");

/** Asks a person whether a case may be opened, and what of it may be shared with whom. */
export function OfferPage() {
  const { say } = useDesk();
  const { api } = useSession();
  const { address } = route.useParams();
  useTitle(say("ask.title"));
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
            <Link to="/inbox">{say("inbox.title")}</Link> <span className="faint">/</span>{" "}
            <Link to="/inbox/$address" params={{ address }}>
              {say("inbox.mailbox", { name: mailboxName(address) })}
            </Link>{" "}
            <span className="faint">/</span>
          </p>
          <h1>{say("ask.title")}</h1>
          <p className="quiet">{say("ask.lead")}</p>
        </div>
      </header>
      <WithKeys>
        {(keys) => (
          <Answer query={mailbox} loading={say("conversation.loading")}>
            {(value) => <Ask mailbox={value} keys={keys} />}
          </Answer>
        )}
      </WithKeys>
    </>
  );
}

function Ask({ mailbox, keys }: { mailbox: Mailbox; keys: OwnKeys }) {
  const { say, now } = useDesk();
  const { api, me } = useSession();
  const reading = useReading(mailbox, keys, me.member.id);
  const agreements = useQuery({
    queryKey: ["agreements"],
    queryFn: ({ signal }) => api.get<{ protocols: readonly Agreement[] }>("/api/protocols", signal),
  });
  if (reading.state === "opening") return <Loading>{say("conversation.opening")}</Loading>;
  if (reading.state === "refused") return <Empty title={say("conversation.bad-list")} />;
  return (
    <Answer query={agreements} loading={say("agreements.loading")}>
      {({ protocols }) => {
        const own = protocols.filter(
          (agreement) =>
            isInForce(agreement, now()) && agreement.parties.some(({ id }) => id === me.agency.id),
        );
        if (own.length === 0)
          return <Empty title={say("ask.no-agreement")}>{say("ask.no-agreement-say")}</Empty>;
        return (
          <OfferForm key={mailbox.address} mailbox={mailbox} reading={reading} keys={keys} agreements={own} />
        );
      }}
    </Answer>
  );
}

const isInForce = ({ status, inForceFrom, inForceUntil }: Agreement, now: Date): boolean =>
  status === "in-force" &&
  inForceFrom !== null &&
  Date.parse(inForceFrom) <= now.getTime() &&
  (inForceUntil === null || Date.parse(inForceUntil) > now.getTime());
