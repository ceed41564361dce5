import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { toBase64Url } from "../../core/keys/bytes.ts";
import { createApi } from "../api/client.ts";
import { useDesk } from "../desk-context.tsx";
import { Button } from "../kit/button.tsx";
import { ChecksField } from "../kit/choices-field.tsx";
import { Said, TextField } from "../kit/field.tsx";
import { Failed, Loading } from "../kit/states.tsx";
import { sayProblem } from "../session/problems.ts";
import { useProviderName } from "../session/provider.ts";
import { OutsideFrame } from "../shell/outside.tsx";
import { useTitle } from "../shell/title.ts";
import { sayRole } from "../texts/names.ts";
import { NewPassword, type NewPasswordWrong, PASSWORD_LENGTH_MIN } from "./new-password.tsx";

interface Opened {
  readonly memberId: string;
  readonly agencyName: string;
  readonly email: string;
  readonly roles: readonly string[];
}

const api = () => createApi(null, (...call) => fetch(...call));

/**
 * By invitation: keys are made in this browser and wrapped by the password before anything is sent. The token is in
 * the part of the address that browsers do not send.
 */
export function Join() {
  const { say } = useDesk();
  const [token] = useState(() => location.hash.slice(1));
  useTitle(say("join.title-plain"));
  const whole = /^[A-Za-z0-9_-]{43}$/.test(token);
  const opened = useQuery({
    queryKey: ["invitation", token],
    queryFn: () => api().send<Opened>("POST", "/api/invitations/open", { body: { token } }),
    enabled: whole,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <OutsideFrame>
      {!opened.data && <h1>{say("join.title-plain")}</h1>}
      {!whole && <Failed what={say("join.no-token")} />}
      {whole && opened.isPending && <Loading>{say("join.loading")}</Loading>}
      {opened.isError && (
        <Failed
          what={sayProblem(say, opened.error)}
          again={() => void opened.refetch()}
          againLabel={say("try-again")}
        />
      )}
      {opened.data && <Accept token={token} invitation={opened.data} />}
    </OutsideFrame>
  );
}

interface Wrong extends NewPasswordWrong {
  readonly name?: string;
  readonly whole?: string;
}

function Accept({ token, invitation }: { token: string; invitation: Opened }) {
  const { say, random } = useDesk();
  const navigate = useNavigate();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const [wrong, setWrong] = useState<Wrong>({});
  const [busy, setBusy] = useState(false);
  const provider = useProviderName();
  const [ways, setWays] = useState<readonly "link"[]>(["link"]);
  const check = (): Wrong => ({
    ...(name.trim() === "" && { name: say("join.no-name") }),
    ...(password.length < PASSWORD_LENGTH_MIN && {
      password: say("join.short", { length: password.length }),
    }),
    ...(password !== again && { again: say("join.differs") }),
  });
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const found = check();
    setWrong(found);
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    try {
      const body = await makeMember(invitation, password, random);
      const link = Boolean(provider) && ways.length > 0;
      const away = await api().send<{ url: string } | undefined>("POST", "/api/invitations/accept", {
        body: { token, displayName: name.trim(), ...body, ...(link && { link }) },
      });
      if (away) return location.assign(away.url); // back at the sign-in, which says how it went
      void navigate({ to: "/sign-in", search: { joined: invitation.email }, hash: "", replace: true });
    } catch (error) {
      setWrong({ whole: sayProblem(say, error) });
      setBusy(false);
    }
  };
  const roles = invitation.roles.map((role) => sayRole(say, role)).join(", ");
  return (
    <form className="stack stack-4" onSubmit={send} noValidate>
      <div className="stack stack-1">
        <h1>{say("join.title", { agency: invitation.agencyName })}</h1>
        <p className="quiet">{say("join.lead", { roles, email: invitation.email })}</p>
      </div>
      <input type="hidden" autoComplete="username" value={invitation.email} readOnly />
      <TextField
        label={say("join.name")}
        why={say("join.name-why")}
        autoComplete="name"
        maxLength={120}
        value={name}
        onText={setName}
        wrong={wrong.name}
      />
      <NewPassword
        label={say("join.password")}
        password={password}
        again={again}
        wrong={wrong}
        onPassword={setPassword}
        onAgain={setAgain}
      />
      {provider && (
        <ChecksField
          label={say("join.ways")}
          choices={[
            {
              value: "link",
              label: say("join.by-provider", { name: provider }),
              why: say("join.by-provider-why", { name: provider }),
            },
          ]}
          values={ways}
          onChoose={setWays}
        />
      )}
      <Button kind="main" type="submit" icon="key" busy={busy}>
        {busy ? say("join.busy") : say("join.do")}
      </Button>
      <Said wrong={wrong.whole} />
    </form>
  );
}

/** Keys of one's own, and what of them leaves this browser: the public halves, and the private ones wrapped. */
async function makeMember(invitation: Opened, password: string, random: (n: number) => Uint8Array) {
  const [{ derivePasswordSecrets, makeMemberKeys, wrapMemberKeys }, { argon2id }] = await Promise.all([
    import("../../core/identity/member-keys.ts"),
    import("../../core/identity/words/argon2-browser.ts"),
  ]);
  const { authSecret, wrapKey } = await derivePasswordSecrets(
    { email: invitation.email, password },
    argon2id,
  );
  const keys = await makeMemberKeys(random);
  const wrapped = await wrapMemberKeys(keys, wrapKey, invitation.memberId, random);
  return {
    authSecret,
    readingKey: toBase64Url(keys.reading.publicKey),
    signingKey: toBase64Url(keys.signing.publicKey),
    wrapped: toBase64Url(wrapped),
  };
}
