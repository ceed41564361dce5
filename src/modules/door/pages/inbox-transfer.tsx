import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { type FormEvent, useRef, useState } from "react";
import type { Named } from "../../../web/api/answers.ts";
import type { Mailbox } from "../../../web/api/door-answers.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { Answer } from "../../../web/kit/answer.tsx";
import { Button } from "../../../web/kit/button.tsx";
import { SelectField, TextArea } from "../../../web/kit/field.tsx";
import { Empty, Loading } from "../../../web/kit/states.tsx";
import { useNotices } from "../../../web/kit/toast.tsx";
import type { OwnKeys } from "../../../web/session/key-ring.ts";
import { useOnceKey } from "../../../web/session/once.ts";
import { sayProblem } from "../../../web/session/problems.ts";
import { useSession } from "../../../web/session/session.tsx";
import { WithKeys } from "../../../web/session/unlock.tsx";
import { useTitle } from "../../../web/shell/title.ts";
import { textUnitsMax } from "../letter-body.ts";
import { mailboxName } from "./inbox-marks.tsx";
import { type ReadMailbox, useReading } from "./inbox-read.ts";
import { useSendLetter } from "./inbox-send.ts";

const route = getRouteApi("/shell/inbox/$address/transfer");

/** Asks a person whether another agency may take over their conversation. */
export function TransferPage() {
  const { say } = useDesk();
  const { api } = useSession();
  const { address } = route.useParams();
  useTitle(say("transfer.title"));
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
          <h1>{say("transfer.title")}</h1>
          <p className="quiet">{say("transfer.lead")}</p>
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
  const { say } = useDesk();
  const { api, me } = useSession();
  const reading = useReading(mailbox, keys, me.member.id);
  const takers = useQuery({
    queryKey: ["takers"],
    queryFn: ({ signal }) => api.get<{ agencies: readonly Named[] }>("/api/inbox/takers", signal),
  });
  if (reading.state === "opening") return <Loading>{say("conversation.opening")}</Loading>;
  if (reading.state === "refused") return <Empty title={say("conversation.bad-list")} />;
  return (
    <Answer query={takers} loading={say("transfer.loading")}>
      {({ agencies }) =>
        agencies.length === 0 ? (
          <Empty title={say("transfer.none")}>{say("transfer.none-say")}</Empty>
        ) : (
          <AskForm mailbox={mailbox} reading={reading} keys={keys} agencies={agencies} />
        )
      }
    </Answer>
  );
}

interface FormProps {
  readonly mailbox: Mailbox;
  readonly reading: ReadMailbox;
  readonly keys: OwnKeys;
  readonly agencies: readonly Named[];
}

/** Keeps the question, then sends the letter that holds it. A second try goes on where the first one stopped. */
function AskForm({ mailbox, reading, keys, agencies }: FormProps) {
  const { say } = useDesk();
  const { api, me } = useSession();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const tell = useNotices();
  const keyFor = useOnceKey();
  const sendLetter = useSendLetter(keys);
  const ids = useRef(new Map<string, string>());
  const [toAgencyId, setTo] = useState("");
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState("");
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const slip = toAgencyId === "" ? "agency" : text.trim() === "" ? "text" : "";
    setWrong(slip);
    if (slip !== "") return;
    setBusy(true);
    const id = ids.current.get(toAgencyId) ?? crypto.randomUUID();
    ids.current.set(toAgencyId, id);
    const body = { id, toAgencyId };
    try {
      await api.send("POST", `/api/inbox/${mailbox.address}/transfers`, { body, key: keyFor(body) });
      const transfer = { transferId: id, fromAgency: me.agency.id, toAgency: toAgencyId };
      await sendLetter({ mailbox, reading }, text, { transfer });
      tell({ icon: "send", text: say("ask.sent") });
      await queries.invalidateQueries({ queryKey: ["inbox"] });
      void navigate({ to: "/inbox/$address", params: { address: mailbox.address } });
    } catch (error) {
      setWrong(`${say("answer.not-sent")} ${sayProblem(say, error)}`);
      await queries.invalidateQueries({ queryKey: ["inbox", mailbox.address] });
      setBusy(false);
    }
  };
  return (
    <form autoComplete="off" className="stack stack-4 readable" onSubmit={send} noValidate>
      <SelectField
        label={say("transfer.agency")}
        why={say("transfer.agency-why")}
        value={toAgencyId}
        placeholder={say("choose")}
        options={agencies.map(({ id, name }) => ({ value: id, label: name }))}
        onChoose={(id) => {
          setTo(id);
          setWrong("");
        }}
        wrong={wrong === "agency" && say("ask.no-agency")}
      />
      <ul className="small">
        <li>{say("transfer.means-letters")}</li>
        <li>{say("transfer.means-gone")}</li>
        <li>{say("transfer.means-notes")}</li>
      </ul>
      <TextArea
        label={say("ask.text")}
        why={say("ask.text-why")}
        rows={5}
        maxLength={textUnitsMax}
        value={text}
        onText={(next) => {
          setText(next);
          setWrong("");
        }}
        wrong={wrong === "text" && say("answer.empty")}
      />
      <div className="row">
        <Button kind="main" type="submit" icon="send" iconTurns busy={busy}>
          {busy ? say("answer.locking") : say("ask.send")}
        </Button>
      </div>
      <div aria-live="polite">{wrong.includes(" ") && <p className="said said-bad">{wrong}</p>}</div>
    </form>
  );
}
