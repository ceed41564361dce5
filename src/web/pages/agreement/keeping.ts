import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import type { DraftTerms } from "../../../core/protocols/terms.ts";
import type { AgreementDraft } from "../../api/agreement-answers.ts";
import { isRefusal } from "../../api/client.ts";
import { useDraft } from "../../session/drafts.tsx";
import { useSession } from "../../session/session.tsx";

/** How what was typed stands: kept on the server, on its way, not kept (the page still has it), or passed by. */
export type Keeping = "kept" | "typing" | "away" | "conflict";

const PAUSE_MS = 700;

/** A draft as it is typed, kept on the server after each pause; what could not be kept stays in this page's memory. */
export function useKeptDraft(draft: AgreementDraft) {
  const { api } = useSession();
  const queries = useQueryClient();
  const [unsent, setUnsent] = useDraft<DraftTerms>(`agreement ${draft.id}`);
  const [terms, setTerms] = useState<DraftTerms>(unsent ?? draft.terms);
  const [keeping, setKeeping] = useState<Keeping>(unsent ? "typing" : "kept");
  const revision = useRef(draft.revision);
  const newest = useRef(terms);
  const sending = useRef<Promise<boolean> | null>(null);

  /** @returns whether all that was typed is on the server */
  const keep = useCallback(async (): Promise<boolean> => {
    if (sending.current && !(await sending.current)) return false;
    const sent = newest.current;
    sending.current = (async () => {
      try {
        const answer = await api.send<{ revision: number }>("PUT", `/api/protocol-drafts/${draft.id}`, {
          body: sent,
          match: `"v${revision.current}"`,
        });
        revision.current = answer.revision;
        return true;
      } catch (error) {
        setKeeping(isRefusal(error, "draft-changed") ? "conflict" : "away");
        return false;
      } finally {
        sending.current = null;
      }
    })();
    if (!(await sending.current)) return false;
    if (newest.current !== sent) return false;
    setUnsent(undefined);
    setKeeping("kept");
    void queries.invalidateQueries({ queryKey: ["agreement-drafts"] });
    return true;
  }, [api, draft.id, queries, setUnsent]);

  const wait = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(wait.current), []);
  // Left before the pause was over: what stayed in memory is sent when the page comes back.
  const comesBack = useRef(unsent !== undefined);
  useEffect(() => {
    if (comesBack.current) void keep();
    comesBack.current = false;
  }, [keep]);
  const write = (next: DraftTerms) => {
    newest.current = next;
    setTerms(next);
    setUnsent(next);
    setKeeping((before) => (before === "conflict" ? before : "typing"));
    clearTimeout(wait.current);
    wait.current = setTimeout(() => void keep(), PAUSE_MS);
  };
  const keepNow = () => {
    clearTimeout(wait.current);
    return keep();
  };
  return { terms, write, keeping, keepNow };
}
