import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Proposal } from "../api/answers.ts";
import type { LeavingPart } from "../api/leaving-answers.ts";
import { useDesk } from "../desk-context.tsx";
import { Answer } from "../kit/answer.tsx";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { Said } from "../kit/field.tsx";
import { Part } from "../kit/log.tsx";
import { Tag } from "../kit/marks.tsx";
import { Empty } from "../kit/states.tsx";
import { Table } from "../kit/table.tsx";
import { useNotices } from "../kit/toast.tsx";
import { Two } from "../kit/two.tsx";
import { useOnceKey } from "../session/once.ts";
import { sayProblem } from "../session/problems.ts";
import { useSession } from "../session/session.tsx";
import { useTitle } from "../shell/title.ts";
import { sayCode } from "../texts/names.ts";

/** What leaving would mean for the agency: what must be decided first, what ends, what stays, and the two who decide. */
export function Leaving() {
  const { say } = useDesk();
  const { me } = useSession();
  useTitle(say("leaving.title"));
  return (
    <>
      <header className="desk-head">
        <div>
          <h1>{say("leaving.title")}</h1>
          <p className="quiet">{say("leaving.lead", { agency: me.agency.name })}</p>
        </div>
      </header>
      {me.member.supervises ? <Look /> : <Empty title={say("leaving.supervisors")} />}
    </>
  );
}

function Look() {
  const { say } = useDesk();
  const { api } = useSession();
  const parts = useQuery({
    queryKey: ["leaving"],
    queryFn: ({ signal }) => api.get<{ parts: readonly LeavingPart[] }>("/api/leaving", signal),
  });
  const proposals = useQuery({
    queryKey: ["proposals"],
    queryFn: ({ signal }) => api.get<{ proposals: readonly Proposal[] }>("/api/proposals", signal),
  });
  return (
    <Answer query={parts} loading={say("leaving.loading")}>
      {({ parts: all }) => (
        <Answer query={proposals} loading={say("leaving.loading")}>
          {({ proposals: proposed }) => (
            <div className="stack stack-6">
              <First parts={all.filter(({ mustBeNone }) => mustBeNone)} />
              <Part id="ends" title={say("leaving.ends")}>
                <Parts caption={say("leaving.ends")} parts={all.filter(({ mustBeNone }) => !mustBeNone)} />
              </Part>
              <Stays />
              <Part id="copy" title={say("leaving.copy")}>
                <p>{say("leaving.copy-say")}</p>
              </Part>
              <Deciding
                proposal={proposed.find(
                  ({ kind, outcome }) => kind === "agency.leaving" && outcome === "waits",
                )}
              />
            </div>
          )}
        </Answer>
      )}
    </Answer>
  );
}

function First({ parts }: { parts: readonly LeavingPart[] }) {
  const { say } = useDesk();
  const count = parts.reduce((sum, { number }) => sum + number, 0);
  return (
    <Part
      id="first"
      title={say("leaving.first")}
      end={count === 0 ? <Tag kind="done">{say("leaving.done")}</Tag> : undefined}
    >
      <div className="stack stack-4">
        <p>{say("leaving.first-say")}</p>
        <Parts caption={say("leaving.first")} parts={parts} />
        <p role="status">{count === 0 ? say("leaving.all-done") : say("leaving.left-to-do", { count })}</p>
        <p className="row">
          <Link to="/cases">{say("cases.title")}</Link>
          <Link to="/hand-overs">{say("hand-over.title")}</Link>
          <Link to="/inbox">{say("rail.inbox")}</Link>
        </p>
      </div>
    </Part>
  );
}

function Parts({ caption, parts }: { caption: string; parts: readonly LeavingPart[] }) {
  const { say } = useDesk();
  return (
    <Table
      caption={caption}
      rows={parts}
      keyOf={({ name }) => name}
      columns={[
        {
          id: "what",
          title: say("leaving.what"),
          heads: true,
          cell: ({ name }) => sayCode(say, "leaving-part", name),
        },
        {
          id: "how",
          title: say("leaving.how"),
          cell: ({ name, number }) =>
            number === 0 ? (
              <span className="quiet">{say("leaving.done")}</span>
            ) : (
              sayCode(say, "leaving-how", name)
            ),
        },
        { id: "number", title: say("leaving.number"), number: true, cell: ({ number }) => number },
      ]}
    />
  );
}

