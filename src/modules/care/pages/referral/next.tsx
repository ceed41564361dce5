import { Link } from "@tanstack/react-router";
import type { Askable, OneReferral } from "../../../../web/api/referral-answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Part, WaitingList } from "../../../../web/kit/log.tsx";
import { sayPlaces } from "../capacity/say-capacity.ts";

/** Who could be asked next: so that a no, or silence, leaves the person with nobody in no case. */
export function Next({ referral }: { referral: OneReferral }) {
  const { say } = useDesk();
  const { caseId, id, turn, suggested, purpose } = referral;
  // Whoever may be asked for something else only is no help here.
  const couldBeAsked = referral.couldBeAsked.filter(({ covers }) =>
    covers.some((covered) => covered.purpose === purpose),
  );
  const cameBack = !turn.includes("recipient");
  const sorted = [...couldBeAsked].sort(
    (one, other) => Number(other.id === suggested?.id) - Number(one.id === suggested?.id),
  );
  const note = (agency: Askable): string =>
    [
      say(agency.allowed ? "referral.allowed" : "referral.not-allowed"),
      agency.free === null ? "" : sayPlaces(say, agency.free),
    ]
      .filter(Boolean)
      .join(". ");
  return (
    <Part
      id="next"
      title={say("referral.next")}
      end={
        <a className="small" href="/help">
          {say("referral.next-directory")}
        </a>
      }
    >
      <p className="small quiet">
        {couldBeAsked.length === 0 ? say("referral.next-none") : say("referral.next-say")}
        {!cameBack && ` ${say("referral.take-back-first")}`}
      </p>
      {sorted.length > 0 && (
        <WaitingList
          label={say("referral.next")}
          entries={sorted.map((agency) => ({
            id: agency.id,
            icon: agency.allowed ? "tick" : "speak",
            title: !cameBack ? (
              <bdi>{agency.name}</bdi>
            ) : agency.allowed ? (
              <Link to="/cases/$caseId" params={{ caseId }} search={{ instead: id }}>
                {say("referral.ask-next", { agency: agency.name })}
              </Link>
            ) : (
              <Link to="/cases/$caseId/allowed" params={{ caseId }}>
                {say("referral.ask-next", { agency: agency.name })}
              </Link>
            ),
            note: note(agency),
          }))}
        />
      )}
    </Part>
  );
}
