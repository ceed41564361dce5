import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { isRefusal } from "../../../web/api/client.ts";
import type { OneReferral } from "../../../web/api/referral-answers.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { Answer } from "../../../web/kit/answer.tsx";
import { Log, Part } from "../../../web/kit/log.tsx";
import { Note } from "../../../web/kit/marks.tsx";
import { useSession } from "../../../web/session/session.tsx";
import { NotFound } from "../../../web/shell/lost.tsx";
import { useTitle } from "../../../web/shell/title.ts";
import { sayCaseAbout, sayCategory, sayCode } from "../../../web/texts/names.ts";
import { SentOutside } from "./outside/sent-outside.tsx";
import { ReferralActs } from "./referral/acts.tsx";
import { ReferralLetter } from "./referral/letter.tsx";
import { Next } from "./referral/next.tsx";
import { sayTurn, Where } from "./referral/where.tsx";

const route = getRouteApi("/shell/referrals/$referralId");

/** One referral: where it is, who must act, what it opens, what was done, and who could be asked next. */
export function ReferralPage() {
  const { say } = useDesk();
  const { api } = useSession();
  const { referralId } = route.useParams();
  const referral = useQuery({
    queryKey: ["referral", referralId],
    queryFn: ({ signal }) => api.get<OneReferral>(`/api/referrals/${referralId}`, signal),
  });
  useTitle(referral.data ? sayCode(say, "wanted", referral.data.wanted) : say("referral.title"));
  if (isRefusal(referral.error, "not-found")) return <NotFound />;
  return (
    <Answer query={referral} loading={say("referral.loading")}>
      {(one) => <One referral={one} />}
    </Answer>
  );
}

function One({ referral }: { referral: OneReferral }) {
  const desk = useDesk();
  const { say, locale } = desk;
  const { about, caseId, from, to, side, wanted, urgent } = referral;
  return (
    <>
      <header className="stack stack-4">
        <div>
          <p className="small">
            <Link to="/referrals">{say("referrals.title")}</Link> <span className="faint">/</span>
          </p>
          <h1>
            {sayCode(say, "wanted", wanted)}
            {urgent && ` (${say("referrals.urgent")})`}
          </h1>
          <p className="quiet">
            {side === "sender"
              ? say("referrals.by-us", { agency: to.name })
              : say("referrals.to-us", { agency: from.name })}
            {". "}
            {about ? (
              <>
                <Link to="/cases/$caseId" params={{ caseId }}>
                  {about.alias}
                </Link>
                {`: ${sayCaseAbout(say, locale, about)}`}
              </>
            ) : (
              say(referral.letter ? "refer-letter.alone" : "referrals.closed-to-us")
            )}
          </p>
        </div>
        <Standing referral={referral} />
        <ReferralActs key={referral.state} referral={referral} />
      </header>
      <div className="split">
        <div className="stack stack-6">
          {referral.acts.length > 0 && side === "sender" && <Next referral={referral} />}
          <SentOutside referral={referral} />
          <ReferralLetter key={referral.state} referral={referral} />
          <Steps referral={referral} />
        </div>
        <div className="aside">
          <Opens referral={referral} />
          {side === "sender" && !referral.outside && <Reads referral={referral} />}
        </div>
      </div>
    </>
  );
}

function Standing({ referral }: { referral: OneReferral }) {
  const desk = useDesk();
  const { say } = desk;
  const { code, suggested, to, toSuspended, turn, overdue } = referral;
  const underWay = turn.includes("recipient");
  // A file that went out stands open there, whatever is closed here: its own part says so.
  const opensAny = referral.opensAny || referral.outside !== null;
  return (
    <div className="stack">
      <p>
        <Where referral={referral} desk={desk} /> {code && `${sayCode(say, "referral-code", code)}. `}
        {sayTurn(referral, desk)}
      </p>
      {suggested && <p>{say("referral.suggested", { agency: suggested.name })}</p>}
      {underWay && toSuspended && <Note kind="danger">{say("referral.suspended", { agency: to.name })}</Note>}
      {underWay && !toSuspended && !opensAny && (
        <Note kind="danger">{say("referral.stands-still", { agency: to.name })}</Note>
      )}
      {!underWay && !overdue && !opensAny && (
        <p className="small quiet">{say("referral.remember", { agency: to.name })}</p>
      )}
    </div>
  );
}

function Steps({ referral }: { referral: OneReferral }) {
  const { say, when } = useDesk();
  return (
    <Part id="steps" title={say("referral.steps")}>
      <Log
        label={say("referral.steps")}
        entries={referral.steps.map(({ act, code, agency, member, at }) => ({
          id: `${at} ${act}`,
          at: when.near(at),
          iso: at,
          text: (
            <>
              {!agency && referral.outside && isToldStep(act) && <bdi>{referral.to.name} </bdi>}
              {agency && (
                <b>
                  <bdi>{member ? `${member}, ${agency}` : agency}</bdi>{" "}
                </b>
              )}
              {agency && referral.outside && isToldStep(act)
                ? say("outside.told", { act: sayCode(say, "referral-step", act) })
                : sayCode(say, "referral-step", act)}
              {code && `: ${sayCode(say, "referral-code", code)}`}
            </>
          ),
        }))}
      />
    </Part>
  );
}

/** What an agency outside does itself: on its page, or as it said on the telephone. */
const isToldStep = (act: string): boolean =>
  ["acknowledge", "accept", "begin", "end", "decline", "deleted"].includes(act);

function Opens({ referral: { parts, to } }: { referral: OneReferral }) {
  const { say } = useDesk();
  if (parts.length === 0) return null; // a letter alone
  return (
    <Part id="opens" title={say("referral.opens")}>
      <Log
        label={say("referral.opens")}
        entries={parts.map(({ category, open }) => ({
          id: category,
          at: sayCategory(say, category),
          text: open ? say("referral.open-now", { agency: to.name }) : say("referral.closed-now"),
        }))}
      />
    </Part>
  );
}

function Reads({ referral: { reads } }: { referral: OneReferral }) {
  const { say, when } = useDesk();
  return (
    <Part id="reads" title={say("referral.read")}>
      {reads.length === 0 ? (
        <p className="quiet part-body">{say("referral.read-none")}</p>
      ) : (
        <Log
          label={say("referral.read")}
          entries={reads.map(({ category, last }) => ({
            id: category,
            at: sayCategory(say, category),
            text: say("referral.read-last", { time: when.near(last) }),
          }))}
        />
      )}
    </Part>
  );
}
