import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { LeadAct, LeadOffer } from "../../../../web/api/lead-answers.ts";
import { type Desk, useDesk } from "../../../../web/desk-context.tsx";
import { Answer } from "../../../../web/kit/answer.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { Dialog } from "../../../../web/kit/dialog.tsx";
import { Said } from "../../../../web/kit/field.tsx";
import { WaitingList } from "../../../../web/kit/log.tsx";
import { sayProblem } from "../../../../web/session/problems.ts";
import { useSession } from "../../../../web/session/session.tsx";
import { OUTDATED_BY_LEADS } from "./outdated.ts";

/** Cases that are passed on, with what the reader can do: say yes or no, take back, undo, read what was written. */
export function LeadOffersList({ offers }: { offers: readonly LeadOffer[] }) {
  const desk = useDesk();
  const { say, when } = desk;
  const { me } = useSession();
  const [read, setRead] = useState<LeadOffer | null>(null);
  const act = useLeadAct();
  return (
    <>
      <WaitingList
        label={say("led.title")}
        entries={offers.map((offer) => ({
          id: offer.id,
          icon: offer.outcome === null ? "people" : offer.undoneAt === null ? "tick" : "back",
          done: offer.outcome !== null,
          title: (
            <>
              <Link className="who" to="/cases/$caseId" params={{ caseId: offer.caseId }}>
                {offer.alias}
              </Link>{" "}
              {sayOffer(offer, me.member.id, desk)}
            </>
          ),
          note: (
            <span className="row">
              {offer.acts.map((what) => (
                <Button
                  key={what}
                  small
                  busy={act.isPending}
                  onClick={() => act.mutate([{ id: offer.id, what }])}
                  aria-label={say(`led.${what}-of`, { alias: offer.alias })}
                >
                  {say(`led.${what}`)}
                </Button>
              ))}
              {offer.hasNote && (
                <button
                  type="button"
                  className="as-link"
                  onClick={() => setRead(offer)}
                  aria-label={say("led.note-of", { alias: offer.alias })}
                >
                  {say("led.note")}
                </button>
              )}
            </span>
          ),
          wait: when.near(offer.undoneAt ?? offer.settledAt ?? offer.offeredAt),
        }))}
      />
      <Said wrong={act.isError && sayProblem(say, act.error)} />
      <Dialog
        open={read !== null}
        onClose={() => setRead(null)}
        title={read ? say("led.note-title", { alias: read.alias }) : ""}
        closeLabel={say("close")}
      >
        {read && <Written offer={read} />}
      </Dialog>
    </>
  );
}

/** One after the other; the first that is refused stops those after it. */
export function useLeadAct() {
  const { api } = useSession();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (acts: readonly { readonly id: string; readonly what: LeadAct }[]) => {
      for (const { id, what } of acts)
        await api.send("POST", `/api/lead-offers/${id}/acts`, { body: { act: what } });
    },
    onSettled: () =>
      Promise.all(OUTDATED_BY_LEADS.map((name) => queries.invalidateQueries({ queryKey: [name] }))),
  });
}

function sayOffer(offer: LeadOffer, ownId: string, { say }: Desk): string {
  const name = offer.to?.displayName ?? "—";
  const by = offer.offeredBy?.displayName ?? "—";
  if (offer.undoneAt !== null) return say("led.undone");
  if (offer.outcome === "declined") return say("led.declined", { name });
  if (offer.outcome === "taken-back") return say("led.taken-back");
  if (offer.outcome === "accepted")
    return offer.to?.id === ownId ? say("led.you-lead") : say("led.name-leads", { name });
  if (offer.to?.id === ownId) return say("led.asks-you", { name: by });
  return offer.offeredBy?.id === ownId ? say("led.you-ask", { name }) : say("led.they-ask", { by, name });
}

function Written({ offer }: { offer: LeadOffer }) {
  const { say } = useDesk();
  const { api, purpose } = useSession();
  const note = useQuery({
    queryKey: ["leads", "note", offer.id, purpose],
    queryFn: ({ signal }) => api.get<{ text: string }>(`/api/lead-offers/${offer.id}/note`, signal),
    // One press is one look on record.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  return (
    <Answer query={note} loading={say("led.note-loading")}>
      {({ text }) => (
        <p dir="auto" className="as-written">
          {text}
        </p>
      )}
    </Answer>
  );
}
