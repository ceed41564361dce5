import type { Audit } from "../api/answers.ts";
import { useDesk } from "../desk-context.tsx";
import { Tag } from "./marks.tsx";

const HUNDREDTHS = { maximumFractionDigits: 2 } as const;

/** For whoever decides whether a release goes out. */
export function AuditSaid({ audit }: { audit: Audit | null }) {
  const { say, locale } = useDesk();
  if (audit === null) return <p className="small quiet">{say("audit.none")}</p>;
  const number = (value: number) => new Intl.NumberFormat(locale, HUNDREDTHS).format(value);
  return (
    <p className="small">
      <Tag kind={audit.passed ? "done" : "late"}>{say(audit.passed ? "audit.held" : "audit.failed")}</Tag>{" "}
      {say("audit.said", {
        claimed: number(audit.claimed.epsilon),
        least: number(audit.epsilon),
        normal: number(audit.epsilonIfGaussian),
        sure: number(100 * audit.confidence),
        runs: audit.runs,
      })}
    </p>
  );
}
