import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Case, Proposal, ProposedAct } from "../../api/answers.ts";
import { useDesk } from "../../desk-context.tsx";
import { AuditSaid } from "../../kit/audit-said.tsx";
import { KeyCode } from "../../kit/key-code.tsx";
import { Note } from "../../kit/marks.tsx";
import { Facts } from "../../kit/section.tsx";
import { useSession } from "../../session/session.tsx";
import { sayCategories, sayCategory, sayCode, sayPurpose, sayRole } from "../../texts/names.ts";

type ContentOf<Kind extends Proposal["kind"]> = Extract<ProposedAct, { kind: Kind }>["content"];

/** What will happen, in words; a kind that is newer than this page is shown by its name alone. */
export function What({ proposal }: { proposal: Proposal }): ReactNode {
  switch (proposal.kind) {
    case "glass.confirmation":
      return <Glass content={proposal.content} />;
    case "words.reset":
      return <Words content={proposal.content} />;
    case "guardian.naming":
      return <NamedGuardian content={proposal.content} />;
    case "order.confirmation":
      return <Order content={proposal.content} />;
    case "hold.ending":
      return <HoldEnding content={proposal.content} />;
    case "wish.second":
      return <Wish content={proposal.content} />;
    case "agency.leaving":
      return <Leaving />;
    case "tool.assessment":
      return <ToolAssessment />;
    case "member.admission":
      return <Admission content={proposal.content} />;
    case "member.return":
      return <Return content={proposal.content} />;
    case "member.renewal":
      return <Renewal content={proposal.content} />;
    case "member.roles":
      return <Roles content={proposal.content} />;
    case "protocol.ending":
      return <Ending content={proposal.content} />;
    case "protocol.lifting":
      return <Lifting content={proposal.content} />;
    case "door.readers":
      return <Readers content={proposal.content} />;
    case "door.stand-in":
      return <StandsIn content={proposal.content} />;
    case "attachment.deletion":
      return <Quarantine says="proposal.attachment-goes" />;
    case "attachment.release":
      return <Quarantine says="proposal.attachment-opens" />;
    case "release.publication":
    case "release.second-approval":
      return <Publication content={proposal.content} />;
    case "population.joining":
      return <Joining content={proposal.content} />;
  }
}

/** It is read and signed on a page of its own. */
function ToolAssessment() {
  const { say } = useDesk();
  return (
    <p>
      {say("proposal.assessment")} <Link to="/tools">{say("tools.title")}</Link>
    </p>
  );
}

function ToCase({ caseId }: { caseId: string }) {
  const { say } = useDesk();
  return (
    <Link to="/cases/$caseId" params={{ caseId }}>
      {say("proposal.case")}
    </Link>
  );
}

function StandsIn({ content: { agency, standIn, hours } }: { content: ContentOf<"door.stand-in"> }) {
  const { say } = useDesk();
  return <p>{say("proposal.stand-in", { agency: agency.name, other: standIn.name, hours })}</p>;
}

function Quarantine({ says }: { says: "proposal.attachment-goes" | "proposal.attachment-opens" }) {
  const { say } = useDesk();
  return <p>{say(says)}</p>;
}

function Publication({ content }: { content: ContentOf<"release.publication" | "release.second-approval"> }) {
  const { say } = useDesk();
  const { releaseId, title, question, rows, epsilon, audit } = content;
  return (
    <>
      <p>
        {say("proposal.publishes", { rows, epsilon })}{" "}
        <a href={`/statistics/${releaseId}/preview`}>{say("proposal.reads")}</a>
      </p>
      <AuditSaid audit={audit ?? null} />
      <blockquote dir="auto">
        <b>{title}</b> {question}
      </blockquote>
    </>
  );
}

function Joining({ content: { office, name } }: { content: ContentOf<"population.joining"> }) {
  const { say } = useDesk();
  return <p>{say("proposal.joins", { office, name })}</p>;
}

