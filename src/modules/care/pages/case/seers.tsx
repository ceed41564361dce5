import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Category } from "../../../../core/access/context.ts";
import type { Case, Sight } from "../../../../web/api/answers.ts";
import { type Desk, useDesk } from "../../../../web/desk-context.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { Dialog } from "../../../../web/kit/dialog.tsx";
import { Said } from "../../../../web/kit/field.tsx";
import type { Seer } from "../../../../web/kit/section.tsx";
import { useNotices } from "../../../../web/kit/toast.tsx";
import { sayProblem } from "../../../../web/session/problems.ts";
import { useSession } from "../../../../web/session/session.tsx";
import { sayPurpose } from "../../../../web/texts/names.ts";

/** Who sees a category, on what that rests and until when; the holder can end a share here. */
export function useSeers(file: Case, category: Category): Seer[] {
  const desk = useDesk();
  return file.sees
    .filter((sight) => sight.category === category)
    .map((sight, index): Seer => {
      const ended = sight.endedAt !== null;
      const who = (
        <>
          <b>{sight.agency.name}</b>
          {sight.purpose && `${desk.say("about.comma")}${sayPurpose(desk.say, sight.purpose)}`}
        </>
      );
      const canEnd = file.held && sight.shareId !== null && !ended;
      return {
        id: sight.shareId ?? `${sight.basis}-${index}`,
        who,
        basis: sayBasis(sight, desk),
        off: ended || sight.suspended,
        ...(canEnd && { action: <EndShare caseId={file.id} sight={sight} /> }),
      };
    });
}

export function sayBasis(sight: Sight, { say, when }: Pick<Desk, "say" | "when">): string {
  if (sight.endedAt !== null) {
    const because = sight.endedBecause === "withdrawn" ? "sees.ended-withdrawn" : "sees.ended";
    return say(because, { at: when.near(sight.endedAt) });
  }
  if (sight.basis === "holder") return say("sees.holder");
  const until = sight.until ? say("sees.until", { day: when.day(sight.until) }) : "";
  const under = sight.protocolNumber ? say("sees.agreement", { number: String(sight.protocolNumber) }) : "";
  const closed = sight.suspended ? say("suspended.sees") : "";
  return `${say(sight.basis === "consent" ? "sees.consent" : "sees.order")}${until}${under}${closed}`;
}

export function EndShare({ caseId, sight }: { caseId: string; sight: Sight }) {
  const { say } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const tell = useNotices();
  const [asking, setAsking] = useState(false);
  const end = useMutation({
    mutationFn: () => api.send("DELETE", `/api/cases/${caseId}/shares/${sight.shareId}`),
    onSuccess: async () => {
      setAsking(false);
      tell({ icon: "none", text: say("share.ended", { agency: sight.agency.name }) });
      await queries.invalidateQueries({ queryKey: ["case", caseId] });
    },
  });
  return (
    <>
      <Button kind="plain" small onClick={() => setAsking(true)}>
        {say("share.end")}
      </Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={say("share.end-title", { agency: sight.agency.name })}
        closeLabel={say("close")}
      >
        <div className="stack stack-4">
          <p>{say("share.end-say")}</p>
          <Said wrong={end.isError && sayProblem(say, end.error)} />
          <div className="row">
            <Button kind="danger" busy={end.isPending} onClick={() => end.mutate()}>
              {say("share.end-yes")}
            </Button>
            <Button onClick={() => setAsking(false)}>{say("cancel")}</Button>
          </div>
        </div>
      </Dialog>
    </>
  );
}
