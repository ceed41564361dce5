import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useEffect, useState, useSyncExternalStore } from "react";
import type { MemberKeys } from "../../core/identity/member-keys.ts";
import { CryptoError, fromBase64Url, toBase64Url } from "../../core/keys/bytes.ts";
import { useDesk } from "../desk-context.tsx";
import { Button } from "../kit/button.tsx";
import { TextField } from "../kit/field.tsx";
import { Note } from "../kit/marks.tsx";
import type { OwnKeys } from "./key-ring.ts";
import { askForKey, canHavePasskeys, type OwnPasskeys } from "./passkeys.ts";
import { useKeyRing, useMemberKeys, useSession } from "./session.tsx";

const loadKeys = async () => {
  const [keys, own, argon2] = await Promise.all([
    import("../../core/identity/member-keys.ts"),
    import("./own-keys.ts"),
    import("../../core/identity/words/argon2-browser.ts"),
  ]);
  return { ...keys, ...own, argon2id: argon2.argon2id };
};

/** Opens the keys with what the sign-in gave, password or passkey, as soon as the wrapped ones are there. */
export function useKeysFromSignIn(): void {
  const ring = useKeyRing();
  const { me, api } = useSession();
  useEffect(() => {
    const { wrapKey, answered } = ring;
    if (ring.keys || !me.keys) return;
    const { wrapped } = me.keys;
    const open = async (): Promise<MemberKeys | null> => {
      const { unwrapMemberKeys } = await loadKeys();
      if (wrapKey) return unwrapMemberKeys(fromBase64Url(wrapped), wrapKey, me.member.id);
      if (!answered?.wrapKey) return null;
      const { passkeys } = await api.get<OwnPasskeys>("/api/passkeys");
      const copy = passkeys.find(({ credentialId }) => credentialId === answered.credential.id)?.wrapped;
      return copy ? unwrapMemberKeys(fromBase64Url(copy), answered.wrapKey, me.member.id) : null;
    };
    void open()
      .then(async (keys) => {
        if (!keys) return;
        const { withFormerKeys } = await loadKeys();
        ring.keep(await withFormerKeys(keys, me.member.id, api));
      })
      // Keys that this does not open: the page asks for the password where they are needed.
      .catch(() => ring.forget());
  }, [ring, me, api]);
  useWrapForNewPasskey();
}

/** A passkey that was just made gets its copy of the keys, once they are open. */
function useWrapForNewPasskey(): void {
  const ring = useKeyRing();
  const { me, api } = useSession();
  const { random } = useDesk();
  const queries = useQueryClient();
  const made = useSyncExternalStore(ring.subscribe, () => ring.newPasskey);
  const keys = useMemberKeys();
  useEffect(() => {
    if (!made || !keys) return;
    ring.holdNewPasskey(null);
    const give = async () => {
      const { wrapMemberKeys } = await loadKeys();
      const wrapped = toBase64Url(await wrapMemberKeys(keys, made.wrapKey, me.member.id, random));
      await api.send("PUT", `/api/passkeys/${made.id}/keys`, { body: { wrapped } });
      await queries.invalidateQueries({ queryKey: ["passkeys"] });
    };
    // Without its copy the passkey still signs in; the profile says that the password opens the keys.
    void give().catch(() => undefined);
  }, [ring, made, keys, me, api, random, queries]);
}

/** Shows what needs my keys; asks for the password first where they are locked, as after a reload. */
export function WithKeys({ children }: { children: (keys: OwnKeys) => ReactNode }) {
  const keys = useMemberKeys();
  const { me } = useSession();
  const { say } = useDesk();
  if (keys) return children(keys);
  if (!me.keys) return <Note kind="soon">{say("unlock.no-keys")}</Note>;
  return <Unlock />;
}

function Unlock() {
  const { say } = useDesk();
  const { me, api } = useSession();
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
      const { derivePasswordSecrets, unwrapMemberKeys, withFormerKeys, argon2id } = await loadKeys();
      const { wrapKey } = await derivePasswordSecrets({ email: me.member.email, password }, argon2id);
      const keys = await unwrapMemberKeys(fromBase64Url(me.keys.wrapped), wrapKey, me.member.id);
      ring.keep(await withFormerKeys(keys, me.member.id, api));
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
        <UnlockByPasskey onWrong={setWrong} />
      </div>
    </form>
  );
}

/** For members one of whose passkeys holds a copy of their keys at this address. */
function UnlockByPasskey({ onWrong }: { onWrong: (text: string) => void }) {
  const { say } = useDesk();
  const { me, api } = useSession();
  const ring = useKeyRing();
  const [busy, setBusy] = useState(false);
  const own = useQuery({
    queryKey: ["passkeys"],
    queryFn: ({ signal }) => api.get<OwnPasskeys>("/api/passkeys", signal),
    enabled: canHavePasskeys(),
  });
  const site = own.data?.site;
  const opening = own.data?.passkeys.filter((one) => one.wrapped && one.site === site && !one.suspendedAt);
  if (!site || !opening || opening.length === 0) return null;
  const unlock = async () => {
    setBusy(true);
    onWrong("");
    try {
      const { credential, wrapKey } = await askForKey(
        site,
        opening.map(({ credentialId }) => credentialId),
      );
      const copy = opening.find(({ credentialId }) => credentialId === credential.id)?.wrapped;
      if (!copy || !wrapKey) return onWrong(say("unlock.passkey-wrong"));
      const { unwrapMemberKeys, withFormerKeys } = await loadKeys();
      const keys = await unwrapMemberKeys(fromBase64Url(copy), wrapKey, me.member.id);
      ring.keep(await withFormerKeys(keys, me.member.id, api));
    } catch {
      onWrong(say("unlock.passkey-wrong")); // nobody answered, or the copy is not for this key
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button onClick={unlock} busy={busy}>
      {say("unlock.by-passkey")}
    </Button>
  );
}
