import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import {
  derivePasswordSecrets,
  makeMemberKeys,
  sealFormerKeys,
  unwrapMemberKeys,
  wrapMemberKeys,
} from "../../../core/identity/member-keys.ts";
import { type SealedRootKey, sealRootKey } from "../../../core/identity/root-key.ts";
import { CryptoError, fromBase64Url, toBase64Url } from "../../../core/keys/bytes.ts";
import { useDesk } from "../../desk-context.tsx";
import { Button } from "../../kit/button.tsx";
import { Said, TextField } from "../../kit/field.tsx";
import { useNotices } from "../../kit/toast.tsx";
import { useOnceKey } from "../../session/once.ts";
import { withFormerKeys } from "../../session/own-keys.ts";
import { openOwnRootKey } from "../../session/own-root-key.ts";
import { sayProblem } from "../../session/problems.ts";
import { useKeyRing, useSession } from "../../session/session.tsx";

/** Another pair in the place of mine: made here, with the former one sealed to it in the same request. */
export function TakeOtherKeys() {
  const { say } = useDesk();
  const { me } = useSession();
  const [password, setPassword] = useState("");
  const [wrong, setWrong] = useState("");
  const rotate = useRotate();
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (rotate.isPending) return;
    setWrong(password === "" ? say("unlock.empty") : "");
    if (password !== "") rotate.mutate(password, { onSuccess: () => setPassword("") });
  };
  const failed = rotate.error;
  return (
    <form className="stack stack-4 part-body" onSubmit={send} noValidate>
      <p className="small">{say("own-keys.rotate-say")}</p>
      <input type="hidden" autoComplete="username" value={me.member.email} readOnly />
      <TextField
        label={say("unlock.password")}
        type="password"
        autoComplete="current-password"
        dir="ltr"
        value={password}
        onText={setPassword}
        wrong={wrong}
      />
      <div className="row">
        <Button type="submit" busy={rotate.isPending} notYet={me.keys ? undefined : say("unlock.no-keys")}>
          {say("own-keys.rotate-do")}
        </Button>
      </div>
      <Said
        wrong={failed && (failed instanceof CryptoError ? say("unlock.wrong") : sayProblem(say, failed))}
        right={rotate.isSuccess && say("own-keys.rotated")}
      />
    </form>
  );
}

interface RootKey {
  readonly rootKey: string | null;
  readonly sealed: SealedRootKey | null;
}

function useRotate() {
  const { say, random } = useDesk();
  const { api, me } = useSession();
  const ring = useKeyRing();
  const queries = useQueryClient();
  const tell = useNotices();
  const keyFor = useOnceKey();
  const root = useQuery({
    queryKey: ["root-key"],
    queryFn: ({ signal }) => api.get<RootKey>("/api/root-key", signal),
    enabled: me.member.supervises,
  });
  return useMutation({
    mutationFn: async (password: string) => {
      if (!me.keys) throw new Error("A member without keys has none to change.");
      const { id, email } = me.member;
      const { argon2id } = await import("../../../core/identity/words/argon2-browser.ts");
      const { wrapKey } = await derivePasswordSecrets({ email, password }, argon2id);
      const former = await unwrapMemberKeys(fromBase64Url(me.keys.wrapped), wrapKey, id);
      const own = await withFormerKeys(former, id, api);
      const rootKey = await openOwnRootKey(root.data?.sealed ?? {}, me.agency.id, id, own);
      const keys = await makeMemberKeys(random);
      const reader = { memberId: id, readingKey: keys.reading.publicKey };
      const resealed = rootKey && (await sealRootKey(rootKey, me.agency.id, [reader], random));
      const body = {
        readingKey: toBase64Url(keys.reading.publicKey),
        signingKey: toBase64Url(keys.signing.publicKey),
        wrapped: toBase64Url(await wrapMemberKeys(keys, wrapKey, id, random)),
        former: toBase64Url(await sealFormerKeys(former, keys.reading.publicKey, id, random)),
        rootKey: resealed?.[id] ?? null,
      };
      await api.send("POST", "/api/me/keys", { body, key: keyFor(body) });
      ring.keep(await withFormerKeys(keys, id, api));
    },
    onSuccess: () => {
      tell({ icon: "key", text: say("own-keys.rotated") });
      return queries.invalidateQueries();
    },
  });
}
