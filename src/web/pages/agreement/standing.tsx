import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { WholeAgreement } from "../../api/agreement-answers.ts";
import { useDesk } from "../../desk-context.tsx";
import { Button } from "../../kit/button.tsx";
import { Said } from "../../kit/field.tsx";
import { ReasonDialog } from "../../kit/reason-dialog.tsx";
import { useNotices } from "../../kit/toast.tsx";
import { useOnceKey } from "../../session/once.ts";
import { sayProblem } from "../../session/problems.ts";
import { useSession } from "../../session/session.tsx";
import { ProposeEnd } from "./propose-end.tsx";

type Act = "suspend" | "withdraw";

const PATH_OF: Readonly<Record<Act, string>> = { suspend: "suspension", withdraw: "withdrawal" };

/** Suspends, or says no to what was proposed: each with a reason that all parties read. */
export function WithReason(props: { agreement: WholeAgreement; act: Act; onClose: () => void }) {
  const { agreement, act, onClose } = props;
  const { say } = useDesk();
  const { api } = useSession();
  const tell = useNotices();
  const refresh = useRefresh();
  return (
    <ReasonDialog
      title={say(`standing.${act}-title`)}
      lead={say(`standing.${act}-say`)}
      label={say("standing.reason")}
      why={say("standing.reason-why")}
      needed={say("standing.reason-needed")}
      action={say(`standing.${act}`)}
      send={(reason) =>
        api.send("POST", `/api/protocols/${agreement.id}/${PATH_OF[act]}`, { body: { reason } })
      }
      onDone={() => {
        tell({ icon: act === "suspend" ? "lock" : "none", text: say(`standing.${act}-done`) });
        return refresh();
      }}
      onClose={onClose}
    />
  );
}

const LIFTED = { second: "people", waits: "clock", "in-force": "tick" } as const;

/** What a supervisor of a party can do with an agreement as it stands. */
export function Standing({ agreement }: { agreement: WholeAgreement }) {
  const { say } = useDesk();
  const { api, me } = useSession();
  const tell = useNotices();
  const navigate = useNavigate();
  const keyFor = useOnceKey();
  const refresh = useRefresh();
  const queries = useQueryClient();
  const [act, setAct] = useState<Act | "end" | null>(null);
  const lift = useMutation({
    mutationFn: () =>
      api.send<{ now: "second" | "waits" | "in-force" }>(
        "DELETE",
        `/api/protocols/${agreement.id}/suspension`,
      ),
    onSuccess: async ({ now }) => {
      tell({ icon: LIFTED[now], text: say(`standing.lift-${now}`) });
      await Promise.all([refresh(), queries.invalidateQueries({ queryKey: ["proposals"] })]);
    },
  });
  const change = useMutation({
    mutationFn: () => {
      const body = { protocolId: agreement.id };
      return api.send<{ id: string }>("POST", "/api/protocol-drafts", { body, key: keyFor(body) });
    },
    onSuccess: ({ id }) => navigate({ to: "/agreements/draft/$draftId", params: { draftId: id } }),
  });
  const { status, proposed } = agreement;
  const stands = status === "in-force" || status === "suspended";
  if (!stands) return null;
  const hasAgreed = agreedToLift(agreement).includes(me.agency.name);
  return (
    <>
      <div className="row">
        {status === "suspended" && (
          <Button
            kind="main"
            busy={lift.isPending}
            notYet={hasAgreed ? say("standing.lift-agreed") : undefined}
            onClick={() => lift.mutate()}
          >
            {say("standing.lift")}
          </Button>
        )}
        <Button
          icon="pen"
          busy={change.isPending}
          notYet={proposed ? say("standing.change-waits") : undefined}
          onClick={() => change.mutate()}
        >
          {say("standing.change")}
        </Button>
        {status === "in-force" && (
          <Button kind="danger" icon="lock" onClick={() => setAct("suspend")}>
            {say("standing.suspend")}
          </Button>
        )}
        <Button kind="plain" onClick={() => setAct("end")}>
          {say("standing.end")}
        </Button>
      </div>
      <Said
        wrong={
          (lift.isError && sayProblem(say, lift.error)) || (change.isError && sayProblem(say, change.error))
        }
      />
      {act === "end" ? (
        <ProposeEnd agreement={agreement} onClose={() => setAct(null)} />
      ) : (
        act && <WithReason agreement={agreement} act={act} onClose={() => setAct(null)} />
      )}
    </>
  );
}

/** The parties that agreed to lift since the last suspension; changes come newest first. */
export function agreedToLift({ changes }: WholeAgreement): string[] {
  const since = changes.findIndex(({ kind }) => kind === "suspended");
  return changes
    .slice(0, Math.max(0, since))
    .flatMap(({ kind, agency }) => (kind === "lift-agreed" && agency ? [agency] : []));
}

function useRefresh(): () => Promise<unknown> {
  const queries = useQueryClient();
  return () =>
    Promise.all(
      ["agreement", "agreements", "case"].map((queryKey) =>
        queries.invalidateQueries({ queryKey: [queryKey] }),
      ),
    );
}
