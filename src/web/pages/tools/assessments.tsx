import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Advice, SignedAssessment, Tool } from "../../api/tool-answers.ts";
import { useDesk } from "../../desk-context.tsx";
import { Button } from "../../kit/button.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { Tag } from "../../kit/marks.tsx";
import { ReasonDialog } from "../../kit/reason-dialog.tsx";
import { useSession } from "../../session/session.tsx";
import { WithKeys } from "../../session/unlock.tsx";
import { AssessmentForm } from "./assessment-form.tsx";
import { AssessmentText } from "./text.tsx";

/** What was signed of a tool, newest first, with who signed, how long it holds and its text. */
export function Assessments(props: {
  tool: Tool;
  assessments: readonly SignedAssessment[];
  advice: readonly Advice[];
}) {
  const { tool, assessments, advice } = props;
  const { say, when } = useDesk();
  const { me } = useSession();
  const [withdrawing, setWithdrawing] = useState<string | null>(null);
  const mayWithdraw = me.member.supervises || me.member.roles.includes("data-protection-officer");
  if (assessments.length === 0) return <p className="quiet">{say("assessments.none")}</p>;
  return (
    <div className="stack stack-4">
      <h3>{say("assessments.title")}</h3>
      {assessments.map((one) => (
        <details key={one.id}>
          <summary>
            <bdi>{one.agency}</bdi>, {say("assessments.version", { version: one.assessment.version })}{" "}
            <Standing one={one} isCurrent={one.assessment.version === tool.version} />
          </summary>
          <div className="stack stack-4">
            <p className="small">
              {one.signatures
                .map(({ name, signedAt }) => say("assessments.signed", { name, time: when.near(signedAt) }))
                .join(" ")}
            </p>
            {one.withdrawnBecause && <blockquote dir="auto">{one.withdrawnBecause}</blockquote>}
            <AssessmentText assessment={one.assessment} advice={advice} />
            {one.agencyId === me.agency.id && mayWithdraw && !one.withdrawnAt && !one.isExpired && (
              <div className="row no-print">
                <Button onClick={() => setWithdrawing(one.id)}>{say("assessments.withdraw")}</Button>
              </div>
            )}
          </div>
        </details>
      ))}
      {withdrawing && <Withdraw id={withdrawing} onClose={() => setWithdrawing(null)} />}
    </div>
  );
}

function Standing({ one, isCurrent }: { one: SignedAssessment; isCurrent: boolean }) {
  const { say, when } = useDesk();
  if (one.withdrawnAt)
    return <Tag kind="closed">{say("verdict.withdrawn", { day: when.day(one.withdrawnAt) })}</Tag>;
  if (one.restoredAt)
    return <Tag kind="closed">{say("verdict.restored", { day: when.day(one.restoredAt) })}</Tag>;
  if (one.isExpired)
    return <Tag kind="closed">{say("verdict.expired", { day: when.day(one.expiresAt) })}</Tag>;
  if (!isCurrent) return <Tag kind="closed">{say("verdict.other-version", { day: "" })}</Tag>;
  return <Tag kind="line">{say("assessments.until", { day: when.day(one.assessment.until) })}</Tag>;
}

/** Writes an assessment and signs it as the first of two. */
export function Assess({ tool, advice }: { tool: Tool; advice: readonly Advice[] }) {
  const { say } = useDesk();
  const [open, setOpen] = useState(false);
  return (
    <div className="row no-print">
      <Button icon="plus" onClick={() => setOpen(true)}>
        {say("assess.begin")}
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={say("assess.title")}
        closeLabel={say("close")}
        wide
      >
        <WithKeys>
          {(keys) => (
            <AssessmentForm tool={tool} advice={advice} keys={keys} onClose={() => setOpen(false)} />
          )}
        </WithKeys>
      </Dialog>
    </div>
  );
}

function Withdraw({ id, onClose }: { id: string; onClose: () => void }) {
  const { say } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  return (
    <ReasonDialog
      title={say("assessments.withdraw")}
      lead={say("assessments.withdraw-say")}
      label={say("assessments.reason")}
      why={say("assessments.reason-why")}
      needed={say("assessments.reason-needed")}
      action={say("assessments.withdraw")}
      send={(reason) => api.send("POST", `/api/tool-assessments/${id}/withdrawal`, { body: { reason } })}
      onDone={() => queries.invalidateQueries({ queryKey: ["tools"] })}
      onClose={onClose}
    />
  );
}