function Leaving() {
  const { say } = useDesk();
  return <p>{say("proposal.leaves")}</p>;
}

function Glass({ content: { caseId, category, reason } }: { content: ContentOf<"glass.confirmation"> }) {
  const { say } = useDesk();
  return (
    <>
      <p>
        {say("proposal.glass-opens", { category: sayCategory(say, category) })} <ToCase caseId={caseId} />
      </p>
      <p className="quiet">{say("proposal.glass-reason")}</p>
      <blockquote dir="auto">{reason}</blockquote>
    </>
  );
}

function Words({ content: { caseId, how, why } }: { content: ContentOf<"words.reset"> }) {
  const { say } = useDesk();
  return (
    <p>
      {say("proposal.words-reset")} {why === "stolen" && <b>{say("proposal.words-stolen")} </b>}
      {say(how === "in-person" ? "proposal.met-person" : "proposal.met-contact")} <ToCase caseId={caseId} />
    </p>
  );
}

/** What the second member compares with the paper, or with whom they met. */
function NamedGuardian({ content }: { content: ContentOf<"guardian.naming"> }) {
  const { say, when } = useDesk();
  const facts = [
    {
      id: "proof",
      name: say("proposal.guardian-proof"),
      value: sayCode(say, "guardian-proof", content.proof),
    },
    { id: "reference", name: say("proposal.guardian-order"), value: content.reference },
    {
      id: "checked",
      name: say("proposal.guardian-checked"),
      value: content.checked.map((one) => sayCode(say, "guardian-checked", one)).join(" "),
    },
    { id: "from", name: say("proposal.guardian-from"), value: when.day(content.startsAt) },
  ].filter(({ value }) => value);
  return (
    <>
      <p>
        {say("proposal.guardian")} <ToCase caseId={content.caseId} />
      </p>
      <Facts facts={facts} />
    </>
  );
}

function Wish({ content: { caseId, wish } }: { content: ContentOf<"wish.second"> }) {
  const { say, locale } = useDesk();
  const { api, purpose } = useSession();
  const file = useQuery({
    queryKey: ["case", caseId, purpose],
    queryFn: ({ signal }) => api.get<Case>(`/api/cases/${caseId}`, signal),
  });
  // What is kept together with it is done to as well: whoever confirms must know of it.
  const others = (file.data?.pairs ?? []).map(({ kept, aside }) => (kept.id === caseId ? aside : kept).alias);
  return (
    <>
      <p>
        <b>{sayCode(say, "wish-what", wish)}.</b> {say("proposal.wish")} <ToCase caseId={caseId} />
      </p>
      {others.length > 0 && wish !== "change-contact" && (
        <Note kind="soon" icon="people">
          {say("proposal.wish-pairs", { aliases: new Intl.ListFormat(locale).format(others) })}
        </Note>
      )}
    </>
  );
}

/** Line by line, as it stands on the paper that the second member holds beside it. */
function Order({ content: order }: { content: ContentOf<"order.confirmation"> }) {
  const desk = useDesk();
  const { say, when } = desk;
  const facts = [
    { id: "by", name: say("order.by"), value: order.authority },
    { id: "article", name: say("order.article"), value: order.article },
    { id: "reference", name: say("order.reference"), value: order.reference },
    { id: "court", name: say("order.court"), value: order.court },
    { id: "to", name: say("order.to"), value: order.recipient?.name },
    { id: "purpose", name: say("consent.what-for"), value: order.purpose && sayPurpose(say, order.purpose) },
    { id: "scope", name: say("order.scope"), value: sayCategories(desk, order.categories) },
    { id: "issued", name: say("order.issued"), value: when.day(order.issuedAt) },
    { id: "until", name: say("order.expires"), value: when.day(order.until) },
    {
      id: "deferred",
      name: say("order.keeps-quiet"),
      value: order.deferredUntil && when.day(order.deferredUntil),
    },
  ].filter(({ value }) => value);
  return (
    <>
      <p>
        {say(order.recipient ? "proposal.order" : "proposal.hold")} <ToCase caseId={order.caseId} />
      </p>
      <Facts facts={facts} />
    </>
  );
}

