import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { CryptoError, fromBase64Url, toBase64Url } from "../../core/keys/bytes.ts";
import { useDesk } from "../desk-context.tsx";
import { Button } from "../kit/button.tsx";
import { Said, TextField } from "../kit/field.tsx";
import { sayProblem } from "../session/problems.ts";
import { useSession } from "../session/session.tsx";
import { NewPassword, type NewPasswordWrong, PASSWORD_LENGTH_MIN } from "./new-password.tsx";

interface Wrong extends NewPasswordWrong {
  readonly current?: string;
  readonly whole?: string;
}

/** The keys are wrapped anew in this browser; the server gets the new wrap and the new secret in one request. */
export function ChangePassword() {
  const { say, random } = useDesk();
  const { me, api } = useSession();
  const queries = useQueryClient();
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const [wrong, setWrong] = useState<Wrong>({});
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState(false);
  const check = (): Wrong => ({
    ...(current === "" && { current: say("unlock.empty") }),
    ...(password.length < PASSWORD_LENGTH_MIN && {
      password: say("join.short", { length: password.length }),
    }),
    ...(password !== again && { again: say("join.differs") }),
  });
  const change = async () => {
    const [{ derivePasswordSecrets, rewrapMemberKeys }, { argon2id }] = await Promise.all([
      import("../../core/identity/member-keys.ts"),
      import("../../core/identity/words/argon2-browser.ts"),
    ]);
    const { email, id } = me.member;
    const from = await derivePasswordSecrets({ email, password: current }, argon2id);
    const to = await derivePasswordSecrets({ email, password }, argon2id);
    if (!me.keys) throw new Error("A member without keys cannot change a password here.");
    const wrapped = fromBase64Url(me.keys.wrapped);
    const anew = await rewrapMemberKeys(wrapped, id, { from: from.wrapKey, to: to.wrapKey }, random);
    await api.send("PUT", "/api/me/password", {
      body: {
        currentAuthSecret: from.authSecret,
        newAuthSecret: to.authSecret,
        wrapped: toBase64Url(anew),
      },
    });
  };
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setDone(false);
    const found = check();
    setWrong(found);
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    try {
      await change();
      setDone(true);
      for (const set of [setCurrent, setPassword, setAgain]) set("");
      await queries.invalidateQueries();
    } catch (error) {
      setWrong(
        error instanceof CryptoError
          ? { current: say("problem.wrong-password") }
          : { whole: sayProblem(say, error) },
      );
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className="stack stack-4 part-body" onSubmit={send} noValidate>
      <input type="hidden" autoComplete="username" value={me.member.email} readOnly />
      <TextField
        label={say("password.current")}
        type="password"
        autoComplete="current-password"
        dir="ltr"
        value={current}
        onText={setCurrent}
        wrong={wrong.current}
      />
      <NewPassword
        label={say("password.new")}
        password={password}
        again={again}
        wrong={wrong}
        onPassword={setPassword}
        onAgain={setAgain}
      />
      <div className="row">
        <Button type="submit" busy={busy} notYet={me.keys ? undefined : say("unlock.no-keys")}>
          {busy ? say("password.busy") : say("password.do")}
        </Button>
      </div>
      <Said wrong={wrong.whole} right={done && say("password.done")} />
    </form>
  );
}
