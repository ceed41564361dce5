import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Invitation, Member } from "../api/answers.ts";
import { useDesk } from "../desk-context.tsx";
import { Answer } from "../kit/answer.tsx";
import { Part } from "../kit/log.tsx";
import { Tag } from "../kit/marks.tsx";
import { Empty } from "../kit/states.tsx";
import { Table } from "../kit/table.tsx";
import { useSession } from "../session/session.tsx";
import { useTitle } from "../shell/title.ts";
import { sayRole } from "../texts/names.ts";
import { AgencyKeys } from "./agency-keys.tsx";
import { Invite } from "./invite.tsx";
import { MemberStanding } from "./member-standing.tsx";
import { Renewals } from "./renewals.tsx";
import { TrainingUntil } from "./training.tsx";

/** For supervisors: who works here, with which roles, and the way to invite someone. */
export function Members() {
  const { say } = useDesk();
  const { api, me } = useSession();
  useTitle(say("members.title"));
  const members = useQuery({
    queryKey: ["members"],
    queryFn: ({ signal }) => api.get<{ members: readonly Member[] }>("/api/members", signal),
  });
  return (
    <>
      <header className="desk-head">
        <div>
          <h1>{say("members.title")}</h1>
          <p className="quiet">{say("members.lead", { agency: me.agency.name })}</p>
        </div>
        {me.member.supervises && (
          <Link className="btn" to="/leaving">
            {say("leaving.title")}
          </Link>
        )}
      </header>
      {me.member.supervises ? (
        <div className="split">
          <Answer query={members} loading={say("members.loading")}>
            {({ members: all }) => <MemberTable members={all} />}
          </Answer>
          <div className="aside">
            <Part id="invite" title={say("invite.title")}>
              <Invite />
            </Part>
            <Invitations />
            <Renewals />
            <AgencyKeys />
          </div>
        </div>
      ) : (
        <Empty title={say("problem.supervisors-only")} />
      )}
    </>
  );
}

function MemberTable({ members }: { members: readonly Member[] }) {
  const { say } = useDesk();
  return (
    <Table
      caption={say("members.title")}
      rows={members}
      keyOf={({ id }) => id}
      columns={[
        {
          id: "name",
          title: say("members.name"),
          heads: true,
          cell: ({ displayName, email }) => (
            <>
              {displayName}
              <small>
                <bdi>{email}</bdi>
              </small>
            </>
          ),
        },
        {
          id: "roles",
          title: say("profile.roles"),
          cell: ({ roles }) => roles.map((role) => sayRole(say, role)).join(", "),
        },
        {
          id: "training",
          title: say("profile.training"),
          cell: ({ trainingValidUntil }) => <TrainingUntil until={trainingValidUntil} />,
        },
        {
          id: "status",
          title: say("members.status"),
          cell: ({ status, readingKey }) =>
            status !== "active" ? (
              <Tag kind="closed">{say("members.suspended")}</Tag>
            ) : readingKey ? (
              <Tag kind="done">{say("members.active")}</Tag>
            ) : (
              <Tag kind="line">{say("members.no-keys")}</Tag>
            ),
        },
        {
          id: "change",
          title: <span className="sr">{say("sessions.action")}</span>,
          number: true,
          cell: (member) => <MemberStanding member={member} />,
        },
      ]}
    />
  );
}

function Invitations() {
  const { say, when, now } = useDesk();
  const { api } = useSession();
  const invitations = useQuery({
    queryKey: ["invitations"],
    queryFn: ({ signal }) => api.get<{ invitations: readonly Invitation[] }>("/api/invitations", signal),
  });
  const open = invitations.data?.invitations.filter(
    ({ acceptedAt, expiresAt }) => acceptedAt === null && Date.parse(expiresAt) > now().getTime(),
  );
  if (!open || open.length === 0) return null;
  return (
    <Part id="invitations" title={say("invite.open")}>
      <ul className="plain-list">
        {open.map(({ id, email, roles, expiresAt }) => (
          <li key={id}>
            <p>
              <bdi>{email}</bdi>
            </p>
            <p className="small quiet">
              {roles.map((role) => sayRole(say, role)).join(", ")}.{" "}
              {say("invite.until", { day: when.near(expiresAt) })}
            </p>
          </li>
        ))}
      </ul>
    </Part>
  );
}
