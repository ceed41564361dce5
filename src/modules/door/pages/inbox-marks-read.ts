import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import type { MailboxLine, NewestNotes } from "../../../web/api/door-answers.ts";
import type { OwnKeys } from "../../../web/session/key-ring.ts";
import { useSession } from "../../../web/session/session.tsx";
import { type Marks, NO_MARKS } from "../desk-note.ts";
import { checkLists, openNote, placeOf, wayToNote } from "./inbox-read.ts";

/** Marks by mailbox, as far as they open here: "closed" where the newest note is locked for others, or does not hold. */
export type MarksByAddress = ReadonlyMap<string, Marks | "closed">;

/**
 * Opens the newest note of each conversation in this browser, so that the server sorts nothing and sees no mark. Asks again
 * only when a conversation has a newer note than the one that was read.
 */
export function useMarks(mailboxes: readonly MailboxLine[], keys: OwnKeys | null): MarksByAddress | null {
  const { api, me } = useSession();
  const opened = useRef(new Map<string, Marks>());
  const noted = mailboxes.filter(({ lastNote }) => lastNote > 0);
  const newest = noted.map(({ address, lastNote }) => `${address} ${lastNote}`);
  const marks = useQuery({
    queryKey: ["inbox-notes", newest, keys !== null],
    enabled: keys !== null && newest.length > 0,
    gcTime: 0,
    queryFn: async ({ signal }) => {
      if (!keys) throw new Error("marks are opened with keys only");
      const answer = await api.get<NewestNotes>("/api/inbox/notes", signal);
      return openAll(answer, { id: me.member.id, agencyId: me.agency.id, keys }, opened.current);
    },
  });
  if (!keys) return null;
  return newest.length === 0 ? new Map() : (marks.data ?? null);
}

async function openAll(
  { mailboxes, recipients, rootKey }: NewestNotes,
  me: { readonly id: string; readonly agencyId: string; readonly keys: OwnKeys },
  opened: Map<string, Marks>,
): Promise<MarksByAddress> {
  const found = new Map<string, Marks | "closed">();
  if (rootKey === null) return found;
  const checked = await checkLists({ recipients, rootKey }, me.agencyId);
  for (const mailbox of mailboxes) {
    const order = orderOf(mailbox.note);
    const name = `${mailbox.address} ${order}`;
    const known = opened.get(name);
    if (known === undefined && checked.ok) {
      const place = { mailbox: placeOf(mailbox), order };
      const way = wayToNote(mailbox.note, place, checked.lists, {
        keys: me.keys,
        memberId: me.id,
        later: mailbox.again,
      });
      const read = await openNote(way);
      // What is closed may be sealed to me by a colleague meanwhile.
      if (read.ok) opened.set(name, read.note.marks);
    }
    found.set(mailbox.address, opened.get(name) ?? "closed");
  }
  return found;
}

function orderOf(note: unknown): number {
  const order = typeof note === "object" && note !== null && "order" in note ? note.order : undefined;
  return typeof order === "number" ? order : 0;
}

/** What to sort by: what does not open counts as not marked, so that nobody is hidden by it. */
export const marksOr = (marks: Marks | "closed" | undefined): Marks =>
  marks === undefined || marks === "closed" ? NO_MARKS : marks;

/** The marks that say which conversations tell of the same, as far as they open here. */
export const sameAsOf = (marks: MarksByAddress | null): ReadonlyMap<string, string> =>
  new Map(
    [...(marks ?? [])].flatMap(([address, own]) =>
      own !== "closed" && own.sameAs !== null ? [[address, own.sameAs] as const] : [],
    ),
  );
