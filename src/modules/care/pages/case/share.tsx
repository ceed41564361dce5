import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { Category } from "../../../../core/access/context.ts";
import type { Agreement, Basis, Case } from "../../../../web/api/answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Answer } from "../../../../web/kit/answer.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { RadiosField } from "../../../../web/kit/choices-field.tsx";
import { Dialog } from "../../../../web/kit/dialog.tsx";
import { Said, SelectField } from "../../../../web/kit/field.tsx";
import { useNotices } from "../../../../web/kit/toast.tsx";
import { useOnceKey } from "../../../../web/session/once.ts";
import { sayProblem } from "../../../../web/session/problems.ts";
import { useSession } from "../../../../web/session/session.tsx";
import { sayCategory, sayPurpose } from "../../../../web/texts/names.ts";

/** Opens one kind to one agency: on a consent or an order of this case, under an agreement that covers it. */
export function Share({ file, open, onClose }: { file: Case; open: boolean; onClose: () => void }) {
  const { say } = useDesk();
  const { api } = useSession();
  // To an agency that is not on Leeward nothing can be opened.
  const bases = file.bases.filter(({ outside }) => !outside);
  const agreements = useQuery({
    queryKey: ["agreements"],
    queryFn: ({ signal }) => api.get<{ protocols: readonly Agreement[] }>("/api/protocols", signal),
    enabled: open,
  });
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={say("share.title", { alias: file.alias })}
      closeLabel={say("close")}
    >
      {bases.length === 0 ? (
        <div className="stack stack-4">
          <p>{say("share.no-basis")}</p>
          <div className="row">
            <Button onClick={onClose}>{say("close")}</Button>
          </div>
        </div>
      ) : (
        <Answer query={agreements} loading={say("agreements.loading")}>
          {({ protocols }) => <Choose file={file} bases={bases} agreements={protocols} onClose={onClose} />}
        </Answer>
      )}
    </Dialog>
  );
}

const coveredBy = (
  agreements: readonly Agreement[],
  file: Case,
  basis: Basis,
  category: string,
): readonly Agreement[] =>
  agreements.filter(
    ({ status, parties, scope }) =>
      status === "in-force" &&
      [basis.agency.id, file.holder.id].every((party) => parties.some(({ id }) => id === party)) &&
      scope.some((covered) => covered.category === category && covered.purpose === basis.purpose),
  );

function Choose(props: {
  file: Case;
  bases: readonly Basis[];
  agreements: readonly Agreement[];
  onClose: () => void;
}) {
  const { file, bases, agreements, onClose } = props;
  const { say, when } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const tell = useNotices();
  const keyFor = useOnceKey();
  const [basisId, setBasisId] = useState(bases[0]?.id ?? "");
  const [category, setCategory] = useState<Category | "">("");
  const [wrong, setWrong] = useState("");
  const basis = bases.find(({ id }) => id === basisId);
  const isShared = (kind: Category) =>
    file.sees.some(
      (sight) => sight.category === kind && sight.agency.id === basis?.agency.id && sight.endedAt === null,
    );
  const covering = basis && category !== "" ? coveredBy(agreements, file, basis, category) : [];
  const [chosenId, setChosenId] = useState("");
  const agreement = covering.find(({ id }) => id === chosenId) ?? covering[0];
  const share = useMutation({
    mutationFn: (body: object) =>
      api.send("POST", `/api/cases/${file.id}/shares`, { body, key: keyFor(body) }),
    onSuccess: async () => {
      onClose();
      tell({ icon: "share", text: say("share.done", { agency: basis?.agency.name ?? "" }) });
      await queries.invalidateQueries({ queryKey: ["case", file.id] });
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (share.isPending) return;
    if (!basis || category === "") return setWrong(say("share.no-kind"));
    if (!agreement) return setWrong(say("problem.offer-not-covered"));
    setWrong("");
    share.mutate({
      category,
      agencyId: basis.agency.id,
      purpose: basis.purpose,
      protocolId: agreement.id,
      until: basis.until,
      ...(basis.kind === "consent" ? { consentId: basis.id } : { legalOrderId: basis.id }),
    });
  };
  return (
    <form autoComplete="off" className="stack stack-4" onSubmit={send} noValidate>
      <SelectField
        label={say("share.basis")}
        why={say("share.basis-why")}
        value={basisId}
        options={bases.map(({ id, kind, agency, purpose, until }) => ({
          value: id,
          label: say(kind === "consent" ? "share.by-consent" : "share.by-order", {
            agency: agency.name,
            purpose: sayPurpose(say, purpose),
            until: when.day(until),
          }),
        }))}
        onChoose={(id) => {
          setBasisId(id);
          setCategory("");
        }}
      />
      {basis && (
        <RadiosField
          label={say("share.kind")}
          value={category}
          choices={basis.categories.map((kind) => ({
            value: kind,
            label: sayCategory(say, kind),
            notYet: isShared(kind)
              ? say("share.already")
              : coveredBy(agreements, file, basis, kind).length === 0
                ? say("share.no-agreement")
                : undefined,
          }))}
          onChoose={setCategory}
          wrong={wrong}
        />
      )}
      {agreement && covering.length > 1 ? (
        <SelectField
          label={say("share.which")}
          why={say("share.which-why")}
          value={agreement.id}
          options={covering.map(({ id, number, title }) => ({
            value: id,
            label: say("agreements.name", { number: String(number), title }),
          }))}
          onChoose={setChosenId}
        />
      ) : (
        agreement && (
          <p className="small quiet">
            {say("share.under", { number: String(agreement.number), title: agreement.title })}
          </p>
        )
      )}
      <Said wrong={share.isError && sayProblem(say, share.error)} />
      <div className="row">
        <Button kind="main" type="submit" icon="share" busy={share.isPending}>
          {say("share.do")}
        </Button>
        <Button onClick={onClose}>{say("cancel")}</Button>
      </div>
    </form>
  );
}
