import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Agreement } from "../api/answers.ts";
import { useDesk } from "../desk-context.tsx";
import { Answer } from "../kit/answer.tsx";
import { Button } from "../kit/button.tsx";
import { sayWith } from "../rich.tsx";
import { useSession } from "../session/session.tsx";
import { NotFound } from "../shell/lost.tsx";
import { Printed } from "../shell/printed.tsx";
import { useTitle } from "../shell/title.ts";
import { sayCategory, sayCode, sayPurpose } from "../texts/names.ts";
import { AgreementTag } from "./agreement-tag.tsx";

const route = getRouteApi("/shell/agreements/$agreementId");

/** One agreement as a text; marked words are the very values that the database enforces. */
export function AgreementPage() {
  const { say } = useDesk();
  const { api } = useSession();
  const { agreementId } = route.useParams();
  const agreements = useQuery({
    queryKey: ["agreements"],
    queryFn: ({ signal }) => api.get<{ protocols: readonly Agreement[] }>("/api/protocols", signal),
  });
  const found = agreements.data?.protocols.find(({ id }) => id === agreementId);
  useTitle(
    found
      ? say("agreements.name", { number: String(found.number), title: found.title })
      : say("agreements.title"),
  );
  return (
    <Answer query={agreements} loading={say("agreements.loading")}>
      {() => (found ? <Deed agreement={found} /> : <NotFound />)}
    </Answer>
  );
}

const Bound = ({ children }: { children: ReactNode }) => <span className="bound">{children}</span>;

function Deed({ agreement }: { agreement: Agreement }) {
  const { say, when, locale } = useDesk();
  const list = new Intl.ListFormat(locale);
  const parties = inList(
    list,
    agreement.parties.map(({ name }) => name),
  );
  const byPurpose = [...Map.groupBy(agreement.scope, ({ purpose }) => purpose)];
  const until = agreement.inForceUntil ? when.day(agreement.inForceUntil) : null;
  return (
    <>
      <Printed />
      <header className="desk-head">
        <div>
          <p className="small">
            <Link to="/agreements">{say("agreements.title")}</Link> <span className="faint">/</span>
          </p>
          <h1>{say("agreements.name", { number: String(agreement.number), title: agreement.title })}</h1>
          <p className="row quiet">
            <AgreementTag agreement={agreement} />
            {agreement.inForceFrom && (
              <span>{say("deed.since", { day: when.day(agreement.inForceFrom) })}</span>
            )}
          </p>
        </div>
        <Button icon="print" onClick={() => print()}>
          {say("print")}
        </Button>
      </header>
      <div className="split">
        <article className="deed">
          <div>
            <p className="small faint">{say("deed.between")}</p>
            <h2>{agreement.title}</h2>
          </div>
          <Clause number={1} title={say("agreements.parties")}>
            {parties}. {say("deed.never")}
          </Clause>
          <section>
            <h3>2. {say("deed.purposes")}</h3>
            <ol>
              {byPurpose.map(([purpose, scope]) => (
                <li key={purpose}>
                  {sayWith(say, "deed.opens", {
                    purpose: <Bound>{sayPurpose(say, purpose)}</Bound>,
                    kinds: inList(
                      list,
                      scope.map(({ category }) => sayCategory(say, category).toLocaleLowerCase(locale)),
                    ),
                  })}
                </li>
              ))}
            </ol>
            <p>{say("deed.recorded")}</p>
          </section>
          <Clause number={3} title={say("deed.basis")}>
            {agreement.legalBasis}. {say("deed.basis-say")}
          </Clause>
          <Clause number={4} title={say("deed.how-long")}>
            {sayWith(say, "deed.retention", {
              days: <Bound>{say("when.days", { days: agreement.retentionDays })}</Bound>,
            })}
          </Clause>
          <Clause number={5} title={say("deed.onward")}>
            {sayWith(say, "deed.passed", {
              whom: <Bound>{sayCode(say, "onward", agreement.onwardRule)}</Bound>,
            })}
          </Clause>
          <Clause number={6} title={say("deed.ends")}>
            {until ? sayWith(say, "deed.ends-on", { day: <Bound>{until}</Bound> }) : say("deed.no-end")}
          </Clause>
        </article>
        <div className="aside">
          <p className="small quiet">
            <Bound>{say("deed.marked")}</Bound> {say("deed.marked-say")}
          </p>
          <p className="small quiet">{say("deed.read-only")}</p>
        </div>
      </div>
    </>
  );
}

function Clause({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  return (
    <section>
      <h3>
        {number}. {title}
      </h3>
      <p>{children}</p>
    </section>
  );
}

/** “A, B and C” as the language joins them, each marked. */
function inList(list: Intl.ListFormat, values: readonly string[]): ReactNode {
  return list.formatToParts(values).map((part, index) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one sentence never move
    return part.type === "element" ? <Bound key={index}>{part.value}</Bound> : part.value;
  });
}
