import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useDesk } from "../desk-context.tsx";
import { Part } from "../kit/log.tsx";
import { Facts } from "../kit/section.tsx";
import { useMemberKeys, useSession } from "../session/session.tsx";
import { useTitle } from "../shell/title.ts";
import { sayRole } from "../texts/names.ts";
import { ChangePassword } from "./change-password.tsx";
import { Passkeys } from "./passkeys.tsx";
import { Provider } from "./provider.tsx";
import { Sessions } from "./sessions.tsx";
import { OwnTraining } from "./training.tsx";

/** What the house knows of the one who is signed in, their password and their sessions. */
export function Profile() {
  const { say } = useDesk();
  const { me } = useSession();
  const keys = useMemberKeys();
  useTitle(say("profile.title"));
  const facts: { id: string; name: string; value: ReactNode }[] = [
    { id: "email", name: say("profile.email"), value: <bdi>{me.member.email}</bdi> },
    { id: "agency", name: say("profile.agency"), value: me.agency.name },
    {
      id: "roles",
      name: say("profile.roles"),
      value: me.member.roles.map((role) => sayRole(say, role)).join(", "),
    },
    {
      id: "training",
      name: say("profile.training"),
      value: <OwnTraining />,
    },
    {
      id: "keys",
      name: say("profile.keys"),
      value: say(keys ? "profile.keys-open" : me.keys ? "profile.keys-locked" : "profile.keys-none"),
    },
  ];
  if (me.keys) {
    facts.push(
      { id: "reading", name: say("profile.reading-key"), value: <Key text={me.keys.readingKey} /> },
      { id: "signing", name: say("profile.signing-key"), value: <Key text={me.keys.signingKey} /> },
    );
  }
  return (
    <>
      <header className="desk-head">
        <div>
          <p className="small faint">{say("profile.title")}</p>
          <h1>{me.member.displayName}</h1>
        </div>
        <Link className="btn" to="/keys">
          {say("own-keys.title")}
        </Link>
      </header>
      <div className="split">
        <div className="stack stack-5">
          <Facts facts={facts} />
          <Part id="passkeys" title={say("passkeys.title")}>
            <Passkeys />
          </Part>
          <Provider />
          <Part id="sessions" title={say("sessions.title")}>
            <Sessions />
          </Part>
        </div>
        <div className="aside">
          <Part id="password" title={say("password.title")}>
            <ChangePassword />
          </Part>
        </div>
      </div>
    </>
  );
}

const Key = ({ text }: { text: string }) => <bdi className="mono key">{text}</bdi>;
