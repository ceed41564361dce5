import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import type { Member } from "../../../web/api/answers.ts";
import type { Mailbox } from "../../../web/api/door-answers.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { Button } from "../../../web/kit/button.tsx";
import { ChecksField } from "../../../web/kit/choices-field.tsx";
import { SelectField, TextArea } from "../../../web/kit/field.tsx";
import { Part } from "../../../web/kit/log.tsx";
import { useNotices } from "../../../web/kit/toast.tsx";
import { DraftNotes } from "../../../web/session/draft-notes.tsx";
import { useKeptDraft } from "../../../web/session/kept-draft.ts";
import type { OwnKeys } from "../../../web/session/key-ring.ts";
import { sayProblem } from "../../../web/session/problems.ts";
import { useSession } from "../../../web/session/session.tsx";
import {
  changeMarks,
  DESK_TAGS,
  type DeskTag,
  type Marks,
  type MarksChange,
  NO_MARKS,
  noteUnitsMax,
  URGENCIES,
} from "../desk-note.ts";
import { hourOf } from "../letter.ts";
import { lockDeskNote, type StoredDeskNote } from "../stored-desk-note.ts";
import { draftKeyPath } from "./inbox-drafts.ts";
import { MarkTags, mailboxName } from "./inbox-marks.tsx";
import { fetchInbox } from "./inbox-pages.ts";
import { type OpenedNote, pairOn, placeOf, type ReadMailbox } from "./inbox-read.ts";
import type { WriteTo } from "./inbox-send.ts";

interface Props {
  mailbox: Mailbox;
  reading: ReadMailbox;
  keys: OwnKeys;
  members: readonly Member[];
}

/** A change that is typed and not kept: over whatever the marks are by then, so that no colleague's is undone. */
interface Draft {
  readonly text: string;
  readonly change: MarksChange;
}

const NO_DRAFT: Draft = { text: "", change: {} };

/** For those who read here and nobody else: how urgent it is, what it is about, what colleagues should know. */
export function InboxNotes(props: Props) {
  const { mailbox, reading, members } = props;
  const { say } = useDesk();
  const marks = marksIn(reading);
  return (
    <Part id="notes" title={say("notes.title")}>
      <div className="part-body stack">
        <p className="small quiet">{say("notes.lead")}</p>
        <NoteForm key={mailbox.address} {...props} marks={marks} />
        <Notes notes={reading.notes} members={members} />
      </div>
    </Part>
  );
}

function NoteForm(props: Props & { marks: Marks }) {
  const { mailbox, marks } = props;
  const { say } = useDesk();
  const {
    draft = NO_DRAFT,
    setDraft,
    isOpening,
    keptAt,
    isGone,
  } = useKeptDraft<Draft>(`note ${mailbox.address}`, draftKeyPath(mailbox.address, "note"));
  const { keep, busy, wrong } = useKeepNote(props);
  const others = useOtherConversations(mailbox.address);
  const after = changeMarks(marks, draft.change);
  const put = (change: Partial<Draft>) => {
    const next = { ...draft, ...change };
    setDraft(next.text === "" && Object.keys(next.change).length === 0 ? undefined : next);
  };
  const change = (next: MarksChange) => put({ change: { ...draft.change, ...next } });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await keep(draft)) setDraft(undefined);
  };
  if (isOpening) return <p className="quiet">{say("draft.opening")}</p>;
  return (
    <form autoComplete="off" className="stack" onSubmit={submit} noValidate>
      <DraftNotes keptAt={keptAt} isGone={isGone} />
      <SelectField
        label={say("notes.urgency")}
        value={after.urgency ?? ""}
        placeholder={say("notes.urgency-none")}
        options={URGENCIES.map((value) => ({ value, label: say(`notes.urgency-${value}`) }))}
        onChoose={(urgency) => change({ urgency })}
        onClear={() => change({ urgency: null })}
      />
      <ChecksField
        label={say("notes.tags")}
        choices={DESK_TAGS.map((value) => ({ value, label: say(`notes.tag-${value}`) }))}
        values={after.tags}
        onChoose={(values) =>
          // Only what differs: a tag that a colleague sets meanwhile stays.
          change({ tags: differing(values, marks.tags) })
        }
      />
      {others.length > 0 && (
        <SelectField
          label={say("same.as")}
          why={say("same.why")}
          value={after.sameAs ?? ""}
          placeholder={say("same.none")}
          options={others}
          onChoose={(sameAs) => change({ sameAs })}
          onClear={() => change({ sameAs: null })}
        />
      )}
      <TextArea
        label={say("notes.text")}
        why={say("notes.text-why")}
        rows={3}
        maxLength={noteUnitsMax}
        value={draft.text}
        onText={(text) => put({ text })}
        wrong={wrong}
      />
      <div className="row">
        <Button type="submit" icon="lock" busy={busy}>
          {say("notes.keep")}
        </Button>
        {marks.callBack && (
          <Button icon="tick" busy={busy} onClick={() => void keep({ text: "", change: { callBack: null } })}>
            {say("call.done")}
          </Button>
        )}
        <Button
          kind="plain"
          busy={busy}
          onClick={() => void keep({ text: "", change: { spam: !marks.spam } })}
        >
          {say(marks.spam ? "notes.not-spam" : "notes.spam")}
        </Button>
      </div>
    </form>
  );
}

