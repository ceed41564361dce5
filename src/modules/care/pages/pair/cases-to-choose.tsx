import { Link } from "@tanstack/react-router";
import type { Case, CaseLine } from "../../../../web/api/answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { buttonClass } from "../../../../web/kit/button.tsx";
import { WaitingList } from "../../../../web/kit/log.tsx";
import { sayCaseAbout } from "../../../../web/texts/names.ts";

/** Cases that may be of the same person as this one, each to be set beside it. */
export function CasesToChoose(props: { label: string; file: Case; cases: readonly CaseLine[] }) {
  const { label, file, cases } = props;
  const { say, locale } = useDesk();
  return (
    <WaitingList
      label={label}
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
  );
}
