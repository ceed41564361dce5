import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import type { Category } from "../../../../core/access/context.ts";
import type { CaseLine } from "../../../../web/api/answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { useNotices } from "../../../../web/kit/toast.tsx";
import { useOnceKey } from "../../../../web/session/once.ts";
import { sayProblem } from "../../../../web/session/problems.ts";
import { useSession } from "../../../../web/session/session.tsx";
import type { SectionDocument } from "../../model/field.ts";

export interface NewCase {
  readonly gender: string;
  readonly ageBand: string;
  readonly language: string;
  readonly documents: Readonly<Partial<Record<Category, SectionDocument>>>;
}

/** On what a case opens, and which parts it may have. */
export interface Opening {
  readonly path: "/api/cases" | "/api/cases/in-person";
  readonly basis: { readonly offerId: string } | null;
  readonly categories: readonly Category[];
  readonly done: "open-case.done" | "walk-in.done";
}

/** Asks whether the person may be known, opens the case, and goes there. */
export function useOpenCase(opening: Opening, facts: NewCase, onOpened: () => void) {
  const { say } = useDesk();
  const { api } = useSession();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const tell = useNotices();
  const keyFor = useOnceKey();
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState("");
  const [known, setKnown] = useState<readonly CaseLine[]>([]);
  const [askedAs, setAskedAs] = useState("");
  /** Once for each name that is written: the second press opens the case. It never stands in the way. */
  const findKnown = async (): Promise<readonly CaseLine[]> => {
    const document = facts.documents.identity;
    const asks = JSON.stringify(document ?? {});
    if (!document || asks === "{}" || asks === askedAs) return [];
    setAskedAs(asks);
    try {
      return (await api.send<{ cases: CaseLine[] }>("POST", "/api/cases/known", { body: { document } }))
        .cases;
    } catch {
      return []; // what is wrong with it is said when it is opened
    }
  };
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setWrong("");
    const found = await findKnown();
    if (found.length > 0) {
      setKnown(found);
      setBusy(false);
      return;
    }
    await open(null);
  };
  /** Also where it is of a person who has one: what was told now has a place, and both stand side by side next. */
  const open = async (sameAs: string | null) => {
    setBusy(true);
    setWrong("");
    const body = {
      ...opening.basis,
      gender: facts.gender,
      ageBand: facts.ageBand,
      language: facts.language || null,
      sections: opening.categories.flatMap((category) => {
        const document = facts.documents[category];
        return document && Object.keys(document).length > 0 ? [{ category, document }] : [];
      }),
    };
    try {
      const made = await api.send<{ id: string; alias: string }>("POST", opening.path, {
        body,
        key: keyFor(body),
      });
      onOpened();
      tell({ text: say(opening.done, { alias: made.alias }) });
      await queries.invalidateQueries();
      const params = { caseId: made.id };
      if (sameAs === null) void navigate({ to: "/cases/$caseId", params });
      else void navigate({ to: "/cases/$caseId/same-person", params, search: { with: sameAs } });
    } catch (error) {
      setWrong(`${say("section.not-saved")} ${sayProblem(say, error)}`);
      setBusy(false);
    }
  };
  return { send, open, busy, wrong, known };
}
