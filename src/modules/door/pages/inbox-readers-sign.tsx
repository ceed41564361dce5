import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { CryptoError, fromBase64Url } from "../../../core/keys/bytes.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { Button } from "../../../web/kit/button.tsx";
import { ChecksField } from "../../../web/kit/choices-field.tsx";
import { Said } from "../../../web/kit/field.tsx";
import { KeyCode } from "../../../web/kit/key-code.tsx";
import { Part } from "../../../web/kit/log.tsx";
import { SecondElsewhere } from "../../../web/kit/second-elsewhere.tsx";
import { useNotices } from "../../../web/kit/toast.tsx";
import type { OwnKeys } from "../../../web/session/key-ring.ts";
import { useOnceKey } from "../../../web/session/once.ts";
import { openOwnRootKey } from "../../../web/session/own-root-key.ts";
import { sayProblem } from "../../../web/session/problems.ts";
import { useSession } from "../../../web/session/session.tsx";
import { hourOf } from "../letter.ts";
import { type RecipientsList, recipientsHash, signRecipients, verifyRecipients } from "../recipients.ts";
import type { Readers } from "./inbox-readers.tsx";

/** The next list, signed here by the agency's root key: the server cannot add a reader by itself. */
export function SignList({ readers, keys }: { readers: Readers; keys: OwnKeys }) {
  const { say } = useDesk();
  const newest = readers.lists.reduce<Readers["lists"][number] | undefined>(
    (best, signed) => (best && best.list.version > signed.list.version ? best : signed),
    undefined,
  );
  const current = newest?.list.recipients.map(({ memberId }) => memberId) ?? [];
  const here = readers.members.map(({ id }) => id);
  const [chosen, setChosen] = useState<readonly string[]>(current.filter((id) => here.includes(id)));
  const [elsewhere, setElsewhere] = useState("");
  const { sign, busy, wrong } = useSign(readers, newest, keys, chosen, elsewhere);
  // Another key of a known reader is a new reader: it takes two people as well.
  const added = readers.members.filter(
    ({ id, readingKey, signingKey }) =>
      chosen.includes(id) &&
      !newest?.list.recipients.some(
        (on) => on.memberId === id && on.readingKey === readingKey && on.signingKey === signingKey,
      ),
  );
  const removed = current.filter((id) => !chosen.includes(id));
  const changed = added.length + removed.length > 0;
  return (
    <Part id="next-list" title={say("readers.next")}>
      <form className="stack stack-4 part-body" onSubmit={sign} noValidate>
        <ChecksField
          label={say("readers.choose")}
          why={say("readers.choose-why")}
          choices={readers.members.map(({ id, displayName }) => ({ value: id, label: displayName }))}
          values={chosen}
          onChoose={setChosen}
        />
        {changed && (
          <p className="small">{say("readers.change", { added: added.length, removed: removed.length })}</p>
        )}
        {added.length > 0 && (
          <>
            <p className="small">{say("readers.takes-two")}</p>
            <p className="small">{say("readers.code-say")}</p>
            <ul className="plain-list">
              {added.map(({ id, displayName, readingKey, signingKey }) => (
                <li key={id}>
                  <bdi>{displayName}</bdi>
                  <KeyCode memberId={id} readingKey={readingKey} signingKey={signingKey} />
                </li>
              ))}
            </ul>
            <SecondElsewhere agencyId={elsewhere} onChoose={setElsewhere} />
          </>
        )}
        <div className="row">
          <Button
            kind="main"
            type="submit"
            icon="key"
            busy={busy}
            notYet={
              chosen.length === 0 ? say("readers.one-needed") : changed ? undefined : say("readers.same")
            }
          >
            {say("readers.sign")}
          </Button>
        </div>
        <Said wrong={wrong} />
      </form>
    </Part>
  );
}

function useSign(
  readers: Readers,
  newest: Readers["lists"][number] | undefined,
  keys: OwnKeys,
  chosen: readonly string[],
  elsewhere: string,
) {
  const { say, now } = useDesk();
  const { api, me } = useSession();
  const queries = useQueryClient();
  const tell = useNotices();
  const keyFor = useOnceKey();
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState("");
  const signNext = async () => {
    const rootPrivateKey = await openOwnRootKey(
      readers.rootKeySealed ?? {},
      me.agency.id,
      me.member.id,
      keys,
    );
    if (!rootPrivateKey || !readers.rootKey) return setWrong(say("readers.not-yours"));
    if (newest) {
      // A list that the server made up would be carried on by our own signature: it is checked first.
      const verdict = await verifyRecipients(newest, fromBase64Url(readers.rootKey, 32), {
        agencyId: me.agency.id,
        minVersion: 1,
      });
      if (!verdict.ok) return setWrong(say("readers.bad-newest", { reason: verdict.reason }));
    }
    const list: RecipientsList = {
      agencyId: me.agency.id,
      version: (newest?.list.version ?? 0) + 1,
      issuedAtHour: hourOf(now().getTime()),
      previousHash: newest ? recipientsHash(newest.list) : null,
      recipients: readers.members
        .filter(({ id }) => chosen.includes(id))
        .map(({ id, readingKey, signingKey }) => ({ memberId: id, readingKey, signingKey })),
    };
    const signed = await signRecipients(list, rootPrivateKey);
    const body = { ...signed, secondAgencyId: elsewhere || null };
    const { waits } = await api.send<{ waits: boolean }>("POST", "/api/recipients", {
      body,
      key: keyFor(body),
    });
    tell({ icon: "key", text: say(waits ? "readers.waits" : "readers.signed", { version: list.version }) });
    await queries.invalidateQueries({ queryKey: ["proposals"] });
  };
  const sign = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setWrong("");
    try {
      await signNext();
    } catch (error) {
      setWrong(error instanceof CryptoError ? say("readers.cannot-open") : sayProblem(say, error));
    } finally {
      await queries.invalidateQueries({ queryKey: ["recipients"] });
      setBusy(false);
    }
  };
  return { sign, busy, wrong };
}
