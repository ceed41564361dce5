import { useRef } from "react";
import type { Mailbox } from "../../../web/api/door-answers.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import type { OwnKeys } from "../../../web/session/key-ring.ts";
import { useOnceKey } from "../../../web/session/once.ts";
import { useSession } from "../../../web/session/session.tsx";
import { hourOf, writeLetter } from "../letter.ts";
import type { LetterBody } from "../letter-body.ts";
import type { StoredLetter } from "../stored-letter.ts";
import { pairOn, placeOf, type ReadMailbox } from "./inbox-read.ts";

/** The question that a letter carries, if any. */
type Asks = Pick<LetterBody, "offer" | "transfer">;

/**
 * Locks and sends a letter to a mailbox. A second try of the same words sends the same locked letter under the same
 * key, so that it arrives once.
 */
export function useSendLetter(
  mailbox: Mailbox,
  reading: ReadMailbox,
  keys: OwnKeys,
): (text: string, asks?: Asks) => Promise<void> {
  const { now, random } = useDesk();
  const { api, me } = useSession();
  const keyFor = useOnceKey();
  const locked = useRef(new Map<string, StoredLetter>());
  return async (text, asks = {}) => {
    const language = languageOf(reading);
    const order = mailbox.letters.length + 1;
    const same = JSON.stringify([text, asks, order, reading.newest.hash]);
    const letter =
      locked.current.get(same) ??
      (await writeLetter(
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
      ));
    locked.current.set(same, letter);
    await api.send("POST", `/api/inbox/${mailbox.address}/letters`, {
      body: { letter },
      key: keyFor(letter),
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
