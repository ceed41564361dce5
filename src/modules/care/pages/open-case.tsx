import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { Mailbox } from "../../../web/api/door-answers.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { Answer } from "../../../web/kit/answer.tsx";
import { Empty } from "../../../web/kit/states.tsx";
import { useSession } from "../../../web/session/session.tsx";
import { useTitle } from "../../../web/shell/title.ts";
import { sayCategory } from "../../../web/texts/names.ts";
import { FirstFacts } from "./open-case/first-facts.tsx";

const route = getRouteApi("/shell/inbox/$address/case");

/** Carries chosen facts from a conversation into a case, once the person has said yes. */
export function OpenCasePage() {
  const { say, locale } = useDesk();
  const { api } = useSession();
  const { address } = route.useParams();
  const { offer: offerId } = route.useSearch();
  useTitle(say("open-case.title"));
  const mailbox = useQuery({
    queryKey: ["inbox", address],
    queryFn: ({ signal }) => api.get<Mailbox>(`/api/inbox/${address}`, signal),
    gcTime: 0,
  });
  return (
    <>
      <header className="desk-head">
        <div>
          <p className="small">
            <Link to="/inbox">{say("inbox.title")}</Link> <span className="faint">/</span>{" "}
            <Link to="/inbox/$address" params={{ address }}>
              {say("inbox.mailbox", { name: address.slice(0, 4).toUpperCase() })}
            </Link>{" "}
            <span className="faint">/</span>
          </p>
          <h1>{say("open-case.title")}</h1>
        </div>
      </header>
      <Answer query={mailbox} loading={say("conversation.loading")}>
        {({ offers }) => {
          const offer = offers.find(({ id }) => id === offerId);
          if (offer?.caseId) {
            return (
              <Empty title={say("problem.offer-carried")}>
                <Link to="/cases/$caseId" params={{ caseId: offer.caseId }}>
                  {say("offers.to-case")}
                </Link>
              </Empty>
            );
          }
          if (offer?.status !== "accepted") return <Empty title={say("problem.offer-not-accepted")} />;
          return (
            <FirstFacts
              draft={{ id: `case from ${offer.id}`, keyPath: `/api/inbox/${address}/draft-keys/case` }}
              opening={{
                path: "/api/cases",
                basis: { offerId: offer.id },
                categories: offer.categories,
                done: "open-case.done",
              }}
              shown={offer.categories}
              seenBy={offer.recipientAgency.name}
              lead={say("open-case.lead", {
                agency: offer.recipientAgency.name,
                kinds: new Intl.ListFormat(locale).format(
                  offer.categories.map((category) => sayCategory(say, category).toLocaleLowerCase(locale)),
                ),
              })}
            />
          );
        }}
      </Answer>
    </>
  );
}
