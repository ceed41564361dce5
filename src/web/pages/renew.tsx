import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { toBase64Url } from "../../core/keys/bytes.ts";
import { createApi } from "../api/client.ts";
import { useDesk } from "../desk-context.tsx";
import { Button } from "../kit/button.tsx";
import { Said } from "../kit/field.tsx";
import { KeyCode } from "../kit/key-code.tsx";
import { Failed, Loading } from "../kit/states.tsx";
import { sayProblem } from "../session/problems.ts";
import { OutsideFrame } from "../shell/outside.tsx";
import { useTitle } from "../shell/title.ts";
import { NewPassword, type NewPasswordWrong, PASSWORD_LENGTH_MIN } from "./new-password.tsx";

interface Opened {
  readonly memberId: string;
  readonly email: string;
  readonly displayName: string;
  readonly agencyName: string;
}

const api = () => createApi(null, (...call) => fetch(...call));

/** After a loss: a new password and new keys, made here. They hold once two people have heard their code and admitted them. */
export function Renew() {
  const { say } = useDesk();
  const [token] = useState(() => location.hash.slice(1));
  useTitle(say("renew.title"));
  const whole = /^[A-Za-z0-9_-]{43}$/.test(token);
  const opened = useQuery({
    queryKey: ["renewal", token],
    queryFn: () => api().send<Opened>("POST", "/api/renewals/open", { body: { token } }),
    enabled: whole,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <OutsideFrame>
      <h1>{say("renew.title")}</h1>
      {!whole && <Failed what={say("problem.no-renewal")} />}
      {whole && opened.isPending && <Loading>{say("join.loading")}</Loading>}
      {opened.isError && (
        <Failed
          what={sayProblem(say, opened.error)}
          again={() => void opened.refetch()}
          againLabel={say("try-again")}
        />
      )}
      {opened.data && <HandIn token={token} of={opened.data} />}
    </OutsideFrame>
  );
}

interface PublicKeys {
  readonly readingKey: string;
  readonly signingKey: string;
}

function HandIn({ token, of }: { token: string; of: Opened }) {
  const { say, random } = useDesk();
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const [wrong, setWrong] = useState<NewPasswordWrong & { whole?: string }>({});
  const [busy, setBusy] = useState(false);
  const [made, setMade] = useState<PublicKeys | null>(null);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const found = {
      ...(password.length < PASSWORD_LENGTH_MIN && {
        password: say("join.short", { length: password.length }),
      }),
      ...(password !== again && { again: say("join.differs") }),
    };
    setWrong(found);
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    try {
      const body = await makeKeys(of, password, random);
      await api().send("POST", "/api/renewals/hand-in", { body: { token, ...body } });
      setMade(body);
    } catch (error) {
      setWrong({ whole: sayProblem(say, error) });
      setBusy(false);
    }
  };
  if (made) {
    return (
      <div className="stack stack-4">
        <p>
          <strong>{say("renew.made")}</strong> {say("renew.made-say")}
        </p>
        <KeyCode memberId={of.memberId} readingKey={made.readingKey} signingKey={made.signingKey} />
        <p className="small quiet">{say("renew.after")}</p>
      </div>
    );
  }
  return (
    <form className="stack stack-4" onSubmit={send} noValidate>
      <p className="quiet">{say("renew.lead", { name: of.displayName, agency: of.agencyName })}</p>
      <input type="hidden" autoComplete="username" value={of.email} readOnly />
      <NewPassword
        label={say("password.new")}
        password={password}
        again={again}
        wrong={wrong}
        onPassword={setPassword}
        onAgain={setAgain}
      />
      <Button kind="main" type="submit" icon="key" busy={busy}>
        {busy ? say("join.busy") : say("renew.do")}
      </Button>
      <Said wrong={wrong.whole} />
    </form>
  );
}

async function makeKeys(of: Opened, password: string, random: (n: number) => Uint8Array) {
  const [{ derivePasswordSecrets, makeMemberKeys, wrapMemberKeys }, { argon2id }] = await Promise.all([
    import("../../core/identity/member-keys.ts"),
    import("../../core/identity/words/argon2-browser.ts"),
  ]);
  const { authSecret, wrapKey } = await derivePasswordSecrets({ email: of.email, password }, argon2id);
  const keys = await makeMemberKeys(random);
  return {
    authSecret,
    readingKey: toBase64Url(keys.reading.publicKey),
    signingKey: toBase64Url(keys.signing.publicKey),
    wrapped: toBase64Url(await wrapMemberKeys(keys, wrapKey, of.memberId, random)),
  };
}
