import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import type { CaseLine } from "../../../../web/api/answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { WaitingList } from "../../../../web/kit/log.tsx";
import { sayCaseAbout } from "../../../../web/texts/names.ts";

/** Cases of this agency that may be about the same person; it is for the member to say. */
export function Known(props: { cases: readonly CaseLine[]; busy: boolean; onSame: (id: string) => void }) {
  const { cases, busy, onSame } = props;
  const { say, locale } = useDesk();
  // It stands below what was being written: whoever pressed the button is brought to it, so that no second press goes past it.
  const title = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: brought there anew for other cases
  useEffect(() => {
    title.current?.focus({ preventScroll: true });
    title.current?.scrollIntoView({ block: "center" });
  }, [cases]);
  return (
    <section className="stack" aria-labelledby="known">
      <div className="part-head">
        <h2 id="known" ref={title} tabIndex={-1}>
          {say("known.title")}
        </h2>
      </div>
      <p>{say("known.say")}</p>
      <WaitingList
        label={say("known.title")}
        entries={cases.map((one) => ({
          id: one.id,
          icon: "people",
          title: (
            <Link to="/cases/$caseId" params={{ caseId: one.id }}>
              {one.alias}
            </Link>
          ),
          note: sayCaseAbout(say, locale, one),
          wait: (
            <Button
              small
              busy={busy}
              onClick={() => onSame(one.id)}
              aria-label={say("known.same-of", { alias: one.alias })}
            >
              {say("known.same")}
            </Button>
          ),
        }))}
      />
    </section>
  );
}
