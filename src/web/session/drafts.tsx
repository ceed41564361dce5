import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from "react";
import { useSession } from "./session.tsx";

/** What is typed and not yet sent: in memory, so that going to another page and back loses nothing. */
class DraftBook {
  readonly #drafts = new Map<string, unknown>();
  /** Those that this device keeps too, as they stand. */
  readonly #safe = new Set<string>();
  get isSafe(): boolean {
    return [...this.#drafts.keys()].every((id) => this.#safe.has(id));
  }
  get(id: string): unknown {
    return this.#drafts.get(id);
  }
  put(id: string, draft: unknown): void {
    this.#safe.delete(id);
    if (draft === undefined) this.#drafts.delete(id);
    else this.#drafts.set(id, draft);
  }
  setSafe(id: string, draft: unknown): void {
    if (this.#drafts.get(id) === draft) this.#safe.add(id);
  }
}

const DraftContext = createContext<DraftBook | null>(null);

/** Asks before a page with unsent text that is nowhere else is closed or loaded anew. */
export function DraftProvider({ children }: { children: ReactNode }) {
  const book = useMemo(() => new DraftBook(), []);
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (!book.isSafe) event.preventDefault();
    };
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [book]);
  return <DraftContext value={book}>{children}</DraftContext>;
}

export function useDraftBook(): DraftBook {
  const book = use(DraftContext);
  if (!book) throw new Error("A draft is asked for outside of the desk.");
  return book;
}

/** Whoever signs in next in the same window has drafts of their own. */
export const useOwnDraftId = (id: string): string => `${useSession().me.member.id} ${id}`;

/**
 * A draft that outlives its page, under a name that is unique to what is written. `undefined` means that there is
 * none; setting it so throws it away.
 */
export function useDraft<Draft>(id: string): [Draft | undefined, (draft: Draft | undefined) => void] {
  const book = useDraftBook();
  const own = useOwnDraftId(id);
  const [, redraw] = useState(0);
  return [
    book.get(own) as Draft | undefined, // only this hook puts it there, under the same name
    useCallback(
      (draft) => {
        book.put(own, draft);
        redraw((count) => count + 1);
      },
      [book, own],
    ),
  ];
}
