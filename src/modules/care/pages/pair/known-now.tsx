import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import type { Case, CaseLine } from "../../../../web/api/answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { buttonClass } from "../../../../web/kit/button.tsx";
import { WaitingList } from "../../../../web/kit/log.tsx";
import { sayCaseAbout } from "../../../../web/texts/names.ts";

/** After a name was written into a case that is there: others of this agency that may be of the same person. */
export function KnownNow({ file, cases }: { file: Case; cases: readonly CaseLine[] }) {
  const { say, locale } = useDesk();
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
      <WaitingList
        label={say("known.title")}
        entries={cases.map((one) => ({
          id: one.id,
          icon: "people",
          title: <b>{one.alias}</b>,
          note: sayCaseAbout(say, locale, one),
          wait: (
            <Link
              className={buttonClass("other", true)}
              to="/cases/$caseId/same-person"
              params={{ caseId: file.id }}
              search={{ with: one.id }}
              aria-label={say("pairs.choose-of", { alias: one.alias })}
            >
              {say("pairs.choose")}
            </Link>
          ),
        }))}
      />
    </section>
  );
}
