import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import type { Category } from "../../../../core/access/context.ts";
import type { Case, CaseLine } from "../../../../web/api/answers.ts";
import { isRefusal } from "../../../../web/api/client.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { Said } from "../../../../web/kit/field.tsx";
import { Note } from "../../../../web/kit/marks.tsx";
import { useNotices } from "../../../../web/kit/toast.tsx";
import { sayProblem } from "../../../../web/session/problems.ts";
import { useSession } from "../../../../web/session/session.tsx";
import { sayCategory } from "../../../../web/texts/names.ts";
import type { SectionDocument } from "../../model/field.ts";
import { isNamedAnew } from "../../model/naming.ts";
import { AgeNotes } from "./age-notes.tsx";
import { DocumentForm } from "./document-form.tsx";
import type { Draft } from "./draft.ts";

/** Writes a new version, based on the one that was read. Where another came first, both are kept and shown. */
export function EditSection(props: {
  file: Case;
  category: Category;
  draft: Draft;
  onDraft: (draft: Draft) => void;
  /** With what it said before; null where nothing was written yet. */
  before: SectionDocument | null;
  onSaved: () => void;
  /** Cases of this agency that may be of the person whose name was just written. */
  onKnown: (cases: readonly CaseLine[]) => void;
  onLeave: () => void;
}) {
  const { file, category, draft, before, onDraft, onSaved, onKnown, onLeave } = props;
  const { say } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const tell = useNotices();
  const save = useMutation({
    mutationFn: () =>
      api.send("PUT", `/api/cases/${file.id}/sections/${category}`, {
        match: draft.etag,
        body: { document: draft.document, resolves: draft.resolves },
      }),
    onSuccess: async () => {
      onSaved();
      tell({ text: say("section.saved", { category: sayCategory(say, category) }) });
      if (category === "identity" && isNamedAnew(before, draft.document)) {
        // It never stands in the way: what goes wrong with it is no matter of what was saved.
        const body = { document: draft.document, caseId: file.id };
        await api
          .send<{ cases: readonly CaseLine[] }>("POST", "/api/cases/known", { body })
          .then(({ cases }) => onKnown(cases))
          .catch(() => undefined);
      }
      await queries.invalidateQueries({ queryKey: ["case", file.id] });
    },
    onError: async (error) => {
      if (!isRefusal(error, "section-conflict")) return;
      // It was kept beside the other one: nothing here is lost by showing both.
      onSaved();
      tell({ icon: "pen", text: say("section.conflict-kept") });
      await queries.invalidateQueries({ queryKey: ["case", file.id] });
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!save.isPending) save.mutate();
  };
  return (
    <form autoComplete="off" className="stack stack-4" onSubmit={send} noValidate>
      {category === "contact" && <Note kind="soon">{say("wish.contact-note")}</Note>}
      <DocumentForm
        category={category}
        document={draft.document}
        isChild={file.isChild}
        onChange={(document) => onDraft({ ...draft, document })}
      />
      {category === "identity" && <AgeNotes file={file} document={draft.document} />}
      <div className="sticky-row">
        <Said wrong={save.isError && `${say("section.not-saved")} ${sayProblem(say, save.error)}`} />
        <div className="row">
          <Button kind="main" type="submit" busy={save.isPending}>
            {say("save")}
          </Button>
          <Button onClick={onLeave}>{say("section.throw-away")}</Button>
        </div>
      </div>
    </form>
  );
}