function HoldEnding({ content: hold }: { content: ContentOf<"hold.ending"> }) {
  const { say } = useDesk();
  return (
    <>
      <p>
        {say("proposal.hold-ending")} {hold.authority}{" "}
        {hold.reference && <bdi>{say("order.number", { reference: hold.reference })}</bdi>}{" "}
        <ToCase caseId={hold.caseId} />
      </p>
      <blockquote dir="auto">{hold.reason}</blockquote>
    </>
  );
}

function Admission({ content: { email, roles } }: { content: ContentOf<"member.admission"> }) {
  const { say } = useDesk();
  return (
    <p>
      {say("proposal.admits")} <bdi>{email}</bdi>: {roles.map((role) => sayRole(say, role)).join(", ")}
    </p>
  );
}

function Return({ content: { name } }: { content: ContentOf<"member.return"> }) {
  const { say } = useDesk();
  return <p>{say("proposal.return", { name })}</p>;
}

/** The code is reckoned here, from the keys that will hold. */
function Renewal({ content }: { content: ContentOf<"member.renewal"> }) {
  const { say } = useDesk();
  return (
    <>
      <p>{say("proposal.renewal", { name: content.name })}</p>
      <KeyCode memberId={content.memberId} readingKey={content.readingKey} signingKey={content.signingKey} />
    </>
  );
}

function Roles({ content: { name, had, gets } }: { content: ContentOf<"member.roles"> }) {
  const { say } = useDesk();
  const list = (roles: readonly string[]) => roles.map((role) => sayRole(say, role)).join(", ");
  const facts = [
    { id: "had", name: say("proposal.roles-had"), value: list(had) },
    { id: "gets", name: say("proposal.roles-gets"), value: list(gets) },
  ];
  return (
    <>
      <p>{say("proposal.roles", { name })}</p>
      <Facts facts={facts} />
    </>
  );
}

interface SignedKeys {
  readonly memberId: string;
  readonly readingKey: string;
  readonly signingKey: string;
}

/** The codes are reckoned here, from the keys in the list that was signed. */
function Readers({ content: { added, readers, signed } }: { content: ContentOf<"door.readers"> }) {
  const { say } = useDesk();
  const { list }: { list: { recipients: readonly SignedKeys[] } } = JSON.parse(signed);
  return (
    <>
      <p>{say("proposal.readers", { count: readers })}</p>
      <p className="small">{say("readers.code-say")}</p>
      <ul className="plain-list">
        {list.recipients.map((keys) => {
          const one = added.find(({ id }) => id === keys.memberId);
          return (
            one && (
              <li key={one.id}>
                <bdi>{one.name}</bdi>
                <KeyCode {...keys} />
              </li>
            )
          );
        })}
      </ul>
    </>
  );
}

const Ending = ({ content }: { content: ContentOf<"protocol.ending"> }) => (
  <OfAgreement says="proposal.ending" {...content} />
);

/** With the reason for which it was suspended. */
const Lifting = ({ content }: { content: ContentOf<"protocol.lifting"> }) => (
  <OfAgreement says="proposal.lifting" {...content} />
);

function OfAgreement(props: {
  says: "proposal.ending" | "proposal.lifting";
  protocolId: string;
  title: string;
  reason: string;
}) {
  const { says, protocolId, title, reason } = props;
  const { say } = useDesk();
  return (
    <>
      <p>
        {say(says)}{" "}
        <Link to="/agreements/$agreementId" params={{ agreementId: protocolId }}>
          {title}
        </Link>
      </p>
      <blockquote dir="auto">{reason}</blockquote>
    </>
  );
}