function Stays() {
  const { say } = useDesk();
  return (
    <Part id="stays" title={say("leaving.stays")}>
      <ul className="plain-list">
        <li>{say("leaving.stays-looks")}</li>
        <li>{say("leaving.stays-copies")}</li>
        <li>{say("leaving.stays-name")}</li>
      </ul>
    </Part>
  );
}

/** Before it is proposed, the way to do so; afterwards who did, who can be the second from when, and the way back. */
function Deciding({ proposal }: { proposal: Proposal | undefined }) {
  const { say } = useDesk();
  return proposal ? (
    <Proposed proposal={proposal} />
  ) : (
    <Part id="deciding" title={say("leaving.who")}>
      <div className="stack stack-4">
        <p>{say("leaving.who-say")}</p>
        <Propose />
      </div>
    </Part>
  );
}

function Propose() {
  const { say } = useDesk();
  const { api, me } = useSession();
  const queries = useQueryClient();
  const tell = useNotices();
  const keyFor = useOnceKey();
  const [asking, setAsking] = useState(false);
  const propose = useMutation({
    mutationFn: () => api.send("POST", "/api/leaving", { key: keyFor("leaving") }),
    onSuccess: async () => {
      setAsking(false);
      tell({ icon: "people", text: say("leaving.proposed") });
      await queries.invalidateQueries({ queryKey: ["proposals"] });
    },
  });
  const title = say("leaving.propose-sure", { agency: me.agency.name });
  return (
    <div className="row">
      <Button icon="exit" iconTurns onClick={() => setAsking(true)}>
        {say("leaving.propose")}
      </Button>
      <Dialog open={asking} onClose={() => setAsking(false)} title={title} closeLabel={say("close")}>
        <div className="stack stack-4">
          <p>{say("leaving.propose-sure-say")}</p>
          <Said wrong={propose.isError && sayProblem(say, propose.error)} />
          <div className="row">
            <Button kind="main" busy={propose.isPending} onClick={() => propose.mutate()}>
              {say("leaving.propose")}
            </Button>
            <Button onClick={() => setAsking(false)}>{say("cancel")}</Button>
          </div>
        </div>
      </Dialog>
    </div>
  );
}

function Proposed({ proposal }: { proposal: Proposal }) {
  const { say, when } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const tell = useNotices();
  const withdraw = useMutation({
    mutationFn: () => api.send("DELETE", `/api/proposals/${proposal.id}`, {}),
    onSuccess: () => tell({ icon: "back", text: say("leaving.withdrawn") }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["proposals"] }),
  });
  return (
    <Two
      title={say("leaving.who")}
      say={say("proposals.between", {
        from: when.near(proposal.ripeAt),
        until: when.near(proposal.expiresAt),
      })}
      signers={[
        {
          id: "first",
          standing: "done",
          who: proposal.isMine ? say("proposals.you") : (proposal.proposerName ?? proposal.agency.name),
          note: say("proposals.proposed", { time: when.near(proposal.proposedAt) }),
        },
        {
          id: "second",
          standing: proposal.mayConfirm ? "you" : "awaited",
          who: say("proposals.second"),
          note: say(proposal.mayConfirm ? "proposals.yours" : "proposals.awaited"),
        },
      ]}
      changes={<p>{say("proposal.leaves")}</p>}
    >
      {proposal.isMine ? (
        <Button icon="back" iconTurns busy={withdraw.isPending} onClick={() => withdraw.mutate()}>
          {say("proposals.withdraw")}
        </Button>
      ) : (
        <Link className="btn" to="/seconds">
          {say("leaving.at-seconds")}
        </Link>
      )}
      <Said wrong={withdraw.isError && sayProblem(say, withdraw.error)} />
    </Two>
  );
}
