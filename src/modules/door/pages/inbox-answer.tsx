import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import type { Mailbox } from "../../../web/api/door-answers.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { Button } from "../../../web/kit/button.tsx";
import { ChecksField } from "../../../web/kit/choices-field.tsx";
import { TextArea } from "../../../web/kit/field.tsx";
import { useNotices } from "../../../web/kit/toast.tsx";
import { DraftNotes } from "../../../web/session/draft-notes.tsx";
import { useKeptDraft } from "../../../web/session/kept-draft.ts";
import type { OwnKeys } from "../../../web/session/key-ring.ts";
import { sayProblem } from "../../../web/session/problems.ts";
import { useSession } from "../../../web/session/session.tsx";
import { textUnitsMax } from "../letter-body.ts";
import { draftKeyPath } from "./inbox-drafts.ts";
import { mailboxName } from "./inbox-marks.tsx";
import { fetchMailbox, pairOn, type ReadMailbox } from "./inbox-read.ts";
import { languageOf, useSendLetter } from "./inbox-send.ts";
import { InsertTemplate } from "./inbox-templates.tsx";

/**
 * Writing comes last. The letter is locked here, to the person and to those who read at the desk.
 *
 * @param others conversations that tell of the same: where it is chosen, each gets the same letter, once
 */
export function InboxAnswer(props: {
  mailbox: Mailbox;
  reading: ReadMailbox;
  keys: OwnKeys;
  others: readonly string[];
}) {
  const { mailbox, reading, keys, others } = props;
  const { say } = useDesk();
  const { api, me } = useSession();
  const queries = useQueryClient();
  const tell = useNotices();
  const sendLetter = useSendLetter(keys);
  const [also, setAlso] = useState<readonly string[]>([]);
  /** Where these words went already: a second try sends them to the rest alone. */
  const went = useRef({ text: "", to: new Set<string>() });
  const { draft, setDraft, isOpening, keptAt, isGone } = useKeptDraft<string>(
    `letter ${mailbox.address}`,
    draftKeyPath(mailbox.address, "letter"),
  );
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);
  const text = draft ?? "";
  const isListed =
    reading.newest.list.recipients.some(({ memberId }) => memberId === me.member.id) &&
    pairOn(reading.newest, keys, me.member.id) !== undefined;
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (text.trim() === "") return setWrong(say("answer.empty"));
    setBusy(true);
    setWrong("");
    try {
      if (went.current.text !== text) went.current = { text, to: new Set() };
      for (const address of also) {
        if (went.current.to.has(address)) continue;
        const other = await fetchMailbox(api, address, keys, me.member.id);
        if (!other) return setWrong(say("same.no-open", { name: mailboxName(address) }));
        await sendLetter(other, text);
        went.current.to.add(address);
      }
      await sendLetter({ mailbox, reading }, text);
      setAlso([]);
      setDraft(undefined);
      tell({ icon: "send", text: say("answer.sent") });
      await queries.invalidateQueries({ queryKey: ["inbox"] });
    } catch (error) {
      const some = [...went.current.to].map(mailboxName);
      const where =
        some.length > 0 ? say("same.sent-some", { names: some.join(", ") }) : say("answer.not-sent");
      setWrong(`${where} ${sayProblem(say, error)}`);
      // Another letter or another list came first: it is fetched, and what was typed stays.
      await queries.invalidateQueries({ queryKey: ["inbox", mailbox.address] });
    } finally {
      setBusy(false);
    }
  };
  if (isOpening) return <p className="quiet">{say("draft.opening")}</p>;
  return (
    <form autoComplete="off" className="compose" onSubmit={send} noValidate>
      <DraftNotes keptAt={keptAt} isGone={isGone} />
      <TextArea
        label={say("answer.label")}
        why={say("answer.why")}
        rows={5}
        maxLength={textUnitsMax}
        value={text}
        onText={(next) => setDraft(next === "" ? undefined : next)}
        wrong={wrong}
      />
      {others.length > 0 && (
        <ChecksField
          label={say("same.also")}
          why={say("same.also-why")}
          choices={others.map((value) => ({
            value,
            label: say("inbox.mailbox", { name: mailboxName(value) }),
          }))}
          values={also.filter((address) => others.includes(address))}
          onChoose={setAlso}
        />
      )}
      <div className="row">
        <Button
          kind="main"
          type="submit"
          icon="send"
          iconTurns
          busy={busy}
          notYet={isListed ? undefined : say("answer.not-listed")}
        >
          {busy ? say("answer.locking") : say("answer.send")}
        </Button>
        <InsertTemplate
          language={languageOf(reading)}
          onText={(body) => setDraft(text.trim() === "" ? body : `${text.trimEnd()}\n\n${body}`)}
        />
        <span className="tiny quiet">
          {say("answer.readers", { count: reading.newest.list.recipients.length })}
        </span>
      </div>
    </form>
  );
}
