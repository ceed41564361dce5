import type { Agreement } from "../../api/answers.ts";
import { useDesk } from "../../desk-context.tsx";
import { Tag } from "../../kit/marks.tsx";
import { sayCode } from "../../texts/names.ts";

/** Whether an agreement holds now; one whose time is over or has not come says so. */
export function AgreementTag({ agreement }: { agreement: Agreement }) {
  const { say, now } = useDesk();
  const { status, inForceFrom, inForceUntil } = agreement;
  if (status !== "in-force") {
    const kind = status === "draft" ? "line" : status === "proposed" ? "soon" : "closed";
    return <Tag kind={kind}>{sayCode(say, "agreement", status)}</Tag>;
  }
  const time = now().getTime();
  if (inForceFrom && Date.parse(inForceFrom) > time) return <Tag kind="soon">{say("agreement.not-yet")}</Tag>;
  if (inForceUntil && Date.parse(inForceUntil) <= time)
    return <Tag kind="closed">{say("agreement.over")}</Tag>;
  return <Tag kind="done">{say("agreement.in-force")}</Tag>;
}
