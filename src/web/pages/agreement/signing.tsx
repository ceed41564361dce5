import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { SealedRootKey } from "../../../core/identity/root-key.ts";
import { CryptoError, fromBase64Url } from "../../../core/keys/bytes.ts";
import { canonicalJson } from "../../../core/keys/canonical-json.ts";
import {
  isSignedByPerson,
  renderTexts,
  type Statement,
  shortSigns,
  signAsParty,
  signAsPerson,
  textHash,
} from "../../../core/protocols/statement.ts";
import { SIGNED_LANGUAGES } from "../../../core/protocols/text/lexicon.ts";
import type { AgreementVersion, Effects, WholeAgreement } from "../../api/agreement-answers.ts";
import { useDesk } from "../../desk-context.tsx";
import { Answer } from "../../kit/answer.tsx";
import { Button } from "../../kit/button.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { Said, TextField } from "../../kit/field.tsx";
import { Note } from "../../kit/marks.tsx";
import { useNotices } from "../../kit/toast.tsx";
import type { OwnKeys } from "../../session/key-ring.ts";
import { MakeRootKey } from "../../session/make-root-key.tsx";
import { useOnceKey } from "../../session/once.ts";
import { openOwnRootKey } from "../../session/own-root-key.ts";
import { sayProblem } from "../../session/problems.ts";
import { useSession } from "../../session/session.tsx";
import { WithKeys } from "../../session/unlock.tsx";
import { EffectList } from "./effects.tsx";
import { numberedOf } from "./text.tsx";

interface RootKey {
  readonly rootKey: string | null;
  readonly sealed: SealedRootKey | null;
}

/** Signs a proposed version in this browser: with one's own key, and as the second of an agency with its root key. */
export function Signing(props: {
  agreement: WholeAgreement;
  version: AgreementVersion;
  open: boolean;
  onClose: () => void;
}) {
  const { agreement, version, open, onClose } = props;
  const { say } = useDesk();
  const { api } = useSession();
  const root = useQuery({
    queryKey: ["root-key"],
    queryFn: ({ signal }) => api.get<RootKey>("/api/root-key", signal),
    enabled: open,
  });
  const effects = useQuery({
    queryKey: ["effects", agreement.id, version.version],
    queryFn: ({ signal }) =>
      api.get<Effects>(`/api/protocols/${agreement.id}/versions/${version.version}/effects`, signal),
    enabled: open,
    staleTime: 0,
    gcTime: 0,
  });
  return (
    <Dialog open={open} onClose={onClose} title={say("sign.title")} closeLabel={say("close")}>
      <Answer query={root} loading={say("sign.loading")}>
        {(rootKey) => (
          <Answer query={effects} loading={say("sign.loading")}>
            {(shown) => (
              <WithKeys>
                {(keys) =>
                  rootKey.rootKey === null ? (
                    <MakeRootKey keys={keys} />
                  ) : (
                    <SignForm {...props} root={rootKey} effects={shown} keys={keys} />
                  )
                }
              </WithKeys>
            )}
          </Answer>
        )}
      </Answer>
    </Dialog>
  );
}

type FormProps = Parameters<typeof Signing>[0] & { root: RootKey; effects: Effects; keys: OwnKeys };

function SignForm({ agreement, version, onClose, root, effects, keys }: FormProps) {
  const { say, choices } = useDesk();
  const { me } = useSession();
  const [typed, setTyped] = useState("");
  const [wrong, setWrong] = useState("");
  const wanted = shortSigns(textHash(version.texts[choices.language]));
  const others = version.people.filter(
    ({ agencyId, memberId }) => agencyId === me.agency.id && memberId !== me.member.id,
  );
  const isLast = others.length > 0;
  const sign = useSign({ agreement, version, root, effects, keys, onClose });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (sign.isPending) return;
    if (plainSigns(typed) !== plainSigns(wanted)) return setWrong(say("sign.other-text"));
    setWrong("");
    sign.mutate(isLast);
  };
  return (
    <form className="stack stack-4" onSubmit={send} noValidate autoComplete="off">
      <p>
        {say(isLast ? "sign.second" : "sign.first", { agency: me.agency.name, name: others[0]?.name ?? "" })}
      </p>
      <section className="stack stack-2">
        <h3>{say("sign.changes")}</h3>
        <EffectList effects={effects} />
      </section>
      <TextField
        label={say("sign.signs")}
        why={say("sign.signs-why", { language: say(`language.${choices.language}`) })}
        value={typed}
        onText={setTyped}
        wrong={wrong}
        dir="ltr"
        spellCheck={false}
        autoCapitalize="characters"
      />
      <Note icon="key">{say(isLast ? "sign.with-root" : "sign.with-own")}</Note>
      <Said wrong={sign.isError && sayWrong(say, sign.error)} />
      <div className="row">
        <Button kind="main" type="submit" icon="key" busy={sign.isPending}>
          {say(isLast ? "sign.do-agency" : "sign.do")}
        </Button>
        <Button onClick={onClose}>{say("cancel")}</Button>
      </div>
    </form>
  );
}

