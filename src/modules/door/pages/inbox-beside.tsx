import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Member } from "../../../web/api/answers.ts";
import type { Mailbox } from "../../../web/api/door-answers.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { Answer } from "../../../web/kit/answer.tsx";
import { Loading } from "../../../web/kit/states.tsx";
import type { OwnKeys } from "../../../web/session/key-ring.ts";
import { useSession } from "../../../web/session/session.tsx";
import { WithKeys } from "../../../web/session/unlock.tsx";
import { InboxLetters } from "./inbox-letters.tsx";
import { useReading } from "./inbox-read.ts";
import { BadList } from "./inbox-refused.tsx";

const route = getRouteApi("/shell/inbox/$address/case");

/** A page beside the letters that it is written from: what was told is shown, and not asked again. */
export function BesideLetters({ children }: { children: ReactNode }) {
  const { say } = useDesk();
  const { api } = useSession();
  const { address } = route.useParams();
  const mailbox = useQuery({
    queryKey: ["inbox", address],
    queryFn: ({ signal }) => api.get<Mailbox>(`/api/inbox/${address}`, signal),
    gcTime: 0,
  });
  return (
    <div className="beside">
      <details className="beside-letters" open>
        <summary>{say("conversation.told")}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself, also by keys */}
        <section aria-label={say("conversation.told")} tabIndex={0}>
          <WithKeys>
            {(keys) => (
              <Answer query={mailbox} loading={say("conversation.loading")}>
                {(value) => <Letters mailbox={value} keys={keys} />}
              </Answer>
            )}
          </WithKeys>
        </section>
      </details>
      <div>{children}</div>
    </div>
  );
}

function Letters({ mailbox, keys }: { mailbox: Mailbox; keys: OwnKeys }) {
  const { say } = useDesk();
  const { api, me } = useSession();
  const reading = useReading(mailbox, keys, me.member.id);
  const members = useQuery({
    queryKey: ["members"],
    queryFn: ({ signal }) => api.get<{ members: readonly Member[] }>("/api/members", signal),
  });
  if (reading.state === "opening") return <Loading>{say("conversation.opening")}</Loading>;
  if (reading.state === "refused") return <BadList reason={reading.reason} />;
  return (
    <InboxLetters letters={reading.letters} members={members.data?.members ?? []} offers={mailbox.offers} />
  );
}
