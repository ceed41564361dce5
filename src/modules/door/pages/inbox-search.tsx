import { Link } from "@tanstack/react-router";
import { type FormEvent, useRef, useState } from "react";
import type { Mailbox, MailboxLine } from "../../../web/api/door-answers.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { Button } from "../../../web/kit/button.tsx";
import { Said, TextField } from "../../../web/kit/field.tsx";
import type { OwnKeys } from "../../../web/session/key-ring.ts";
import { sayProblem } from "../../../web/session/problems.ts";
import { useSession } from "../../../web/session/session.tsx";
import { findSnippet, type Snippet } from "../letter-search.ts";
import { mailboxName } from "./inbox-marks.tsx";
import { openMailbox } from "./inbox-read.ts";

/** Fetching is opening: what another agency stands in for is opened by a person, never by a search. */
const isOpen = ({ standIn }: MailboxLine): boolean => standIn === null;

/** What was opened of one conversation, until it has another letter or note. */
interface Read {
  readonly of: string;
  readonly texts: readonly string[];
}

interface Hit {
  readonly address: string;
  readonly snippet: Snippet;
}

/**
 * Looks through the letters and notes that open here. Each conversation is fetched and opened in this browser, one after the
 * other; what is looked for leaves it no more than the letters do.
 */
export function InboxSearch({ mailboxes: all, keys }: { mailboxes: readonly MailboxLine[]; keys: OwnKeys }) {
  const mailboxes = all.filter(isOpen);
  const { say } = useDesk();
  const { api, me } = useSession();
  const read = useRef(new Map<string, Read>());
  const [sought, setSought] = useState("");
  const [progress, setProgress] = useState<number | null>(null);
  const [hits, setHits] = useState<readonly Hit[] | null>(null);
  const [wrong, setWrong] = useState("");
  const stopped = useRef(false);
  const textsOf = async ({ address, lastLetter, lastNote }: MailboxLine): Promise<readonly string[]> => {
    const of = `${lastLetter} ${lastNote}`;
    const before = read.current.get(address);
    if (before?.of === of) return before.texts;
    const mailbox = await api.get<Mailbox>(`/api/inbox/${address}`);
    const opened = await openMailbox(mailbox, keys, me.member.id);
    const texts =
      opened.state !== "read"
        ? []
        : [
            ...opened.letters.flatMap((letter) =>
              letter.ok
                ? [letter.body.text, ...(letter.body.about?.answers.map(({ answer }) => answer) ?? [])]
                : [],
            ),
            ...opened.notes.flatMap((one) => (one.ok ? [one.note.text] : [])),
          ];
    read.current.set(address, { of, texts });
    return texts;
  };
  const search = async (event: FormEvent) => {
    event.preventDefault();
    if (progress !== null || sought.trim() === "") return;
    stopped.current = false;
    setWrong("");
    setHits([]);
    try {
      const found: Hit[] = [];
      for (const [index, line] of mailboxes.entries()) {
        if (stopped.current) break;
        setProgress(index);
        const snippet = (await textsOf(line)).map((text) => findSnippet(text, sought)).find((one) => one);
        if (!snippet) continue;
        found.push({ address: line.address, snippet });
        setHits([...found]);
      }
    } catch (error) {
      setWrong(sayProblem(say, error));
    } finally {
      setProgress(null);
    }
  };
  return (
    <search>
      <form autoComplete="off" className="stack" onSubmit={search} noValidate>
        <div className="add-one">
          <TextField
            label={say("search.letters")}
            autoComplete="off"
            maxLength={200}
            value={sought}
            onText={(text) => {
              setSought(text);
              setHits(null);
            }}
          />
          {progress === null ? (
            <Button type="submit" icon="find" small>
              {say("search.do")}
            </Button>
          ) : (
            <Button
              small
              icon="cross"
              onClick={() => {
                stopped.current = true;
              }}
            >
              {say("search.stop")}
            </Button>
          )}
        </div>
        <Said wrong={wrong} />
        <div aria-live="polite">
          {progress !== null && (
            <p className="small quiet">{say("search.progress", { done: progress, all: mailboxes.length })}</p>
          )}
          {progress === null && hits && (
            <p className="small quiet">
              {say("search.found", { count: hits.length })}{" "}
              {all.length > mailboxes.length &&
                say("search.left-out", { count: all.length - mailboxes.length })}
            </p>
          )}
        </div>
        {hits && hits.length > 0 && (
          <ul className="found">
            {hits.map(({ address, snippet }) => (
              <li key={address}>
                <Link to="/inbox/$address" params={{ address }}>
                  {say("inbox.mailbox", { name: mailboxName(address) })}
                  <small dir="auto">
                    {snippet.before}
                    <mark>{snippet.match}</mark>
                    {snippet.after}
                  </small>
                </Link>
              </li>
            ))}
          </ul>
        )}
      </form>
    </search>
  );
}
