import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Case } from "../../../../web/api/answers.ts";
import type { LeadOffer } from "../../../../web/api/lead-answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { Said } from "../../../../web/kit/field.tsx";
import { Part } from "../../../../web/kit/log.tsx";
import { useNotices } from "../../../../web/kit/toast.tsx";
import { sayProblem } from "../../../../web/session/problems.ts";
import { useSession } from "../../../../web/session/session.tsx";
import { LeadOffersList } from "../leads/offers.tsx";
import { PassOn, useAskToLead } from "../leads/pass-on.tsx";

/** Who leads a case that is held here, and how another comes to. */
export function CaseLead({ file }: { file: Case }) {
  const { say } = useDesk();
  const { api, me } = useSession();
  const tell = useNotices();
  const [isPassing, setPassing] = useState(false);
  const take = useAskToLead(() => tell({ text: say("leads.taken") }));
  const found = useQuery({
    queryKey: ["leads", "case", file.id],
    queryFn: ({ signal }) =>
      api.get<{ offers: readonly LeadOffer[] }>(`/api/cases/${file.id}/lead-offers`, signal),
    enabled: file.held,
  });
  if (!file.held) return null;
  const { lead } = file;
  const ownId = me.member.id;
  const offers = found.data?.offers ?? [];
  const isWaiting = offers.some(({ outcome }) => outcome === null);
  const mayPass = !isWaiting && (lead === null || lead.id === ownId || me.member.supervises);
  return (
    <Part id="lead" title={say("leads.who-leads")}>
      <div className="stack">
        <p>
          {lead === null
            ? say("leads.no-lead")
            : lead.id === ownId
              ? say("leads.you-are")
              : say("leads.is-lead", { name: lead.displayName })}
        </p>
        {offers.length > 0 && <LeadOffersList offers={offers} />}
        {mayPass && (
          <div className="row">
            {lead === null && (
              <Button
                small
                busy={take.isPending}
                onClick={() => take.mutate({ caseIds: [file.id], memberId: ownId })}
              >
                {say("leads.take")}
              </Button>
            )}
            <Button small icon="people" onClick={() => setPassing(true)}>
              {say("leads.pass-on")}
            </Button>
          </div>
        )}
        <Said wrong={take.isError && sayProblem(say, take.error)} />
      </div>
      <PassOn
        passed={{ caseIds: [file.id], leadId: lead?.id ?? null }}
        open={isPassing}
        onClose={() => setPassing(false)}
      />
    </Part>
  );
}
