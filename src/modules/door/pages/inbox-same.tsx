import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Member } from "../../../web/api/answers.ts";
import type { Mailbox } from "../../../web/api/door-answers.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { Answer } from "../../../web/kit/answer.tsx";
import { Button } from "../../../web/kit/button.tsx";
import { Said } from "../../../web/kit/field.tsx";
import { Icon } from "../../../web/kit/icon.tsx";
import { Loading } from "../../../web/kit/states.tsx";
import { useNotices } from "../../../web/kit/toast.tsx";
import type { OwnKeys } from "../../../web/session/key-ring.ts";
import { sayProblem } from "../../../web/session/problems.ts";
import { useSession } from "../../../web/session/session.tsx";
import { sameReports, takeOut } from "../desk-note.ts";
import { InboxLetters } from "./inbox-letters.tsx";
import { mailboxName } from "./inbox-marks.tsx";
import { sameAsOf, useMarks } from "./inbox-marks-read.ts";
import { useSendNote } from "./inbox-notes.tsx";
import { fetchInbox } from "./inbox-pages.ts";
import { fetchMailbox, type ReadMailbox, useReading } from "./inbox-read.ts";

/** Which conversations tell of the same as this one, of those that are here; and all links, to take one out again. */
export function useSameReports(
  address: string,
  keys: OwnKeys,
): { readonly others: readonly string[]; readonly sameAs: ReadonlyMap<string, string> } {
  const { api } = useSession();
  const inbox = useQuery({
    queryKey: ["inbox"],
    queryFn: ({ signal }) => fetchInbox(api, signal),
  });
  const lines = inbox.data?.mailboxes ?? [];
  const sameAs = sameAsOf(useMarks(lines, keys));
  const here = new Set(lines.map((line) => line.address));
  return { others: sameReports(address, sameAs).filter((other) => here.has(other)), sameAs };
}

/** The letters of conversations that tell of the same, each to be opened below this one; and the way to part from them. */
export function SameReports(props: {
  mailbox: Mailbox;
  reading: ReadMailbox;
  keys: OwnKeys;
  members: readonly Member[];
  others: readonly string[];
  sameAs: ReadonlyMap<string, string>;
}) {
  const { mailbox, keys, members, others } = props;
  const { say } = useDesk();
  const apart = useTakeOut(props);
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
      <div className="row">
        <Button busy={apart.isPending} onClick={() => apart.mutate()}>
          {say("same.apart", { name: mailboxName(mailbox.address) })}
        </Button>
      </div>
      <Said wrong={apart.isError && `${say("notes.not-kept")} ${sayProblem(say, apart.error)}`} />
    </section>
  );
}

/** Marks what has to be marked, here and in the conversations that were linked through this one. */
function useTakeOut(given: {
  mailbox: Mailbox;
  reading: ReadMailbox;
  keys: OwnKeys;
  others: readonly string[];
  sameAs: ReadonlyMap<string, string>;
}) {
  const { mailbox, reading, keys, others, sameAs } = given;
  const { say } = useDesk();
  const { api, me } = useSession();
  const queries = useQueryClient();
  const tell = useNotices();
  const send = useSendNote(keys);
  return useMutation({
    mutationFn: async () => {
      for (const [address, to] of takeOut(mailbox.address, sameAs)) {
        if (address !== mailbox.address && !others.includes(address)) continue; // gone since
        const place =
          address === mailbox.address
            ? { mailbox, reading }
            : await fetchMailbox(api, address, keys, me.member.id);
        if (place) await send(place, { text: "", change: { sameAs: to } });
      }
    },
    onSuccess: () => tell({ text: say("same.parted") }),
    // After a refusal too: what a colleague marked meanwhile is fetched.
    onSettled: () => queries.invalidateQueries({ queryKey: ["inbox"] }),
  });
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
