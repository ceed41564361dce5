import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, Suspense, useState } from "react";
import type { Category } from "../../../../core/access/context.ts";
import type { Basis, Case } from "../../../../web/api/answers.ts";
import type { OneReferral } from "../../../../web/api/referral-answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { RadiosField } from "../../../../web/kit/choices-field.tsx";
import { Said, SelectField } from "../../../../web/kit/field.tsx";
import { Note } from "../../../../web/kit/marks.tsx";
import { useOnceKey } from "../../../../web/session/once.ts";
import { useSession } from "../../../../web/session/session.tsx";
import { sayCode } from "../../../../web/texts/names.ts";
import { WANTED } from "../../model/referral.ts";
import { type ChosenLines, LinesFields } from "../letter/lines-field.tsx";
import { sayReferralProblem } from "../referral/problem.ts";
import { ChangedOutside } from "./changed-outside.tsx";
import { type Sealed, SealedFile } from "./sealed-file.tsx";

interface Preview {
  readonly reference: string;
  readonly text: string;
  readonly to: { readonly name: string; readonly language: string; readonly ageRecipient: string | null };
  readonly versions: readonly { readonly category: Category; readonly version: number }[];
}

/**
 * Asks an agency that is not on Leeward: lines are chosen, looked at as they will be read, sealed here, and handed to the member. Of a
 * referral that was sent before (`anew`) the file alone goes out again.
 */
export function ReferOutside(props: {
  file: Case;
  basis: Basis;
  takesUp: string | null;
  anew: OneReferral | null;
  onClose: () => void;
}) {
  const { file, basis, takesUp, anew, onClose } = props;
  const { say } = useDesk();
  const { api } = useSession();
  const [wanted, setWanted] = useState<string>(anew?.wanted ?? WANTED[0]);
  const [lines, setLines] = useState<readonly ChosenLines[]>(anew?.outside?.parts ?? []);
  const [soon, setSoon] = useState<"usual" | "urgent">(anew?.urgent ? "urgent" : "usual");
  const [wrong, setWrong] = useState("");
  const asked = { consentId: basis.id, wanted, urgent: soon === "urgent" };
  const look = useMutation({
    mutationFn: () =>
      api.send<Preview>("POST", `/api/cases/${file.id}/outside-preview`, {
        body: { ...asked, letter: lines },
      }),
  });
  const seal = useSeal(
    anew
      ? { path: `/api/referrals/${anew.id}/outside-letter`, more: {} }
      : { path: `/api/cases/${file.id}/outside-referrals`, more: { ...asked, ...(takesUp && { takesUp }) } },
  );
  if (seal.data) return <SealedFile sealed={seal.data} onClose={onClose} />;
  const change = (act: () => void) => {
    act();
    look.reset();
    setWrong("");
  };
  const reads = (category: Category) => file.categories.some((one) => one.category === category && one.open);
  const from = [
    ...basis.categories.map((category) => ({ category, allowed: null })),
    ...basis.lines.map(({ category, lines: allowed }) => ({ category, allowed })),
  ].filter(({ category }) => reads(category));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (seal.isPending || look.isPending) return;
    if (lines.length === 0) return setWrong(say("referral-no.referral-parts"));
    setWrong("");
    if (look.data) seal.mutate({ lines, preview: look.data });
    else look.mutate();
  };
  return (
    <form autoComplete="off" className="stack stack-4" onSubmit={submit} noValidate>
      <Note>{say(anew ? "outside.how-anew" : "outside.how", { agency: basis.agency.name })}</Note>
      {anew ? (
        <ChangedOutside agency={basis.agency} onChanged={look.reset} />
      ) : (
        <SelectField
          label={say("refer.wanted")}
          value={wanted}
          options={WANTED.map((value) => ({ value, label: sayCode(say, "wanted", value) }))}
          onChoose={(value) => change(() => setWanted(value))}
        />
      )}
      <Suspense>
        <LinesFields from={from} chosen={lines} onChoose={(chosen) => change(() => setLines(chosen))} />
      </Suspense>
      {!anew && (
        <RadiosField
          label={say("refer.how-soon")}
          value={soon}
          choices={(["usual", "urgent"] as const).map((value) => ({ value, label: say(`refer.${value}`) }))}
          onChoose={(value) => change(() => setSoon(value))}
        />
      )}
      {look.data && (
        <Note icon="eye">
          <p>{say("refer-letter.they-see", { agency: basis.agency.name })}</p>
          <p className="as-written" dir="auto">
            {look.data.text}
          </p>
          <p className="small">
            {say(look.data.to.ageRecipient ? "outside.to-key" : "outside.to-passphrase", {
              agency: basis.agency.name,
            })}
          </p>
        </Note>
      )}
      <Said
        wrong={
          wrong ||
          (look.isError && sayReferralProblem(say, look.error)) ||
          (seal.isError && sayReferralProblem(say, seal.error))
        }
      />
      <div className="row">
        <Button
          kind="main"
          type="submit"
          icon={look.data ? "lock" : "eye"}
          busy={seal.isPending || look.isPending}
        >
          {say(look.data ? "outside.seal" : "refer-letter.look")}
        </Button>
        <Button onClick={onClose}>{say("cancel")}</Button>
      </div>
    </form>
  );
}

/** Seals first, so that nothing is written down which could not be; hands the file over last, once it is written down. */
function useSeal({ path, more }: { readonly path: string; readonly more: object }) {
  const { api } = useSession();
  const { random } = useDesk();
  const queries = useQueryClient();
  const keyFor = useOnceKey();
  return useMutation({
    mutationFn: async (of: { lines: readonly ChosenLines[]; preview: Preview }): Promise<Sealed> => {
      const { lines, preview } = of;
      const { reference, text, to, versions } = preview;
      const { hashOfLink, makeLink, passphraseOf, sealOutside } = await import("../../outside-seal.ts");
      const { toBase64Url } = await import("../../../../core/keys/bytes.ts");
      const passphrase = to.ageRecipient === null ? passphraseOf(random) : null;
      const bytes = await sealOutside(
        text,
        to.ageRecipient === null ? { passphrase: passphrase ?? "" } : { recipient: to.ageRecipient },
      );
      const secret = makeLink(random);
      const body = {
        ...more,
        reference,
        linkHash: toBase64Url(await hashOfLink(secret)),
        letter: lines.map((one) => ({
          ...one,
          version: versions.find(({ category }) => category === one.category)?.version ?? 0,
        })),
      };
      await api.send("POST", path, { body, key: keyFor(body) });
      return { reference, bytes, passphrase, secret: toBase64Url(secret), to };
    },
    onSuccess: () =>
      Promise.all(
        ["case", "referrals", "referral"].map((key) => queries.invalidateQueries({ queryKey: [key] })),
      ),
  });
}
