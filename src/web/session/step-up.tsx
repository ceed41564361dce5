import type { PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/browser";
import { type FormEvent, type ReactNode, useCallback, useState } from "react";
import { createApi, type StepUp } from "../api/client.ts";
import { useDesk } from "../desk-context.tsx";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { Said, TextField } from "../kit/field.tsx";
import { answerWithPasskey, canHavePasskeys, NotAnswered } from "./passkeys.ts";
import { sayProblem } from "./problems.ts";

const api = () => createApi(null, (...call) => fetch(...call));

interface Asked {
  readonly ways: readonly string[];
  readonly answer: (shown: boolean) => void;
}

/**
 * The dialog that stands before dangerous acts when the last proof is old. The act waits behind it and is sent again
 * afterwards; leaving the dialog leaves the page as it was, with all that was typed.
 */
export function useStepUp(email: string): { stepUp: StepUp; dialog: ReactNode } {
  const { say } = useDesk();
  const [asked, setAsked] = useState<Asked | null>(null);
  const stepUp = useCallback<StepUp>(
    (ways) => new Promise((answer) => setAsked({ ways, answer: (shown) => answer(shown) })),
    [],
  );
  const end = (shown: boolean) => {
    asked?.answer(shown);
    setAsked(null);
  };
  const dialog = (
    <Dialog
      open={asked !== null}
      onClose={() => end(false)}
      title={say("step-up.title")}
      closeLabel={say("step-up.leave")}
    >
      {asked && <Prove ways={asked.ways} email={email} onDone={() => end(true)} />}
    </Dialog>
  );
  return { stepUp, dialog };
}

function Prove(props: { ways: readonly string[]; email: string; onDone: () => void }) {
  const { ways, email, onDone } = props;
  const { say } = useDesk();
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);
  const withPasskey = ways.includes("passkey") && canHavePasskeys();
  const byPassword = ways.includes("password");
  const prove = async (show: () => Promise<unknown>) => {
    if (busy) return;
    setBusy(true);
    setWrong("");
    try {
      await show();
      onDone();
    } catch (error) {
      setWrong(error instanceof NotAnswered ? say("passkey.not-answered") : sayProblem(say, error));
      setBusy(false);
    }
  };
  const byPasskey = () =>
    prove(async () => {
      const options = await api().send<PublicKeyCredentialRequestOptionsJSON>(
        "POST",
        "/api/step-up/passkey/begin",
      );
      const { credential } = await answerWithPasskey(options);
      await api().send("POST", "/api/step-up/passkey", { body: { credential } });
    });
  const byText = async (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation(); // the dialog stands inside of the page's own form, as React sees it
    const typed = byPassword ? text : text.replaceAll(/\s/g, "");
    if (!byPassword && !/^\d{6}$/.test(typed)) return setWrong(say("second.bad-code"));
    if (typed === "") return setWrong(say("unlock.empty"));
    await prove(async () =>
      api().send("POST", "/api/step-up", {
        body: byPassword ? { authSecret: await authSecretOf(email, typed) } : { code: typed },
      }),
    );
  };
  return (
    <form className="stack stack-4" onSubmit={byText} noValidate>
      <p>{say("step-up.why")}</p>
      {withPasskey && (
        <div className="row">
          <Button kind="main" icon="key" onClick={byPasskey} busy={busy}>
            {say("passkey.use")}
          </Button>
        </div>
      )}
      {(byPassword || ways.includes("code")) && (
        <>
          <TextField
            label={byPassword ? say("sign-in.password") : say("second.code")}
            type={byPassword ? "password" : "text"}
            inputMode={byPassword ? "text" : "numeric"}
            autoComplete={byPassword ? "current-password" : "one-time-code"}
            dir="ltr"
            value={text}
            onText={setText}
          />
          <div className="row">
            <Button kind={withPasskey ? "other" : "main"} type="submit" busy={busy}>
              {busy ? say("second.busy") : say("second.do")}
            </Button>
          </div>
        </>
      )}
      <Said wrong={wrong} />
    </form>
  );
}

async function authSecretOf(email: string, password: string): Promise<string> {
  const [{ derivePasswordSecrets }, { argon2id }] = await Promise.all([
    import("../../core/identity/member-keys.ts"),
    import("../../core/identity/words/argon2-browser.ts"),
  ]);
  return (await derivePasswordSecrets({ email, password }, argon2id)).authSecret;
}
