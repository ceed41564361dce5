import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useSay } from "../desk-context.tsx";
import { useNotices } from "../kit/toast.tsx";
import { useSession } from "../session/session.tsx";

/** What each kind of event makes old; by the first word of its queries' keys. */
const OUTDATES: Readonly<Record<string, readonly string[]>> = {
  "letter.received": ["inbox"],
  "letter.answered": ["inbox"],
  "mailbox.assigned": ["inbox"],
  "offer.answered": ["inbox"],
  "case.opened": ["cases", "today", "inbox"],
  "case.moved-on": ["cases", "case", "today"],
  "case.paired": ["case", "cases", "today", "leads"],
  "case.parted": ["case", "cases", "today", "leads"],
  "lead.offered": ["leads"],
  "lead.changed": ["leads", "case", "cases", "today"],
  "clock.alarm": ["today", "case"],
  "ask.made": ["today", "case", "asks"],
  "ask.answered": ["today", "case", "asks"],
  "capacity.asked": ["capacity"],
  "capacity.answered": ["capacity"],
  "share.opened": ["case", "cases"],
  "share.ended": ["case", "cases"],
  "case.erased": ["case", "cases"],
  "case.offered": ["hand-overs"],
  "case.handed-over": ["hand-overs", "case", "cases", "today"],
  "agency.left": ["agreements", "agreement", "case", "cases"],
  "consent.given": ["case"],
  "consent.withdrawn": ["case", "cases"],
  "glass.broken": ["case", "today"],
  "glass.confirmed": ["case"],
  "proposal.made": ["proposals", "tools"],
  "proposal.confirmed": ["proposals", "invitations", "tools"],
  "proposal.declined": ["proposals", "tools"],
  "proposal.withdrawn": ["proposals", "tools"],
  "proposal.overtaken": ["proposals"],
  "referral.received": ["referrals", "cases"],
  "referral.moved-on": ["referrals", "referral"],
  "referral.overdue": ["referrals", "referral"],
  "guardian.named": ["case"],
  "guardian.has-words": ["case"],
  "guardian.ended": ["case"],
  "order.settled": ["case"],
  "wish.done": ["case", "cases"],
  "wish.stopped": ["case"],
  "first-words.taken": ["case"],
  "words-reset.begun": ["case"],
  "words-reset.said-no": ["case"],
  "words-reset.third": ["case"],
  "words-reset.stopped": ["case"],
  "words-reset.done": ["case"],
  "holder.open": ["keys"],
  "holder.closed": ["keys"],
  "holder.away": ["keys"],
  "holder.alarmed": ["keys"],
  "key.published": ["keys"],
  "member.joined": ["members", "invitations"],
  "protocol.proposed": ["agreements", "agreement", "agreement-drafts"],
  "protocol.signed": ["agreements", "agreement"],
  "protocol.withdrawn": ["agreements", "agreement"],
  "protocol.expired": ["agreements", "agreement"],
  "protocol.in-force": ["agreements", "agreement", "case"],
  "protocol.suspended": ["agreements", "agreement", "case", "cases"],
  "protocol.lift-agreed": ["agreement"],
  "protocol.lifted": ["agreements", "agreement", "case", "cases"],
  "protocol.ended": ["agreements", "agreement", "case", "cases"],
  "member.suspended": ["members", "leads", "case", "cases", "today"],
  "member.keys-changed": ["me", "members", "recipients", "keeping", "renewals"],
  "renewal.handed-in": ["renewals"],
  "keepers.changed": ["keepers", "keeping"],
  "keepers.named": ["keeping"],
  "keepers.asked": ["keeping"],
  "keepers.part-given": ["keeping"],
  "member.restored": ["members", "leads", "case", "cases", "today"],
  "member.roles-changed": ["members", "me"],
  "recipients.published": ["recipients"],
  "member.training-recorded": ["members", "me"],
};
/** After a break in the line anything may have happened. */
const RECONNECTED = "house.reconnected";

/**
 * Listens to what happens at the agency; the notices name a kind of thing and nothing of its content. What one did
 * oneself outdates as much and is no news.
 *
 * @param onInbox the inbox is what is being looked at: then nothing counts as unread
 * @returns how many letters have come unread
 */
export function useEvents(onInbox: boolean): number {
  const queries = useQueryClient();
  const say = useSay();
  const tell = useNotices();
  const { supervises } = useSession().me.member;
  const [unread, setUnread] = useState(0);
  useEffect(() => {
    if (onInbox) setUnread(0);
  }, [onInbox]);
  useEffect(() => {
    const source = new EventSource("/api/events");
    const outdate = (names: readonly string[]) => {
      for (const name of names) void queries.invalidateQueries({ queryKey: [name] });
    };
    for (const [type, names] of Object.entries(OUTDATES)) {
      source.addEventListener(type, ({ data }: MessageEvent<string>) => {
        outdate(names);
        if (JSON.parse(data).own) return;
        if (type === "letter.received") {
          if (!onInbox) setUnread((count) => count + 1);
          tell({ icon: "inbox", stays: true, text: say("notice.letter") });
        }
        if (type === "offer.answered") tell({ icon: "inbox", stays: true, text: say("notice.answered") });
        if (type === "consent.withdrawn") tell({ icon: "none", stays: true, text: say("notice.withdrawn") });
        if (type === "holder.alarmed" && supervises)
          tell({ icon: "alert", stays: true, text: say("notice.keys") });
        if (type === "protocol.proposed") tell({ icon: "deed", stays: true, text: say("notice.proposed") });
        if (type === "protocol.suspended") tell({ icon: "lock", stays: true, text: say("notice.suspended") });
        if (type === "referral.received") tell({ icon: "send", stays: true, text: say("notice.asked") });
        if (type === "referral.overdue") tell({ icon: "clock", stays: true, text: say("notice.overdue") });
        if (type === "clock.alarm") tell({ icon: "clock", stays: true, text: say("notice.clock") });
        if (type === "ask.made") tell({ icon: "inbox", stays: true, text: say("notice.ask") });
        if (type === "proposal.made") tell({ icon: "people", stays: true, text: say("notice.proposal") });
        if (type === "keepers.asked") tell({ icon: "key", stays: true, text: say("notice.keepers") });
        if (type === "glass.broken") tell({ icon: "alert", stays: true, text: say("notice.glass") });
      });
    }
    source.addEventListener(RECONNECTED, () => outdate(["inbox", "cases", "case", "today"]));
    // The server refuses the line anew: the session has ended, here or elsewhere. Who I am is asked at once.
    source.addEventListener("error", () => {
      if (source.readyState === EventSource.CLOSED) outdate(["me"]);
    });
    return () => source.close();
  }, [queries, say, tell, onInbox, supervises]);
  return unread;
}
