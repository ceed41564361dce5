import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { MemberKeys } from "../../core/identity/member-keys.ts";
import { type ActSignature, signAct } from "../../core/proposals/signed.ts";
import type { Me, Proposal } from "../api/answers.ts";
import { useDesk } from "../desk-context.tsx";
import { Answer } from "../kit/answer.tsx";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { Said, TextArea } from "../kit/field.tsx";
import { type How, HowKnown } from "../kit/how-known.tsx";
import { Part } from "../kit/log.tsx";
import { Tag, type TagKind } from "../kit/marks.tsx";
import { Empty } from "../kit/states.tsx";
import { Table } from "../kit/table.tsx";
import { Two } from "../kit/two.tsx";
import { sayProblem } from "../session/problems.ts";
import { useSession } from "../session/session.tsx";
import { WithKeys } from "../session/unlock.tsx";
import { useTitle } from "../shell/title.ts";
import { sayCode } from "../texts/names.ts";
import { WaitingAgreement } from "./proposals/agreements.tsx";
import { useAgreementsThatWait } from "./proposals/agreements-that-wait.ts";
import { What } from "./proposals/what.tsx";
import { isTrained } from "./trained.ts";

/** What one member proposed and a second one decides: the same text for both, until when, and what will happen. */
export function Proposals() {
  const { say } = useDesk();
  const { api } = useSession();
  useTitle(say("proposals.title"));
  const proposals = useQuery({
    queryKey: ["proposals"],
    queryFn: ({ signal }) => api.get<{ proposals: readonly Proposal[] }>("/api/proposals", signal),
  });
  return (
    <>
      <header className="desk-head">
        <div>
          <h1>{say("proposals.title")}</h1>
          <p className="quiet">{say("proposals.lead")}</p>
        </div>
      </header>
      <Answer query={proposals} loading={say("proposals.loading")}>
        {({ proposals: all }) => <Lists all={all} />}
      </Answer>
    </>
  );
}

function Lists({ all }: { all: readonly Proposal[] }) {
  const { say } = useDesk();
  const waiting = all.filter(({ outcome }) => outcome === "waits");
  const agreements = useAgreementsThatWait();
  const settled = all.filter(({ outcome }) => outcome !== "waits");
  return (
    <div className="stack stack-5">
      {waiting.length + agreements.length === 0 && (
        <Empty title={say("proposals.none")}>{say("proposals.none-say")}</Empty>
      )}
      {waiting.map((proposal) => (
        <Waiting key={proposal.id} proposal={proposal} />
      ))}
      {agreements.map((that) => (
        <WaitingAgreement key={that.agreement.id} that={that} />
      ))}
      {settled.length > 0 && (
        <Part id="settled" title={say("proposals.settled")}>
          <Settled settled={settled} />
        </Part>
      )}
    </div>
  );
}

function Waiting({ proposal }: { proposal: Proposal }) {
  const { say, when, now } = useDesk();
  const { me, api } = useSession();
  const queries = useQueryClient();
  const [declining, setDeclining] = useState(false);
  const [how, setHow] = useState<How | "">("");
  const act = useMutation({
    mutationFn: async (what: "withdraw" | { confirm: MemberKeys | null }) => {
      if (what === "withdraw") return api.send("DELETE", `/api/proposals/${proposal.id}`, {});
      const signed = what.confirm && (await signAs(me, what.confirm, proposal));
      return api.send("POST", `/api/proposals/${proposal.id}/confirm`, {
        body: { hash: proposal.hash, ...(how !== "" && { how }), ...(signed && { signed }) },
      });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ["proposals"] }),
  });
  const isYours = proposal.mayConfirm;
  const isRipe = Date.parse(proposal.ripeAt) <= now().getTime();
  const untrained = proposal.trained !== null && !isTrained(me.member.trainingValidUntil, now());
  const notYet = untrained
    ? say("problem.training-ended")
    : isRipe
      ? undefined
      : say("problem.proposal-not-yet");
  const busy = { busy: act.isPending };
  return (
    <Two
      title={sayCode(say, "proposal", proposal.kind)}
      say={
        isRipe
          ? say("proposals.until", { time: when.near(proposal.expiresAt) })
          : say("proposals.between", {
              from: when.near(proposal.ripeAt),
              until: when.near(proposal.expiresAt),
            })
      }
      signers={[
        {
          id: "first",
          standing: "done",
          who: proposal.isMine ? say("proposals.you") : (proposal.proposerName ?? proposal.agency.name),
          note: say("proposals.proposed", { time: when.near(proposal.proposedAt) }),
        },
        {
          id: "second",
          standing: isYours ? "you" : "awaited",
          who: isYours
            ? say("proposals.you-named", { name: me.member.displayName })
            : proposal.secondAgency
              ? say("proposals.second-or", { agency: proposal.secondAgency.name })
              : say("proposals.second"),
          note: say(isYours ? "proposals.yours" : "proposals.awaited"),
        },
      ]}
      changes={
        <div className="stack stack-4">
          <What proposal={proposal} />
          {isYours && isRipe && proposal.asksHow && <HowKnown how={how} onHow={setHow} />}
        </div>
      }
    >
      {isYours && (
        <>
          {proposal.kind === "tool.assessment" ? null : proposal.signed && notYet === undefined ? (
            <WithKeys>
              {(keys) => <Confirm signs onConfirm={() => act.mutate({ confirm: keys })} {...busy} />}
            </WithKeys>
          ) : (
            <Confirm notYet={notYet} onConfirm={() => act.mutate({ confirm: null })} {...busy} />
          )}
          <Button icon="none" onClick={() => setDeclining(true)}>
            {say("proposals.decline")}
          </Button>
        </>
      )}
      {proposal.isMine && (
        <Button icon="back" iconTurns busy={act.isPending} onClick={() => act.mutate("withdraw")}>
          {say("proposals.withdraw")}
        </Button>
      )}
      <Said wrong={act.isError && sayProblem(say, act.error)} />
      <Decline proposal={proposal} open={declining} onClose={() => setDeclining(false)} />
    </Two>
  );
}