const plainSigns = (signs: string): string => signs.toUpperCase().replaceAll(/[^0-9A-F]/g, "");

/** What this browser found wrong before it signed anything. */
class NotSigned extends Error {
  override readonly name = "NotSigned";
  readonly key: "sign.not-the-object" | "sign.bad-colleague" | "sign.not-yours";
  constructor(key: NotSigned["key"]) {
    super("Nothing was signed.");
    this.key = key;
  }
}

function sayWrong(say: ReturnType<typeof useDesk>["say"], error: unknown): string {
  if (error instanceof NotSigned) return say(error.key);
  return error instanceof CryptoError ? say("readers.cannot-open") : sayProblem(say, error);
}

function useSign(given: Omit<FormProps, "open">) {
  const { agreement, version, root, effects, keys, onClose } = given;
  const { say } = useDesk();
  const { api, me } = useSession();
  const queries = useQueryClient();
  const tell = useNotices();
  const keyFor = useOnceKey();
  return useMutation({
    mutationFn: async (isLast: boolean) => {
      const { statement } = version;
      ensureOneThing(version);
      const own = {
        memberId: me.member.id,
        name: me.member.displayName,
        signingKey: keys.signing.publicKey,
      };
      const person = await signAsPerson(statement, me.agency.id, own, keys.signing.privateKey);
      const party = isLast
        ? { signature: await signForAgency(given, person, me), effects: effects.digest }
        : undefined;
      const body = party ? { person, party } : { person };
      return api.send<{ now: "waits" | "signed" | "in-force" }>(
        "POST",
        `/api/protocols/${agreement.id}/versions/${version.version}/signatures`,
        { body, key: keyFor(body) },
      );
    },
    onSuccess: ({ now }) => {
      onClose();
      tell({ icon: "key", text: say(`signed-now.${now}`) });
    },
    onSettled: () =>
      Promise.all(
        ["agreement", "agreements", "effects"].map((queryKey) =>
          queries.invalidateQueries({ queryKey: [queryKey] }),
        ),
      ),
  });

  async function signForAgency(
    { version: signed, root: kept, keys: mine }: typeof given,
    person: Awaited<ReturnType<typeof signAsPerson>>,
    who: typeof me,
  ) {
    const privateKey = await openOwnRootKey(kept.sealed ?? {}, who.agency.id, who.member.id, mine);
    if (!privateKey || !root.rootKey) throw new NotSigned("sign.not-yours");
    const colleagues = signed.people
      .filter(({ agencyId, memberId }) => agencyId === who.agency.id && memberId !== who.member.id)
      .map(({ memberId, name, signingKey, signature }) => ({ memberId, name, signingKey, signature }));
    // A colleague whom the server made up would be vouched for by our root key: each is checked first.
    for (const colleague of colleagues) {
      if (!(await isSignedByPerson(signed.statement, who.agency.id, colleague))) {
        throw new NotSigned("sign.bad-colleague");
      }
    }
    const pair = { publicKey: fromBase64Url(root.rootKey, 32), privateKey };
    return signAsParty(signed.statement, who.agency.id, [...colleagues, person], pair);
  }
}

/** The texts on this page are what this browser makes of the object, and the object is what is signed. */
function ensureOneThing({ statement, texts }: AgreementVersion): void {
  const said: Statement = JSON.parse(statement);
  const fresh = renderTexts(numberedOf(said));
  const isOne =
    canonicalJson(said) === statement &&
    SIGNED_LANGUAGES.every(
      (language) =>
        fresh[language] === texts[language] && textHash(texts[language]) === said.texts[language].sha256,
    );
  if (!isOne) throw new NotSigned("sign.not-the-object");
}
