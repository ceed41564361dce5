import { type FormEvent, type ReactNode, useEffect, useState } from "react";
import type { MemberKeys } from "../../core/identity/member-keys.ts";
import { CryptoError, fromBase64Url } from "../../core/keys/bytes.ts";
import { useDesk } from "../desk-context.tsx";
import { Button } from "../kit/button.tsx";
import { TextField } from "../kit/field.tsx";
import { Note } from "../kit/marks.tsx";
import { useKeyRing, useMemberKeys, useSession } from "./session.tsx";

const loadKeys = async () => {
  const [keys, argon2] = await Promise.all([
    import("../../core/identity/member-keys.ts"),
    import("../../core/identity/words/argon2-browser.ts"),
  ]);
  return { ...keys, argon2id: argon2.argon2id };
};

/** Opens the keys with what the password gave at sign-in, as soon as the wrapped ones are there. */
export function useKeysFromSignIn(): void {
  const ring = useKeyRing();
  const { me } = useSession();
  useEffect(() => {
    const { wrapKey } = ring;
    if (!wrapKey || ring.keys || !me.keys) return;
    const wrapped = fromBase64Url(me.keys.wrapped);
    void loadKeys()
      .then(({ unwrapMemberKeys }) => unwrapMemberKeys(wrapped, wrapKey, me.member.id))
      .then((keys) => ring.keep(keys))
      // Keys that this password does not open: the page asks for the password where they are needed.
      .catch(() => ring.forget());
  }, [ring, me]);
}

/** Shows what needs my keys; asks for the password first where they are locked, as after a reload. */
export function WithKeys({ children }: { children: (keys: MemberKeys) => ReactNode }) {
  const keys = useMemberKeys();
  const { me } = useSession();
  const { say } = useDesk();
  if (keys) return children(keys);
  if (!me.keys) return <Note kind="soon">{say("unlock.no-keys")}</Note>;
  return <Unlock />;
}

function Unlock() {
  const { say } = useDesk();
  const { me } = useSession();
  const ring = useKeyRing();
  const [password, setPassword] = useState("");
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);
  const unlock = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || !me.keys) return;
    if (password === "") return setWrong(say("unlock.empty"));
    setBusy(true);
    setWrong("");
    try {
      const { derivePasswordSecrets, unwrapMemberKeys, argon2id } = await loadKeys();
      const { wrapKey } = await derivePasswordSecrets({ email: me.member.email, password }, argon2id);
      ring.keep(await unwrapMemberKeys(fromBase64Url(me.keys.wrapped), wrapKey, me.member.id));
    } catch (error) {
      setWrong(say(error instanceof CryptoError ? "unlock.wrong" : "unlock.failed"));
      setBusy(false);
    }
  };
  return (
    <form className="stack narrow" onSubmit={unlock} noValidate>
      <Note icon="lock">
        <p>
          <strong>{say("unlock.title")}</strong> {say("unlock.why")}
        </p>
      </Note>
      <input type="hidden" autoComplete="username" value={me.member.email} readOnly />
      <TextField
        label={say("unlock.password")}
        type="password"
        autoComplete="current-password"
        value={password}
        onText={setPassword}
        wrong={wrong}
      />
      <div className="row">
        <Button kind="main" type="submit" icon="key" busy={busy}>
          {busy ? say("unlock.busy") : say("unlock.do")}
        </Button>
      </div>
    </form>
  );
}
