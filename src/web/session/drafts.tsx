import { createContext, type ReactNode, use, useEffect, useMemo, useState } from "react";

/** What is typed and not yet sent: in memory, so that going to another page and back loses nothing. Never in the browser's storage. */
class DraftBook {
  readonly #drafts = new Map<string, unknown>();
  get size(): number {
    return this.#drafts.size;
  }
  get(id: string): unknown {
    return this.#drafts.get(id);
  }
  put(id: string, draft: unknown): void {
    if (draft === undefined) this.#drafts.delete(id);
    else this.#drafts.set(id, draft);
  }
}

const DraftContext = createContext<DraftBook | null>(null);

/** Asks before a page with unsent text is closed or loaded anew. */
export function DraftProvider({ children }: { children: ReactNode }) {
  const book = useMemo(() => new DraftBook(), []);
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (book.size > 0) event.preventDefault();
    };
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [book]);
  return <DraftContext value={book}>{children}</DraftContext>;
}

/**
 * A draft that outlives its page, under a name that is unique to what is written. `undefined` means that there is
 * none; setting it so throws it away.
 */
export function useDraft<Draft>(id: string): [Draft | undefined, (draft: Draft | undefined) => void] {
  const book = use(DraftContext);
  if (!book) throw new Error("useDraft is called outside of the desk.");
  const [, redraw] = useState(0);
  return [
    book.get(id) as Draft | undefined, // only this hook puts it there, under the same name
    (draft) => {
      book.put(id, draft);
      redraw((count) => count + 1);
    },
  ];
}
