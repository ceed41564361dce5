import { useRef } from "react";
import type { Mailbox } from "../../../web/api/door-answers.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import type { OwnKeys } from "../../../web/session/key-ring.ts";
import { useSession } from "../../../web/session/session.tsx";
import { hourOf, writeLetter } from "../letter.ts";
import type { LetterBody } from "../letter-body.ts";
import type { StoredLetter } from "../stored-letter.ts";
import { pairOn, placeOf, type ReadMailbox } from "./inbox-read.ts";

/** The question that a letter carries, if any. */
type Asks = Pick<LetterBody, "offer" | "transfer">;

/** A conversation that was opened here, to write to. */
export interface WriteTo {
  readonly mailbox: Mailbox;
  readonly reading: ReadMailbox;
}

/**
 * Locks and sends a letter to a mailbox. A second try of the same words sends the same locked letter under the same
 * key, so that it arrives once.
 */
export function useSendLetter(keys: OwnKeys): (to: WriteTo, text: string, asks?: Asks) => Promise<void> {
  const { now, random } = useDesk();
  const { api, me } = useSession();
  const locked = useRef(new Map<string, { readonly letter: StoredLetter; readonly key: string }>());
  return async ({ mailbox, reading }, text, asks = {}) => {
    const language = languageOf(reading);
    const order = mailbox.letters.length + 1;
    const same = JSON.stringify([mailbox.address, text, asks, order, reading.newest.hash]);
    let one = locked.current.get(same);
    if (!one) {
      const letter = await writeLetter(
        {
          mailbox: placeOf(mailbox),
          order,
          hour: hourOf(now().getTime()),
          from: {
            kind: "member",
            memberId: me.member.id,
            signingKey: (pairOn(reading.newest, keys, me.member.id) ?? keys).signing.privateKey,
          },
          body: { text, language, ...asks },
          recipients: reading.newest,
        },
        random,
      );
      one = { letter, key: crypto.randomUUID() };
      locked.current.set(same, one);
    }
    await api.send("POST", `/api/inbox/${mailbox.address}/letters`, {
      body: { letter: one.letter },
      key: one.key,
    });
  };
}

/** The language that the person wrote or spoke in last: answers are meant to be in it. */
export function languageOf({ letters }: ReadMailbox): string {
  const last = letters.findLast(
    (letter) => letter.ok && (letter.sender.kind === "person" || letter.body.byTelephone),
  );
  return last?.ok ? last.body.language : "en";
}