/** To choose one from that tells of the same: by name and by the day on which it began. */
function useOtherConversations(address: string) {
  const { say, when } = useDesk();
  const { api } = useSession();
  const inbox = useQuery({
    queryKey: ["inbox"],
    queryFn: ({ signal }) => fetchInbox(api, signal),
  });
  return (inbox.data?.mailboxes ?? [])
    .filter((line) => line.address !== address)
    .map((line) => ({
      value: line.address,
      label: say("same.option", { name: mailboxName(line.address), day: when.day(line.openedHour) }),
    }));
}

const differing = (wanted: readonly DeskTag[], are: readonly DeskTag[]): NonNullable<MarksChange["tags"]> =>
  Object.fromEntries(
    DESK_TAGS.filter((tag) => wanted.includes(tag) !== are.includes(tag)).map((tag) => [
      tag,
      wanted.includes(tag),
    ]),
  );

/** What the newest note that opens here marks. */
const marksIn = ({ notes }: ReadMailbox): Marks => {
  const last = notes.findLast((one) => one.ok);
  return last?.ok ? last.note.marks : NO_MARKS;
};

/** Locks a note to a mailbox and sends it. A second try of the same note sends the same locked one under the same key. */
export function useSendNote(keys: OwnKeys): (to: WriteTo, note: Draft) => Promise<void> {
  const { now, random } = useDesk();
  const { api, me } = useSession();
  const locked = useRef({ of: "", key: "", note: undefined as StoredDeskNote | undefined });
  return async ({ mailbox, reading }, { text, change }) => {
    const order = mailbox.notes.length + 1;
    const marks = changeMarks(marksIn(reading), change);
    const of = JSON.stringify([mailbox.address, text, marks, order, reading.newest.hash]);
    if (locked.current.of !== of) {
      const note = await lockDeskNote(
        { mailbox: placeOf(mailbox), order, recipients: reading.newest },
        { memberId: me.member.id, hour: hourOf(now().getTime()), text: text.trim(), marks },
        (pairOn(reading.newest, keys, me.member.id) ?? keys).signing.privateKey,
        random,
      );
      locked.current = { of, key: crypto.randomUUID(), note };
    }
    const { note, key } = locked.current;
    await api.send("POST", `/api/inbox/${mailbox.address}/notes`, { body: { note }, key });
  };
}

function useKeepNote({ mailbox, reading, keys }: Props) {
  const { say } = useDesk();
  const { me } = useSession();
  const queries = useQueryClient();
  const tell = useNotices();
  const send = useSendNote(keys);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState("");
  /** Whether it is kept. */
  const keep = async (draft: Draft): Promise<boolean> => {
    if (busy) return false;
    const marks = marksIn(reading);
    const isSame = JSON.stringify(changeMarks(marks, draft.change)) === JSON.stringify(marks);
    if (isSame && draft.text.trim() === "") {
      setWrong(say("notes.nothing"));
      return false;
    }
    if (!reading.newest.list.recipients.some(({ memberId }) => memberId === me.member.id)) {
      setWrong(say("answer.not-listed"));
      return false;
    }
    setBusy(true);
    setWrong("");
    try {
      await send({ mailbox, reading }, draft);
      tell({ icon: "lock", text: say("notes.kept") });
      return true;
    } catch (error) {
      setWrong(`${say("notes.not-kept")} ${sayProblem(say, error)}`);
      return false;
    } finally {
      // After a refusal too: what a colleague wrote first is fetched, and what was typed stays.
      await queries.invalidateQueries({ queryKey: ["inbox"] });
      setBusy(false);
    }
  };
  return { keep, busy, wrong };
}

const HOUR_MS = 3_600_000;

/** Newest first: what the next worker needs to know. */
function Notes({ notes, members }: { notes: readonly OpenedNote[]; members: readonly Member[] }) {
  const { say, when } = useDesk();
  const { me } = useSession();
  if (notes.length === 0) return <p className="quiet">{say("notes.none")}</p>;
  const nameOf = (id: string) =>
    id === me.member.id
      ? say("you")
      : (members.find((member) => member.id === id)?.displayName ?? say("inbox.someone"));
  const before = (index: number): Marks => {
    const earlier = notes.slice(0, index).findLast((one) => one.ok);
    return earlier?.ok ? earlier.note.marks : NO_MARKS;
  };
  return (
    <ul className="plain-list" aria-label={say("notes.list")}>
      {notes
        .map((read, index) => ({ read, index, key: `${index}` }))
        .reverse()
        .map(({ read, index, key }) => (
          <li key={key}>
            {!read.ok ? (
              <p className="small quiet">
                {say(read.reason === "does-not-open" ? "notes.does-not-open" : "notes.not-for-you", {
                  number: index + 1,
                })}
              </p>
            ) : (
              <>
                <p className="small">
                  <b>{nameOf(read.note.memberId)}</b>{" "}
                  <span className="quiet">
                    {say("letter.about", { at: when.near(new Date(read.note.hour * HOUR_MS)) })}
                  </span>
                </p>
                {read.note.text && (
                  <p className="as-written" dir="auto">
                    {read.note.text}
                  </p>
                )}
                {JSON.stringify(before(index)) !== JSON.stringify(read.note.marks) && (
                  <p className="row">
                    <MarkTags marks={read.note.marks} saysNone />
                  </p>
                )}
              </>
            )}
          </li>
        ))}
    </ul>
  );
}
