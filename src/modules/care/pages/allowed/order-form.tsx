import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { CATEGORIES, type Category, PURPOSES, type Purpose } from "../../../../core/access/context.ts";
import type { Case, Named } from "../../../../web/api/answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Answer } from "../../../../web/kit/answer.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { ChecksField, RadiosField } from "../../../../web/kit/choices-field.tsx";
import { Dialog } from "../../../../web/kit/dialog.tsx";
import { Said, SelectField, TextField } from "../../../../web/kit/field.tsx";
import { Note } from "../../../../web/kit/marks.tsx";
import { useNotices } from "../../../../web/kit/toast.tsx";
import { useOnceKey } from "../../../../web/session/once.ts";
import { sayProblem } from "../../../../web/session/problems.ts";
import { useSession } from "../../../../web/session/session.tsx";
import { sayCategory, sayPurpose } from "../../../../web/texts/names.ts";

/** Writes down what an order says; the paper stays where it is. */
export function OrderForm({ file, open, onClose }: { file: Case; open: boolean; onClose: () => void }) {
  const { say } = useDesk();
  const { api } = useSession();
  const agencies = useQuery({
    queryKey: ["agencies"],
    queryFn: ({ signal }) => api.get<{ agencies: readonly Named[] }>("/api/agencies", signal),
    enabled: open,
  });
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={say("order.form-title", { alias: file.alias })}
      closeLabel={say("close")}
    >
      <Answer query={agencies} loading={say("allowed.loading")}>
        {(value) => (
          <Form
            file={file}
            agencies={value.agencies.filter(({ id }) => id !== file.holder.id)}
            onClose={onClose}
          />
        )}
      </Answer>
    </Dialog>
  );
}

const EMPTY = { authority: "", article: "", reference: "", court: "", issued: "", expires: "", deferred: "" };
type Field = keyof typeof EMPTY;
/** What it demands: that a part is opened to an agency, or that it is kept. */
const DOES = ["opens", "keeps"] as const;
const noon = (day: string): string => `${day}T12:00:00Z`;
const isDay = (text: string): boolean => /^20\d{2}-\d{2}-\d{2}$/.test(text);

function Form(props: { file: Case; agencies: readonly Named[]; onClose: () => void }) {
  const { file, agencies, onClose } = props;
  const { say } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const tell = useNotices();
  const keyFor = useOnceKey();
  const [does, setDoes] = useState<(typeof DOES)[number]>("opens");
  const [texts, setTexts] = useState(EMPTY);
  const [recipient, setRecipient] = useState("");
  const [purpose, setPurpose] = useState<Purpose | "">("");
  const [categories, setCategories] = useState<readonly Category[]>([]);
  const [wrong, setWrong] = useState("");
  const record = useMutation({
    mutationFn: (body: object) =>
      api.send("POST", `/api/cases/${file.id}/orders`, { body, key: keyFor(body) }),
    onSuccess: async () => {
      onClose();
      tell({ icon: "deed", text: say("order.written") });
      await queries.invalidateQueries({ queryKey: ["case", file.id] });
    },
  });
  const set = (field: Field) => (text: string) => setTexts((before) => ({ ...before, [field]: text }));
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (record.isPending) return;
    const { authority, article, reference, court, issued, expires, deferred } = texts;
    if ([authority, article, reference].some((text) => text.trim() === ""))
      return setWrong(say("order.fill"));
    const opens = does === "opens";
    if (opens && (recipient === "" || purpose === "")) return setWrong(say("consent.choose-who"));
    if (categories.length === 0) return setWrong(say("share.no-kind"));
    if (!isDay(issued) || !isDay(expires)) return setWrong(say("consent.choose-day"));
    if (deferred !== "" && court.trim() === "") return setWrong(say("problem.order-court"));
    setWrong("");
    record.mutate({
      authority: authority.trim(),
      article: article.trim(),
      reference: reference.trim(),
      court: court.trim() || null,
      recipientAgencyId: opens ? recipient : null,
      purpose: opens ? purpose : null,
      categories,
      issuedAt: `${issued}T00:00:00Z`,
      expiresAt: noon(expires),
      deferredUntil: isDay(deferred) ? noon(deferred) : null,
    });
  };
  return (
    <form autoComplete="off" className="stack stack-4" onSubmit={send} noValidate>
      <Note>{say("order.before")}</Note>
      <RadiosField
        label={say("order.does")}
        value={does}
        choices={DOES.map((value) => ({ value, label: say(`order.does-${value}`) }))}
        onChoose={setDoes}
      />
      <TextField label={say("order.by")} value={texts.authority} onText={set("authority")} maxLength={200} />
      <TextField label={say("order.article")} value={texts.article} onText={set("article")} maxLength={200} />
      <TextField
        label={say("order.reference")}
        why={say("order.reference-why")}
        value={texts.reference}
        onText={set("reference")}
        maxLength={100}
      />
      {does === "opens" && (
        <>
          <SelectField
            label={say("order.to")}
            value={recipient}
            placeholder={say("choose")}
            options={agencies.map(({ id, name }) => ({ value: id, label: name }))}
            onChoose={setRecipient}
          />
          <SelectField
            label={say("consent.what-for")}
            value={purpose}
            placeholder={say("choose")}
            options={PURPOSES.map((value) => ({ value, label: sayPurpose(say, value) }))}
            onChoose={setPurpose}
          />
        </>
      )}
      <ChecksField
        label={say("order.scope")}
        why={say("order.scope-why")}
        values={categories}
        choices={CATEGORIES.map((value) => ({ value, label: sayCategory(say, value) }))}
        onChoose={setCategories}
      />
      <TextField
        label={say("order.issued")}
        type="date"
        dir="ltr"
        value={texts.issued}
        onText={set("issued")}
      />
      <TextField
        label={say("order.expires")}
        type="date"
        dir="ltr"
        value={texts.expires}
        onText={set("expires")}
      />
      <TextField
        label={say("order.court")}
        why={say("order.court-why")}
        value={texts.court}
        onText={set("court")}
        maxLength={200}
      />
      <TextField
        label={say("order.keeps-quiet")}
        why={say("order.keeps-quiet-why")}
        type="date"
        dir="ltr"
        value={texts.deferred}
        onText={set("deferred")}
      />
      <Said wrong={wrong || (record.isError && sayProblem(say, record.error))} />
      <div className="row">
        <Button kind="main" type="submit" busy={record.isPending}>
          {say("order.write-down")}
        </Button>
        <Button onClick={onClose}>{say("cancel")}</Button>
      </div>
    </form>
  );
}
