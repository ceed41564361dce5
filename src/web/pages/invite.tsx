import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ROLES } from "../../core/access/coverage.ts";
import { useDesk } from "../desk-context.tsx";
import { Button } from "../kit/button.tsx";
import { ChecksField } from "../kit/choices-field.tsx";
import { Said, TextField } from "../kit/field.tsx";
import { Note } from "../kit/marks.tsx";
import { useNotices } from "../kit/toast.tsx";
import { useOnceKey } from "../session/once.ts";
import { sayProblem } from "../session/problems.ts";
import { useSession } from "../session/session.tsx";
import { sayRole } from "../texts/names.ts";

/** Makes an invitation; its link is shown once, to be given on by hand. */
export function Invite() {
  const { say } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const keyFor = useOnceKey();
  const [email, setEmail] = useState("");
  const [roles, setRoles] = useState<readonly string[]>([]);
  const [wrong, setWrong] = useState<{ email?: string; roles?: string; whole?: string }>({});
  const [busy, setBusy] = useState(false);
  const [made, setMade] = useState<{ link: string; waits: boolean } | null>(null);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const found = {
      ...(!/^[^@\s]+@[^@\s]+$/.test(email.trim()) && { email: say("invite.bad-email") }),
      ...(roles.length === 0 && { roles: say("invite.no-roles") }),
    };
    setWrong(found);
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    try {
      const body = { email: email.trim(), roles };
      const { token, waits } = await api.send<{ token: string; waits: boolean }>("POST", "/api/invitations", {
        body,
        key: keyFor(body),
      });
      setMade({ link: `${location.origin}/desk/join#${token}`, waits });
      setEmail("");
      setRoles([]);
      await queries.invalidateQueries({ queryKey: [waits ? "proposals" : "invitations"] });
    } catch (error) {
      setWrong({ whole: sayProblem(say, error) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className="stack stack-4 part-body" onSubmit={send} noValidate>
      {made && <Made {...made} />}
      <TextField
        label={say("sign-in.email")}
        type="email"
        dir="ltr"
        autoComplete="off"
        value={email}
        onText={setEmail}
        wrong={wrong.email}
      />
      <ChecksField
        label={say("profile.roles")}
        why={say("invite.roles-why")}
        choices={ROLES.map((value) => ({ value: value as string, label: sayRole(say, value) }))}
        values={roles}
        onChoose={setRoles}
        wrong={wrong.roles}
      />
      <div className="row">
        <Button type="submit" icon="plus" busy={busy}>
          {say("invite.do")}
        </Button>
      </div>
      <Said wrong={wrong.whole} />
    </form>
  );
}

function Made({ link, waits }: { link: string; waits: boolean }) {
  const { say } = useDesk();
  const tell = useNotices();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link);
      tell({ icon: "copy", text: say("invite.copied") });
    } catch {
      tell({ icon: "alert", text: say("invite.not-copied") }); // the browser does not let a page copy
    }
  };
  return (
    <Note icon="key">
      <p>
        <strong>{say("invite.made", { waits: String(waits) })}</strong>{" "}
        {say("invite.made-say", { waits: String(waits) })}
      </p>
      <p className="mono key" dir="ltr">
        {link}
      </p>
      <p>
        <Button small icon="copy" onClick={copy}>
          {say("invite.copy")}
        </Button>
      </p>
    </Note>
  );
}
