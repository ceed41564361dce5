import { useEffect, useRef } from "react";
import type { Case, CaseLine } from "../../../../web/api/answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { CasesToChoose } from "./cases-to-choose.tsx";

/** After a name was written into a case that is there: others of this agency that may be of the same person. */
export function KnownNow({ file, cases }: { file: Case; cases: readonly CaseLine[] }) {
  const { say } = useDesk();
  const title = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: brought there anew for other cases
  useEffect(() => {
    title.current?.focus({ preventScroll: true });
    title.current?.scrollIntoView({ block: "center" });
  }, [cases]);
  return (
    <section className="stack no-print" aria-labelledby="known-now">
      <h4 id="known-now" ref={title} tabIndex={-1}>
        {say("known.title")}
      </h4>
      <p className="small">{say("known.later-say")}</p>
      <CasesToChoose label={say("known.title")} file={file} cases={cases} />
    </section>
  );
}