function Confirm(props: {
  signs?: boolean;
  notYet?: string | undefined;
  busy: boolean;
  onConfirm: () => void;
}) {
  const { signs = false, notYet, busy, onConfirm } = props;
  const { say } = useDesk();
  return (
    <Button kind="main" icon={signs ? "key" : "tick"} busy={busy} notYet={notYet} onClick={onConfirm}>
      {say(signs ? "proposals.sign" : "proposals.confirm")}
    </Button>
  );
}

/** Signs exactly what this page shows, with the member's own key, in this browser. */
async function signAs(me: Me, keys: MemberKeys, { kind, agency, content }: Proposal): Promise<ActSignature> {
  const own = { memberId: me.member.id, name: me.member.displayName, signingKey: keys.signing.publicKey };
  return signAct({ kind, agencyId: agency.id, content }, own, keys.signing.privateKey);
}

const OUTCOMES: Readonly<Record<Proposal["outcome"], TagKind>> = {
  waits: "soon",
  confirmed: "done",
  alone: "done",
  declined: "closed",
  withdrawn: "closed",
  overtaken: "closed",
  expired: "line",
};

function Settled({ settled }: { settled: readonly Proposal[] }) {
  const { say, when } = useDesk();
  return (
    <Table
      caption={say("proposals.settled")}
      rows={settled}
      keyOf={({ id }) => id}
      columns={[
        {
          id: "what",
          title: say("proposals.what"),
          heads: true,
          cell: (proposal) => (
            <>
              {sayCode(say, "proposal", proposal.kind)}
              <small>{proposal.proposerName ?? proposal.agency.name}</small>
            </>
          ),
        },
        {
          id: "outcome",
          title: say("proposals.outcome"),
          cell: ({ outcome, reason }) => (
            <>
              <Tag kind={OUTCOMES[outcome]}>{say(`proposals.${outcome}`)}</Tag>
              {reason && <small dir="auto">{reason}</small>}
            </>
          ),
        },
        {
          id: "who",
          title: say("proposals.who"),
          cell: ({ settlerName, settledAt, expiresAt, outcome, secondAgency }) => (
            <>
              {settlerName ??
                (outcome === "expired" || outcome === "overtaken" || !secondAgency
                  ? say("proposals.nobody")
                  : secondAgency.name)}
              <small>{when.near(settledAt ?? expiresAt)}</small>
            </>
          ),
        },
      ]}
    />
  );
}

const REASON_LENGTH_MIN = 3;

function Decline({ proposal, open, onClose }: { proposal: Proposal; open: boolean; onClose: () => void }) {
  const { say } = useDesk();
  return (
    <Dialog open={open} onClose={onClose} title={say("proposals.decline")} closeLabel={say("close")}>
      <DeclineForm id={proposal.id} onClose={onClose} />
    </Dialog>
  );
}

function DeclineForm({ id, onClose }: { id: string; onClose: () => void }) {
  const { say } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const [reason, setReason] = useState("");
  const [wrong, setWrong] = useState("");
  const decline = useMutation({
    mutationFn: (body: { reason: string }) => api.send("POST", `/api/proposals/${id}/decline`, { body }),
    onSuccess: async () => {
      onClose();
      await queries.invalidateQueries({ queryKey: ["proposals"] });
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (decline.isPending) return;
    const given = reason.trim();
    if (given.length < REASON_LENGTH_MIN) return setWrong(say("proposals.no-reason"));
    setWrong("");
    decline.mutate({ reason: given });
  };
  return (
    <form autoComplete="off" className="stack stack-4" onSubmit={send} noValidate>
      <TextArea
        label={say("proposals.reason")}
        why={say("proposals.reason-why")}
        value={reason}
        onText={setReason}
        wrong={wrong}
        maxLength={1000}
      />
      <Said wrong={decline.isError && sayProblem(say, decline.error)} />
      <div className="row">
        <Button kind="main" type="submit" busy={decline.isPending}>
          {say("proposals.decline-do")}
        </Button>
        <Button onClick={onClose}>{say("cancel")}</Button>
      </div>
    </form>
  );
}
